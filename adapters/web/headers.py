"""What every answer tells the browser not to do."""

from __future__ import annotations

from aiohttp import web

PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; "
    "img-src 'self' blob: data:; connect-src 'self'; form-action 'none'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
BARE_POLICY = "default-src 'none'; frame-ancestors 'none'"
ALWAYS = {
    "Server": "Sightline",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


def protect(app: web.Application, *, is_secure: bool) -> None:
    """Put the headers on whatever *app* sends, streams and refusals among it."""

    async def add(_: web.Request, response: web.StreamResponse) -> None:
        is_page = response.content_type == "text/html"
        response.headers.update(ALWAYS)
        response.headers["Content-Security-Policy"] = (
            PAGE_POLICY if is_page else BARE_POLICY
        )
        response.headers.setdefault("Cache-Control", "no-store")
        if is_secure:
            response.headers["Strict-Transport-Security"] = "max-age=31536000"

    app.on_response_prepare.append(add)
