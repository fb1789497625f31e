"""Plain statements against the words that stand together in a picture. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.jobs import Box
from model_worker.claims import Claim
from model_worker.posts.aims import aim_of, fits, is_idle
from model_worker.posts.evidence import Signal
from model_worker.posts.facts import Fact
from model_worker.posts.known import Known
from model_worker.posts.pieces import Piece
from model_worker.posts.words import Word, means, stems

_TITLES = frozenset(
    stems("ltd inc gmbh co corp plc llc dr prof mr mrs ms hotel company group club fc")
)
_STATED = 0.75
_STATED_CONFIDENCE = 0.85
_ELSEWHERE = 0.5
"""What a word counts that stands in the picture, but not beside the others."""

_BEYOND = {"opinion", "who, where or when"}
_PAIR = 2


def statement_signals(claim: Claim, known: Known) -> Iterator[Signal]:
    """Yield the place whose words bear a plain statement out, or give another name."""
    said = _telling(claim, known)
    if not said:
        return
    share, boxes = max(
        (_borne_out(said, place, known) for place in known.pieces),
        key=lambda each: each[0],
        default=(0.0, ()),
    )
    is_enough = len(said) >= _PAIR or said[0].is_capital
    if claim.kind in _BEYOND:
        is_enough = share == 1 and len(said) > _PAIR
    if share >= _STATED and is_enough:
        yield Signal(
            leaning="for",
            reason="these words stand in the picture",
            boxes=boxes,
            confidence=_STATED_CONFIDENCE,
            is_hard=share == 1,
        )
        return
    yield from other_words(claim, known)


def other_words(claim: Claim, known: Known) -> Iterator[Signal]:
    """Yield the other name, or state, that stands where the claim has its own."""
    worded = [f for f in known.facts if not (f.quantity or f.moment or f.code)]
    found = fits(worded, aim_of(claim.text))
    if len(found) != 1 or not found[0].is_named or not found[0].fact.is_sure:
        return
    fact, matched = found[0].fact, found[0].matched
    own = stems(fact.text)
    rest = [
        word
        for word in _telling(claim, known)
        if word.stem not in matched
        and not (word.stem in _TITLES and word.stem in own)
        and not any(word.stem in label.stems for label in fact.labels)
    ]
    if not rest or any(means(word.stem, other) for word in rest for other in own):
        return
    if _is_other_state(rest, fact, worded) or _is_other_name(rest, fact, known):
        yield Signal(
            leaning="against",
            reason=f"the picture has \u201c{fact.name}: {fact.text}\u201d",
            boxes=fact.boxes,
            confidence=fact.confidence,
        )


def _telling(claim: Claim, known: Known) -> list[Word]:
    """Return the words that state something; what is done counts among them."""
    return [
        word
        for word in aim_of(claim.text).words
        if not is_idle(word, known, are_deeds_idle=False)
    ]


def _borne_out(
    said: Sequence[Word], place: Piece, known: Known
) -> tuple[float, tuple[Box, ...]]:
    """Return what share of *said* stands in one place with what is around it."""
    own = stems(place.text)
    if not any(means(word.stem, other) for word in said for other in own):
        return 0.0, ()
    row = known.row_of(place)
    around = known.words_around(place)
    hits = [word for word in said if any(means(word.stem, other) for other in row)]
    rest = [
        word
        for word in said
        if word not in hits and any(means(word.stem, other) for other in around)
    ]
    return (len(hits) + len(rest) * _ELSEWHERE) / len(said), (place.box,)


def _is_other_state(rest: Sequence[Word], fact: Fact, worded: Sequence[Fact]) -> bool:
    """Whether *rest* are words that stand in the same column for something else."""
    siblings = {
        stem
        for other in worded
        if other is not fact and _is_sibling(fact, other)
        for stem in stems(other.text)
    }
    return all(word.stem in siblings for word in rest)


def _is_other_name(rest: Sequence[Word], fact: Fact, known: Known) -> bool:
    """Whether *rest* is a name that stands nowhere, where a role has another one."""
    is_role = any(label.role == "own" for label in fact.labels)
    return is_role and all(
        word.is_capital and not known.has_word(word.stem) for word in rest
    )


def _is_sibling(one: Fact, other: Fact) -> bool:
    """Whether both stand in one column."""
    shared = min(one.box.right, other.box.right) - max(one.box.left, other.box.left)
    narrow = min(one.box.right - one.box.left, other.box.right - other.box.left)
    return shared > narrow / 2
