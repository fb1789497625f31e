"""A server on a free port of loopback that writes down what it is asked."""

from __future__ import annotations

from dataclasses import dataclass, field

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

BODY_MAX = 64 * 1024 * 1024


@dataclass(frozen=True)
class Heard:
    """A request as it came in, with all that might have carried a token."""

    method: str
    path: str
    authorization: str
    headers: dict[str, str]


@dataclass
class Listener:
    heard: list[Heard] = field(default_factory=list)
    origin: str = ""
    _runner: web.AppRunner | None = None

    async def start(self, routes: list[web.RouteDef]) -> None:
        app = web.Application(client_max_size=BODY_MAX, middlewares=[self._note()])
        app.add_routes(routes)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        host, port = self._runner.addresses[0][:2]
        self.origin = f"http://{host}:{port}"

    async def stop(self) -> None:
        if self._runner is not None:
            await self._runner.cleanup()

    def _note(self) -> Middleware:
        @web.middleware
        async def note(request: web.Request, handler: Handler) -> web.StreamResponse:
            headers = {str(k): v for k, v in request.headers.items()}
            token = headers.get("Authorization", "")
            self.heard.append(Heard(request.method, request.path, token, headers))
            return await handler(request)

        return note
