"""How well the labels of values fit what a clause speaks of. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from model_worker.posts.aims import GENERIC_STEMS, Aim
from model_worker.posts.facts import Fact
from model_worker.posts.words import is_same, means

_ENOUGH = 0.5
_SHORT = 4
_TIE = 0.1
"""Facts whose scores are nearer than this fit alike."""

_USUAL = 0.3
"""What a word tells that labels most facts."""

_LIKE = 0.7
_MISSED = 0.25
_PLAIN = 0.15
"""What a column called "Result" is ahead of one called "Reference"."""


class Fit(Struct, frozen=True):
    """How well a fact's labels fit an aim; *is_named*: the nearest of them are said."""

    fact: Fact
    score: float
    matched: frozenset[str]
    is_named: bool


def fits(facts: Sequence[Fact], aim: Aim) -> tuple[Fit, ...]:
    """Return the facts that *aim* speaks of, those that fit best together; or none."""
    usual = _usual_words(facts)
    found = [fit for fact in facts if (fit := _fit(fact, aim, usual)).score > 0]
    best = max((fit.score for fit in found), default=0.0)
    return tuple(fit for fit in found if fit.score >= best - _TIE)


def _fit(fact: Fact, aim: Aim, usual: frozenset[str]) -> Fit:
    score, matched = 0.0, set[str]()
    are_named: dict[bool, list[bool]] = {True: [], False: []}
    for label in (each for each in fact.labels if each.stems):
        hits = {own: said for own in label.stems if (said := _said(own, aim))}
        is_head = len(label.stems) <= _SHORT and label.stems[-1] in hits
        is_named = is_head or len(hits) >= _ENOUGH * len(label.stems)
        is_generic = all(own in GENERIC_STEMS for own in label.stems)
        score += _PLAIN if is_generic and label.role == "column" else 0.0
        if not is_generic or hits:
            are_named[label.role in {"own", "row"}].append(is_named)
        for own, said in hits.items():
            weight = _USUAL if own in usual else 1.0
            score += weight * (1.0 if is_same(own, said) else _LIKE)
            matched.add(said)
        if label.role in {"own", "row"} and not is_generic:
            score -= _MISSED * (len(label.stems) - len(hits)) / len(label.stems)
    if are_named[True] and not any(are_named[True]) and not any(are_named[False]):
        return Fit(fact, 0.0, frozenset(), is_named=False)  # a range of something else
    near, far = are_named[True], are_named[False]
    is_named = all(near) if near else any(far)
    return Fit(fact, score if matched else 0.0, frozenset(matched), is_named)


def _said(own: str, aim: Aim) -> str | None:
    """Return the word of *aim* that says the label's word *own*, the same one first."""
    said = [word for word in aim.stems if is_same(own, word)]
    said = said or [word for word in aim.stems if means(own, word)]
    return said[0] if said else None


def _usual_words(facts: Sequence[Fact]) -> frozenset[str]:
    """Return the words that label most of *facts*, and so tell none of them apart."""
    counts: dict[str, int] = {}
    for fact in facts:
        for own in {each for label in fact.labels for each in label.stems}:
            counts[own] = counts.get(own, 0) + 1
    least = max(len(facts) / 2, 2)
    return frozenset(own for own, count in counts.items() if count > least)
