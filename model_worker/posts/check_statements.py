"""Plain statements against the words that stand together in a picture. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.jobs import Box
from model_worker.posts.aims import aim_of, is_idle
from model_worker.posts.check_values import fact_signal
from model_worker.posts.claim import Claim
from model_worker.posts.evidence import Signal
from model_worker.posts.facts import Fact
from model_worker.posts.fitting import Fit, fits
from model_worker.posts.known import Known
from model_worker.posts.pieces import Piece
from model_worker.posts.words import Word, means, stems

_TITLES = frozenset(
    stems("ltd inc gmbh co corp plc llc dr prof mr mrs ms hotel company group club fc")
)
_BOUGHT = frozenset(stems("bought purchased paid"))
_SUM = frozenset(stems("total subtotal due"))
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
    is_alone = said[0].is_capital and len(aim_of(claim.text).words) == 1
    is_enough = len(said) >= _PAIR or is_alone
    if claim.kind in _BEYOND:
        is_enough = share == 1 and len(said) >= _PAIR
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
    found = [
        fit
        for fit in fits(worded, aim_of(claim.text))
        if fit.is_named and fit.fact.is_sure
    ]
    answers = [
        fit.fact
        for fit in found
        if (rest := _unmatched(fit, claim, known))
        and (
            _is_other_state(rest, fit.fact, worded)
            or (len(found) == 1 and _is_other_name(rest, fit.fact, known))
        )
    ]
    if len(answers) == 1:
        yield fact_signal("against", answers[0], is_hard=True)


def _unmatched(fit: Fit, claim: Claim, known: Known) -> list[Word]:
    """Return the words that stand where the fact has its own; none if it has them."""
    own = stems(fit.fact.text)
    rest = [
        word
        for word in _telling(claim, known)
        if word.stem not in fit.matched
        and not (word.stem in _TITLES and word.stem in own)
        and not any(word.stem in label.stems for label in fit.fact.labels)
    ]
    is_said = any(means(word.stem, other) for word in rest for other in own)
    return [] if is_said else rest


def _telling(claim: Claim, known: Known) -> list[Word]:
    """Return the words that state something; what is done counts among them.

    That something was bought is what a bill is, and states nothing beside it.
    """
    idle = _BOUGHT if _SUM & known.stems else frozenset[str]()
    return [
        word
        for word in aim_of(claim.text).words
        if word.stem not in idle and not is_idle(word, known, are_deeds_idle=False)
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
