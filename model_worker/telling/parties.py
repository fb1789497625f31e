"""Whom a document is for, and whom it is from, said with its place. Pure."""

from __future__ import annotations

import re

from bot.marks import is_unsure
from bot.text_reading import Line, TextReading
from model_worker.draft import Draft
from model_worker.readers.parties_in_text import recipient, sender
from model_worker.requests import Request
from model_worker.telling.quoting import HARD_TO_READ, quote_line

_DOCUMENT = (
    r"(?:it|this|that|(?:this|that|the) (?:document|letter|invoice|bill|mail|e-?mail"
    r"|message|receipt|form|contract))"
)
_FOR = re.compile(
    r"\bwho(?:m|se)?\b.*\b(?:addressed|billed|made out|written|sent|directed) to\b"
    rf"|\bwho(?:m)? is {_DOCUMENT} (?:for|to)\b|\bto whom\b"
    r"|\b(?:recipient|addressee)\b|\bwho (?:has|needs|must|should) (?:to )?pay\b",
    re.IGNORECASE,
)
_FROM = re.compile(
    rf"\bwho (?:sent|wrote|issued|signed|made) {_DOCUMENT}\b|\bfrom whom\b"
    rf"|\bwho is {_DOCUMENT} (?:from|(?:written|sent|signed|issued) by)\b"
    r"|\b(?:sender|author|issuer)\b",
    re.IGNORECASE,
)


def tell_party(draft: Draft, request: Request, text: TextReading, picture: str) -> bool:
    """Say whom a document is for or from; False where nobody asks, or nothing says."""
    if _FOR.search(request.text):
        return _tell(draft, "It is addressed to ", recipient(text), picture)
    if _FROM.search(request.text):
        return _tell(draft, "It is from ", sender(text), picture)
    return False


def _tell(draft: Draft, lead: str, named: Line | None, picture: str) -> bool:
    if named is None:
        return False
    draft.say(lead)
    quote_line(draft, named, picture)
    draft.say(".")
    if is_unsure(named.confidence):
        draft.warn(HARD_TO_READ)
    return True
