"""Sending again only what has changed."""

from __future__ import annotations

from aiohttp import ETag, web


def fresh(request: web.Request, response: web.Response, tag: str) -> web.Response:
    """Return *response* under *tag*, or 304 where the browser has it already."""
    response.etag = ETag(tag, is_weak=True)
    known = request.if_none_match or ()
    if not any(each.value in (tag, "*") for each in known):
        return response
    unchanged = web.Response(status=304)
    unchanged.etag = response.etag
    for name in ("Cache-Control", "Vary"):
        if name in response.headers:
            unchanged.headers[name] = response.headers[name]
    return unchanged
