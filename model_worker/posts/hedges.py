"""The words around a number that say on which side of it the truth lies. Pure."""

from __future__ import annotations

import re
from typing import Literal

Hedge = Literal["", "about", "over", "under", "nearly", "least", "most"]

_PHRASES: dict[Hedge, str] = {
    "about": "about|around|approximately|approx|roughly|some|circa|ca|close to|an "
    "estimated|more or less|~|\u2248|something like|in the order of|give or take",
    "over": "more than|over|above|greater than|higher than|exceeding|in excess of"
    "|upwards of|north of|exceeded|exceeds|exceed|surpassed|topped|tops|past|beyond"
    "|well over|just over|slightly over|a little over|>|well above|just above|better"
    " than",
    "under": "less than|under|below|fewer than|lower than|short of|cheaper than|<"
    "|well under|just under|just below|slightly under|a little under|within",
    "nearly": "nearly|almost|close on|not quite|approaching|just shy of|just short of"
    "|nearing",
    "least": "at least|no less than|no fewer than|a minimum of|not less than|\u2265",
    "most": "at most|no more than|a maximum of|not more than|\u2264|a mere|only",
}
_HEDGES: dict[str, Hedge] = {
    phrase: hedge
    for hedge, phrases in _PHRASES.items()
    for phrase in phrases.split("|")
}
_NEGATED: dict[Hedge, Hedge] = {"over": "most", "under": "least", "least": "under"}
_BEFORE = re.compile(
    r"(?P<no>\b(?:not|n't|never|hardly)\s(?:even\s|reach\s|hit\s)?)?"
    r"(?<![\w-])(?P<hedge>"
    + "|".join(re.escape(p) for p in sorted(_HEDGES, key=len, reverse=True))
    + r")\.?\s*(?:an?|the|just|only|well|even)?\s*$",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    r"\s*(?:(?P<least>or more\b|and up\b|\+(?!\d)|plus\b)|(?P<most>or less\b"
    r"|or fewer\b|or under\b)|(?P<about>or so\b|-ish\b|ish\b|give or take\b))",
    re.IGNORECASE,
)
_REACH = 32


def hedge_around(text: str, start: int, end: int) -> tuple[Hedge, int, int]:
    """Return the hedge of the number at *start* to *end*, and where both lie."""
    lead = text[max(start - _REACH, 0) : start]
    if before := _BEFORE.search(lead):
        hedge = _HEDGES[before["hedge"].lower()]
        if before["no"]:
            hedge = _NEGATED.get(hedge, "about")
        if before["hedge"].lower() != "only":
            return hedge, start - len(lead) + before.start(), end
    if behind := _BEHIND.match(text, end):
        kind = behind.lastgroup
        hedges: dict[str | None, Hedge] = {"least": "least", "most": "most"}
        return hedges.get(kind, "about"), start, behind.end()
    return "", start, end
