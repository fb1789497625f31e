"""First, last, more and less against groups of comparable values. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from model_worker.posts.aims import Aim, aim_of, limits, unaccounted
from model_worker.posts.check_extremes import extreme_signals
from model_worker.posts.claim import Claim
from model_worker.posts.comparisons_said import Compared, RankSaid
from model_worker.posts.evidence import Signal
from model_worker.posts.facts import Fact, Group
from model_worker.posts.known import Known
from model_worker.posts.members import named_in
from model_worker.posts.plain_said import is_future
from model_worker.posts.quantities import quantities
from model_worker.posts.standing import name_of, pair_told, signal
from model_worker.posts.units import CURRENCIES
from model_worker.posts.words import means, stems

_MONEY = re.compile(r"expensive|cheap|pric|dear|cost|affordable", re.IGNORECASE)
_WARMTH = re.compile(r"warm|hot|cold|cool|chilly", re.IGNORECASE)
_MATCH = re.compile(
    r"\b(?:w[io]n\w*|lost|los(?:es|ing)|victor\w+|beat\w*|defeat\w*|triumph\w*|prevail\w*"
    r"|t(?:oo|a)k(?:e|en|es)? (?:it|the \w+)|crush\w*|thrash\w*|edged?\w*)\b",
    re.IGNORECASE,
)
_RANKED = re.compile(r"\s+(?!in\b|of\b|on\b|at\b|for\b|with\b|by\b|and\b)[a-z-]+")
_PEAK = re.compile(r"\bpeak|\bpoint\b|\bbottomed|the (?:low|high)\b", re.IGNORECASE)
_GOOD = re.compile(r"\b(?:best|worst|top|better|worse)\b", re.IGNORECASE)
_RATED = frozenset(stems("rating rated rate score stars review grade points result"))
_HAS = re.compile(
    r"\b(?:has|have|had|with|shows?|got|gets|boasts?|offers?)\s*$", re.IGNORECASE
)
_FOUNDED = (1000, 2100)
_APART = 0.04
"""Measured values nearer to each other than this are as good as equal."""

_FACTOR_SAME = 0.12
_FACTOR_OTHER = 0.12
_PAIR = 2


def order_signals(
    said: RankSaid | Compared, claim: Claim, known: Known
) -> Iterator[Signal]:
    """Yield what the picture says to who is first, or ahead of whom."""
    if is_future(claim.text):
        return iter(())
    if isinstance(said, RankSaid):
        return _rank_signals(said, claim, known)
    return _comparison_signals(said, claim, known)


def _rank_signals(said: RankSaid, claim: Claim, known: Known) -> Iterator[Signal]:
    """Yield whether what *claim* names is first or last, or in its place."""
    groups = _spoken_of(said.words, claim, known)
    if not groups:  # the peak was 42: it is as high as that
        for value in quantities(claim.text):
            yield from extreme_signals(value, claim, known)
        return
    answers = [
        signal
        for group in groups
        if (signal := _rank_in(group, said, claim, known)) is not None
    ]
    if len({signal.leaning for signal in answers}) == 1:
        yield answers[0]


def _comparison_signals(said: Compared, claim: Claim, known: Known) -> Iterator[Signal]:
    """Yield whether the one is more than the other, or as many times."""
    answers = []
    for group in _spoken_of(f"{said.words} {claim.text}", claim, known):
        right = named_in(said.right, group)[:1]
        earlier = claim.sentence.partition(claim.text)[0]
        left = [
            fact
            for text in (f"{said.left} {said.words}", earlier)
            for fact in named_in(text, group)[-1:]
            if fact not in right
        ][:1]
        if left and right:
            answers.append(_compared(left[0], right[0], said, group, known))
    if answers and len({signal.leaning for signal in answers}) == 1:
        yield answers[0]


def _spoken_of(words: str, claim: Claim, known: Known) -> list[Group]:
    """Return the groups that *claim* may be about, fewer where its words say which."""
    named = [
        group
        for group in known.groups
        if len(group.facts) >= _PAIR and named_in(claim.text, group)
    ]
    said = aim_of(claim.text).stems
    named = [group for group in named if not _is_of_years(group)] or named
    for is_meant in (
        lambda g: bool(_MATCH.search(words)) and g.is_ranking,
        lambda g: bool(_MONEY.search(claim.text)) and _unit(g) in CURRENCIES,
        lambda g: bool(_WARMTH.search(words)) and _unit(g) == "\u00b0",
        lambda g: bool(_MATCH.search(words)) and g.is_score,
        lambda g: any(means(own, word) for own in g.name for word in said),
        lambda g: bool(_GOOD.search(words)) and bool(_RATED & set(g.name)),
    ):
        if meant := [group for group in named if is_meant(group)]:
            return _of_one_kind(meant, words)
    return _of_one_kind(named, words)


def _of_one_kind(groups: list[Group], words: str) -> list[Group]:
    """Return the courses of *groups* where a peak is meant, else what is none."""
    is_peak = _PEAK.search(words) is not None
    return [group for group in groups if group.is_course == is_peak] or groups


def _is_of_years(group: Group) -> bool:
    """Whether its numbers are years, of which none is larger than another."""
    low, high = _FOUNDED
    return all(
        fact.text.isdigit() and low <= int(fact.text) <= high for fact in group.facts
    )


def _unit(group: Group) -> str:
    quantity = group.facts[0].quantity
    return quantity.unit if quantity else ""


def _rank_in(group: Group, said: RankSaid, claim: Claim, known: Known) -> Signal | None:
    text = claim.text[: said.start] + " " * len(said.words) + claim.text[said.end :]
    named = named_in(text, group)
    if len(named) != 1:
        return None
    target = named[0]
    order = sorted(group.facts, key=_value, reverse=said.is_top != group.is_ranking)
    place = order.index(target)
    wanted = min(said.place, len(order)) - 1
    is_there = place == wanted
    if not is_there and _is_level(target, order[wanted]):
        return None
    is_for = is_there != said.is_denied
    matched = frozenset(group.name) | frozenset(group.noun)
    aim = aim_of(text if _HAS.search(text[: said.start]) else _without_noun(text, said))
    if limits(aim, matched, known):
        return None
    is_about = not unaccounted(aim, matched, known)
    is_about = is_about and _is_better(said, aim, group)
    has = f"{name_of(target)} has {target.text}"
    return signal(
        "for" if is_for else "against",
        f"{has}, {_ordinal(said)} of {len(order)}"
        if is_there
        else f"{name_of(order[wanted])} is {_ordinal(said)}; {has}",
        (target, order[wanted]),
        is_hard=is_for
        or (_is_order_sure(group, said, target, order[wanted]) and is_about),
    )


def _is_order_sure(group: Group, said: RankSaid, target: Fact, first: Fact) -> bool:
    """Whether *target* surely is not in its place: one ahead of the first is enough."""
    if said.place == 1 and not said.is_denied:
        return target.is_sure and first.is_sure
    return group.is_sure and group.is_whole


def _is_better(said: RankSaid, aim: Aim, group: Group) -> bool:
    """Whether more is better in *group*, where "best" is said and not "most"."""
    named = any(means(own, word) for own in group.name for word in aim.stems)
    return named or not _GOOD.search(said.words) or bool(_RATED & set(group.name))


def _without_noun(text: str, said: RankSaid) -> str:
    """Return *text* without what is ranked: "the biggest expense" may be unlabelled."""
    noun = _RANKED.match(text, said.end)
    if noun is None:
        return text
    return text[: noun.start()] + " " * len(noun[0]) + text[noun.end() :]


def _compared(
    left: Fact,
    right: Fact,
    said: Compared,
    group: Group,
    known: Known,
) -> Signal:
    leaning = _leaning(left, right, said)
    if group.is_ranking and leaning != "none":
        leaning = "against" if leaning == "for" else "for"
    if said.is_denied and leaning != "none":
        leaning = "against" if leaning == "for" else "for"
    matched = frozenset(group.name) | frozenset(group.noun)
    aim = aim_of(f"{said.left} {said.right}")
    if limits(aim, matched, known):
        leaning = "none"
    is_about = not unaccounted(aim, matched, known)
    return signal(
        leaning,
        f"the picture has {pair_told((left, right))}",
        (left, right),
        is_hard=leaning == "for" or (left.is_sure and right.is_sure and is_about),
    )


def _leaning(left: Fact, right: Fact, said: Compared) -> str:
    one, two = _value(left), _value(right)
    if said.times is not None:
        if two <= 0:
            return "none"
        away = one / two / said.times
        low, high = 1 - _FACTOR_SAME, 1 + _FACTOR_SAME
        if said.hedge in {"more than", "over"}:
            low, high = 1.0, 1 + 4 * _FACTOR_OTHER
        elif said.hedge in {"nearly", "almost", "less than"}:
            low, high = 1 - 2 * _FACTOR_SAME, 1 + _FACTOR_SAME / 4
        if low <= away <= high:
            return "for"
        is_far = not low - _FACTOR_OTHER < away < high + _FACTOR_OTHER
        return "against" if is_far else "none"
    if one == two:
        return "against" if not left.slack else "none"
    if left.slack and _is_level(left, right):
        return "none"
    return "for" if (one > two) == (said.sign > 0) else "against"


def _is_level(one: Fact, other: Fact) -> bool:
    apart = abs(_value(one) - _value(other))
    scale = max(abs(_value(one)), abs(_value(other)))
    return apart <= (_APART * scale if one.slack else 0.0)


def _value(fact: Fact) -> float:
    return fact.quantity.value if fact.quantity else 0.0


def _ordinal(said: RankSaid) -> str:
    end = "highest" if said.is_top else "lowest"
    return f"the {end}" if said.place == 1 else f"number {said.place} from the {end}"
