"""An event that discord.py cannot read is passed over; as it is, it would end us.

Discord adds and changes what it tells, and its library reads some of that strictly.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from bot.ledger import traced

NEEDED = frozenset({"READY", "RESUMED"})
"""Without these there is no session: what breaks them has to be seen."""

Parse = Callable[[Any], None]
log = logging.getLogger(__name__)


def pass_over(parsers: dict[str, Parse]) -> None:
    """Let each of *parsers*, by the kind of event, log what it cannot read."""
    for kind, parse in parsers.items():
        if kind not in NEEDED:
            parsers[kind] = _passing(kind, parse)


def _passing(kind: str, parse: Parse) -> Parse:
    def passing(event: Any) -> None:
        try:
            parse(event)
        except Exception as error:  # noqa: BLE001 - whatever it is, others are waiting
            log.error("! an event %s was passed over: %s", kind, traced(error))  # noqa: TRY400

    return passing
