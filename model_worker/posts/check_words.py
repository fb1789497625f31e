"""Counts, colours, quotes and plain statements against what is there. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from bot.jobs import Box
from model_worker.posts.agreement import agreement
from model_worker.posts.aims import aim_of, unaccounted
from model_worker.posts.check_numbers import number_signals
from model_worker.posts.check_statements import statement_signals
from model_worker.posts.claim import Claim, ColourSaid, CountSaid, QuoteSaid
from model_worker.posts.evidence import Signal
from model_worker.posts.facts import Group
from model_worker.posts.known import Known
from model_worker.posts.members import named_in
from model_worker.posts.quantities import Quantity
from model_worker.posts.words import is_same, stem, stems
from model_worker.readers.colour_names import may_mean

_MEMBERS = frozenset(
    stems(
        "bars slices categories columns segments sections rows items entries groups "
        "options countries regions teams products"
    )
)
_QUOTED = 0.9
_PAIR = 2
_LISTED = re.compile(
    r"\b(?:listed|shown|compared|displayed|lists?|shows?|compares?|took part)\b",
    re.IGNORECASE,
)
_GROUND = re.compile(r"\bbackground\b", re.IGNORECASE)


def count_signals(said: CountSaid, claim: Claim, known: Known) -> Iterator[Signal]:
    """Yield what a number beside the counted says, else how many of it there are."""
    found = list(number_signals(said.quantity, claim, known))
    if any(signal.leaning != "none" and signal.is_hard for signal in found):
        yield from found
    else:
        yield from list(_counted(said, claim, known)) or found


def _counted(said: CountSaid, claim: Claim, known: Known) -> Iterator[Signal]:
    noun = stem(said.noun)
    meant = [group for group in known.groups if _counts(group, noun)]
    is_known = bool(meant)
    if not meant and _LISTED.search(claim.text):
        meant = [group for group in known.groups if not group.is_score]
    counts = {len(group.facts) for group in meant}
    if len(counts) != 1:
        return
    group, count = meant[0], counts.pop()
    answer = agreement(said.quantity, Quantity(value=float(count)))
    if any(named_in(claim.text, other) for other in known.groups):
        return
    matched = frozenset((*group.name, *group.noun, noun))
    is_about = not unaccounted(aim_of(claim.text), matched, known)
    is_sure = group.is_whole and group.is_sure and is_about
    if answer == "same" or count != said.quantity.value:
        if answer != "same" and not is_known:
            return
        yield Signal(
            leaning="for" if answer == "same" else "against",
            reason=f"I count {count}",
            boxes=tuple(fact.box for fact in group.facts),
            confidence=group.confidence,
            is_hard=answer == "same" or is_sure,
            is_measured=group.facts[0].source == "measured",
        )


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


def _counts(group: Group, noun: str) -> bool:
    known = (*group.noun, *group.name)
    return noun in _MEMBERS or any(is_same(noun, own) for own in known)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _is_alike(one: str, other: str) -> bool:
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= _QUOTED
