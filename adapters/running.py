"""How an adapter runs as a process: until told to stop, or until settings are wrong."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import Awaitable, Callable

from bot.errors import SettingsError
from bot.ledger import keep_ledger
from bot.settings import Settings, load

REFUSED = 2


def run(serve: Callable[[Settings], Awaitable[None]]) -> int:
    """Return 0 after SIGTERM or SIGINT, 2 where the settings have to be changed."""
    keep_ledger()
    code = 0
    try:
        asyncio.run(_serving(serve))
    except* SettingsError as group:
        sys.stderr.write("\n".join([*told(group), ""]))
        code = REFUSED
    return code


async def until_told_to_stop() -> None:
    told = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, told.set)
    await told.wait()


def refuse_without_redis(settings: Settings) -> None:
    """Raises SettingsError where there is no queue to put anything into."""
    if not settings.redis.url:
        raise SettingsError(
            "redis.url is empty: name a server, or run `sightline demo`, which starts "
            "a private one"
        )


def told(group: BaseExceptionGroup[SettingsError]) -> list[str]:
    """Return the sentences of *group*, however deep task groups have put them."""
    sentences: list[str] = []
    for error in group.exceptions:
        match error:
            case BaseExceptionGroup():
                sentences += told(error)
            case SettingsError():
                sentences.append(str(error))
    return sentences


async def _serving(serve: Callable[[Settings], Awaitable[None]]) -> None:
    settings = load()
    refuse_without_redis(settings)
    await serve(settings)
