"""The web application: who answers which address, and what all of them pass through."""

from __future__ import annotations

from aiohttp import web
from msgspec import Struct

from adapters.base import Accept
from adapters.web.addresses import Addresses
from adapters.web.arrivals import Arrivals
from adapters.web.events import Events
from adapters.web.guard import Site, guard
from adapters.web.headers import protect
from adapters.web.health import Health
from adapters.web.metrics import Meters, counting
from adapters.web.pictures import Pictures
from adapters.web.questions import Questions
from adapters.web.refusals import refusals
from adapters.web.session import Door
from adapters.web.signin import SignIn
from adapters.web.states import States
from adapters.web.static import Static
from adapters.web.threads import Threads
from adapters.web.uploads import Uploads
from adapters.web.watching import Watching
from bot.redis_queue import Queue
from bot.redis_store import Store
from bot.settings import Settings

BODY_MAX = 64 * 1024  # of everything but forms, which have bounds of their own


class Parts(Struct, frozen=True):
    """What the application is plugged into."""

    settings: Settings
    door: Door
    queue: Queue
    store: Store
    states: States
    arrivals: Arrivals
    meters: Meters


def application(parts: Parts, accept: Accept) -> web.Application:
    """Return the application; its streams end when it shuts down."""
    settings, door, meters = parts.settings, parts.door, parts.meters
    addresses = Addresses(settings.web)
    middlewares = (counting(meters), refusals, guard(door, addresses))
    app = web.Application(middlewares=middlewares, client_max_size=BODY_MAX)
    watching = Watching(parts.queue, parts.states, parts.arrivals)
    site = Site(settings.web.site)
    sign_in = SignIn(door, settings.pictures)
    uploads = Uploads(settings.pictures)
    for each in (
        Static(sign_in.invite),
        sign_in,
        Questions(
            site, accept, parts.queue, parts.store, parts.states, uploads, meters
        ),
        Events(site, parts.states, watching, meters),
        Threads(site, parts.store, parts.states),
        Pictures(site, parts.store),
        Health(parts.queue, meters),
    ):
        app.add_routes(each.routes())
    protect(app, is_secure=door.is_secure)

    async def close(_: web.Application) -> None:
        watching.close()

    app.on_shutdown.append(close)
    return app
