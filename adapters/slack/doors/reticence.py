"""What Slack's own libraries may write into our log: their words, none of our values.

Their sentences carry bodies, tokens and socket tickets behind the first bracket, colon
or quote; what stands before it is a fixed phrase.
"""

from __future__ import annotations

import logging
import re

from bot.ledger import Discretion

VALUE = re.compile(r"[:({\[<\"'`\n=]")
TOKEN = re.compile(r"\bx(?:ox[a-z]|app|oxe\.[a-z]+)-[\w-]+|\b(?:https?|wss?)://\S+")
PHRASE_MAX = 120


class Reticence(logging.Filter):
    """Cuts a library's line where its values begin."""

    def filter(self, record: logging.LogRecord) -> bool:
        told = TOKEN.sub("...", record.getMessage())
        record.msg = "%s"
        record.args = (VALUE.split(told, maxsplit=1)[0].strip()[:PHRASE_MAX],)
        return True


def library_log(name: str) -> logging.Logger:
    """Return a log for a library of Slack's: warnings alone, and reticent ones.

    Bolt copies level and filters to every logger that it makes of this one.
    """
    log = logging.getLogger(f"{__name__}.{name}")
    log.setLevel(logging.WARNING)
    if not log.filters:
        log.addFilter(Reticence())
        log.addFilter(Discretion())
    return log
