"""Colours, quotes and plain statements against what is there. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from bot.jobs import Box
from model_worker.posts.aims import aim_of
from model_worker.posts.check_statements import statement_signals
from model_worker.posts.claim import Claim, ColourSaid, QuoteSaid
from model_worker.posts.evidence import Signal
from model_worker.posts.known import Known
from model_worker.posts.words import is_same
from model_worker.readers.colour_names import may_mean

_QUOTED = 0.9
_GROUND = re.compile(r"\bbackground\b", re.IGNORECASE)


def word_signals(
    said: QuoteSaid | ColourSaid | None, claim: Claim, known: Known
) -> Iterator[Signal]:
    """Yield what the picture says to a quotation, a colour, a plain statement."""
    match said:
        case QuoteSaid():
            return _quote_signals(said, known)
        case ColourSaid():
            return _colour_signals(said, claim, known)
        case None:
            return statement_signals(claim, known)


def _quote_signals(said: QuoteSaid, known: Known) -> Iterator[Signal]:
    """Yield where the words of a quotation stand."""
    wanted = _letters(said.text)
    lines = known.text.lines
    for count in range(1, 4):
        for start in range(len(lines) - count + 1):
            run = lines[start : start + count]
            text = _letters(" ".join(line.text for line in run))
            if wanted and (wanted in text or _is_alike(wanted, text)):
                yield Signal(
                    leaning="for",
                    reason="these words stand in the picture",
                    boxes=tuple(line.box for line in run),
                    confidence=min(line.confidence for line in run),
                )
                return


def _colour_signals(said: ColourSaid, claim: Claim, known: Known) -> Iterator[Signal]:
    """Yield what colour the named part of a chart, or the ground, has."""
    for group in known.groups:
        for fact in group.facts:
            for label in fact.labels:
                if not label.colour or not label.stems:
                    continue
                aim = aim_of(claim.text)
                if not all(any(is_same(s, w) for w in aim.stems) for s in label.stems):
                    continue
                is_same_colour = may_mean(said.colour, label.colour)
                yield Signal(
                    leaning="for" if is_same_colour else "against",
                    reason=f"\u201c{label.text}\u201d is drawn in {label.colour}",
                    boxes=(fact.box,),
                    confidence=fact.confidence,
                    is_hard=is_same_colour or group.is_sure,
                    is_measured=True,
                )
                return
    ground = known.colours.background
    if ground and _GROUND.search(claim.text):
        is_same_colour = may_mean(said.colour, ground)
        yield Signal(
            leaning="for" if is_same_colour else "against",
            reason=f"the background is {ground}",
            boxes=(Box(0, 0, 1, 1),),
            is_hard=is_same_colour,
            is_measured=True,
        )


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _is_alike(one: str, other: str) -> bool:
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= _QUOTED
