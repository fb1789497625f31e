"""Logs are a ledger: what was done, to which job, how soon; never a person's words.

An exception's message may quote a person; its type and the lines it passed do not.
"""

from __future__ import annotations

import logging
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path

LINE = "%(asctime)s %(name)s %(levelname)s %(message)s"
PLACES_MAX = 12
REPEAT_S = 30.0
LINES_MAX = 1000


def keep_ledger(level: int = logging.INFO) -> None:
    """Write this process's log to stderr, discreetly."""
    handler = logging.StreamHandler(sys.stderr)
    handler.addFilter(Calm())
    handler.addFilter(Discretion())
    logging.basicConfig(level=level, format=LINE, handlers=[handler])


class Calm(logging.Filter):
    """Lets the same warning through once in a while, with how often it came besides.

    *clock* is a monotonic one, in seconds.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._clock = clock
        self._told: dict[tuple[str, str], tuple[float, int]] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        if record.levelno < logging.WARNING:
            return True
        said, now = record.getMessage(), self._clock()
        until, more = self._told.get((record.name, said), (now, 0))
        if now < until:
            self._told[record.name, said] = (until, more + 1)
            return False
        if len(self._told) >= LINES_MAX:
            self._told.clear()
        self._told[record.name, said] = (now + REPEAT_S, 0)
        if more:
            record.msg, record.args = "%s (and %d times before)", (said, more)
        return True


class Discretion(logging.Filter):
    """Takes the message out of every exception that is logged, leaving its place."""

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.exc_info, tuple) and record.exc_info[1] is not None:
            arguments = record.args if isinstance(record.args, tuple) else ()
            record.msg = f"{record.msg} (%s)"
            record.args = (*arguments, traced(record.exc_info[1]))
            record.exc_info = None
        return True


def traced(error: BaseException) -> str:
    """Return the type and the innermost lines: ``KeyError at told.py:8 < ask.py:3``.

    What *error* was raised from is told behind it.
    """
    places = traceback.extract_tb(error.__traceback__)[-PLACES_MAX:]
    lines = [f"{Path(place.filename).name}:{place.lineno}" for place in places]
    told = f"{type(error).__name__} at {' < '.join(reversed(lines)) or 'no line'}"
    return f"{told}, from {traced(error.__cause__)}" if error.__cause__ else told
