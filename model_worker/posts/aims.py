"""Which of the picture's values a clause speaks of, by the words of both. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from model_worker.claims import Claim
from model_worker.posts.codes import codes
from model_worker.posts.facts import Fact, Group, Label
from model_worker.posts.known import Known
from model_worker.posts.moments import moments
from model_worker.posts.pieces import masked
from model_worker.posts.quantities import quantities
from model_worker.posts.vocabulary import GENERIC, LIMITS, NEUTRAL
from model_worker.posts.words import Word, is_same, means, stem, stems, telling
from model_worker.readers.colour_names import COLOUR_WORDS, is_colour, may_mean

_LIMITS = frozenset(map(stem, LIMITS))
_NEUTRAL = frozenset(map(stem, NEUTRAL)) - _LIMITS
_GENERIC = frozenset(map(stem, GENERIC))
_OF_SCORES = frozenset(
    stems(
        "point goal run game match win beat lose defeat final victory play result over"
        " against side half-time full-time away home"
    )
)
_NO_DEED = re.compile(
    r"eed$|^.{1,4}$|hundred|limited|united|^(?:un|mis|dis|re(?:f|j|s)|sav|miss|fail|cancel"
    r"|plann|expect|estimat|budget|skipp|wast|ow|donat|promis|target|forecast|project"
    r"|adjust|return|lack|need|exclud|includ|combin|weight|discount|delay|block|remov"
    r"|delet|expir|injur|bann|shar|us|rent|licens|retir|unsold|unpaid|scrapp|recycl)"
)
"""Pasts that make another thing of what they are said of: "saved", "refunded"."""

_WHEN = re.compile(r"(?:19|20)\d\d")
_ENOUGH = 0.5
_SHORT = 4
_TIE = 0.15
_USUAL = 0.3
_LIKE = 0.7
_MISSED = 0.25
_COLOUR = re.compile(
    rf"\b({'|'.join(sorted(map(re.escape, COLOUR_WORDS), key=len, reverse=True))})\b"
    r"(?:[\s-](?!than\b)(\w+))?",
    re.IGNORECASE,
)


class Aim(Struct, frozen=True):
    """The telling words of a clause: what it speaks of, without its values."""

    words: tuple[Word, ...]
    text: str

    @property
    def stems(self) -> tuple[str, ...]:
        return tuple(word.stem for word in self.words)


class Fit(Struct, frozen=True):
    """How well a fact's labels fit an aim; *is_named*: the nearest of them are said."""

    fact: Fact
    score: float
    matched: frozenset[str]
    is_named: bool


def aim_of(text: str) -> Aim:
    """Return the words of *text* that say what it is about; months and years count."""
    rest = masked(text, [day for day in moments(text) if day.is_exact])
    bare = masked(masked(rest, codes(rest)), moments(rest))
    return Aim(telling(masked(rest, quantities(bare))), text)


def fits(facts: Sequence[Fact], aim: Aim) -> tuple[Fit, ...]:
    """Return the facts that *aim* speaks of, those that fit best together; or none."""
    usual = _usual_words(facts)
    found = [fit for fact in facts if (fit := _fit(fact, aim, usual)).score > 0]
    best = max((fit.score for fit in found), default=0.0)
    return tuple(fit for fit in found if fit.score >= best - _TIE)


def unaccounted(aim: Aim, matched: frozenset[str], known: Known) -> tuple[str, ...]:
    """Return the words of *aim* that the picture knows nothing of.

    What they say may make another thing of what is spoken of: "last year's revenue".
    """
    return tuple(
        word.text
        for word in aim.words
        if not is_idle(word, known)
        and word.stem not in matched
        and not known.means_word(word.stem)
        and not _is_drawn_in(word, known)
    )


def limits(aim: Aim, matched: frozenset[str], known: Known) -> bool:
    """Whether *aim* speaks of a time or a part that the picture says nothing of."""
    rest = unaccounted(aim, matched, known)
    return any(stem(text) in _LIMITS or _WHEN.fullmatch(text) for text in rest)


def named_in(text: str, group: Group) -> tuple[Fact, ...]:
    """Return the members of *group* that *text* names, in the order it names them."""
    said = aim_of(text).words
    found = [
        (place, -share, fact)
        for fact in group.facts
        if (named := _named(fact, said, text, group)) is not None
        for place, share in (named,)
    ]
    best = {
        fact.text + fact.name: min(share for _, share, f in found if f is fact)
        for _, _, fact in found
    }
    clearest = min(best.values(), default=0.0)
    return tuple(
        fact
        for place, share, fact in sorted(found, key=lambda each: each[:2])
        if share <= clearest + _ENOUGH
    )


def _fit(fact: Fact, aim: Aim, usual: frozenset[str]) -> Fit:
    score, matched = 0.0, set[str]()
    are_named: dict[bool, list[bool]] = {True: [], False: []}
    for label in (each for each in fact.labels if each.stems):
        hits = {own: said for own in label.stems if (said := _said(own, aim))}
        is_head = len(label.stems) <= _SHORT and label.stems[-1] in hits
        is_named = is_head or len(hits) >= _ENOUGH * len(label.stems)
        is_generic = all(own in _GENERIC for own in label.stems)
        if not is_generic or hits:
            are_named[label.role in {"own", "row"}].append(is_named)
        for own, said in hits.items():
            weight = _USUAL if own in usual else 1.0
            score += weight * (1.0 if is_same(own, said) else _LIKE)
            matched.add(said)
        if label.role in {"own", "row"} and not is_generic:
            score -= _MISSED * (len(label.stems) - len(hits)) / len(label.stems)
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


def is_idle(word: Word, known: Known, *, are_deeds_idle: bool = True) -> bool:
    """Whether *word* reports rather than says of what; most deeds do no more."""
    if word.stem in _LIMITS:
        return False
    is_adverb = word.text.endswith("ly") and word.text[0].islower()
    of_scores = known.has_score and word.stem in _OF_SCORES
    is_usual = word.stem in _NEUTRAL or word.stem in _GENERIC
    return is_adverb or of_scores or is_usual or (are_deeds_idle and _is_deed(word))


def _is_deed(word: Word) -> bool:
    """Whether *word* is a past that says no more than that it was: "walked"."""
    is_verb = word.text.islower() or not word.start
    text = word.text.lower()
    return is_verb and text.endswith("ed") and not _NO_DEED.search(text)


def _is_drawn_in(word: Word, known: Known) -> bool:
    """Whether *word* is the colour that a part of a chart is drawn in."""
    return is_colour(word.text) and any(
        label.colour and may_mean(word.text, label.colour)
        for group in known.groups
        for fact in group.facts
        for label in fact.labels
    )


def _named(
    fact: Fact, said: Sequence[Word], text: str, group: Group
) -> tuple[int, float] | None:
    """Return where *said* names *fact* and how fully, None where it does not."""
    label = fact.name_label
    if label is None:
        return None
    if label.colour and (place := _colour_place(text, label)) is not None:
        return place, 1.0
    shared = _shared_stems(group)
    own = [each for each in label.stems if each not in shared] or list(label.stems)
    hits = [word for word in said if any(is_same(each, word.stem) for each in own)]
    if not own or len(hits) < _ENOUGH * len(own):
        return None
    return hits[0].start, len({word.stem for word in hits}) / len(own)


def _colour_place(text: str, label: Label) -> int | None:
    """Return where *text* speaks of a thing by the colour that *label* is drawn in."""
    for match in _COLOUR.finditer(text):
        if may_mean(match[1].lower(), label.colour):
            return match.start()
    return None


def _shared_stems(group: Group) -> frozenset[str]:
    """Return the words that every member is called by: "Team" of Team A and Team B."""
    labels = (fact.name_label for fact in group.facts)
    each = [set(label.stems) for label in labels if label is not None]
    return frozenset(set.intersection(*each)) if len(each) > 1 else frozenset()


def subject(claim: Claim, without: str = "") -> Iterator[Aim]:
    """Yield what a claim speaks of: its clause, then its sentence, then those before.

    *without* are words of it that are the value itself.
    """
    yield aim_of(_without(claim.text, without))
    if claim.sentence.strip(" .,!?") != claim.text:
        yield aim_of(_without(claim.sentence, without))
    if claim.before:
        yield aim_of(_without(f"{claim.before} {claim.sentence}", without))


def _without(text: str, words: str) -> str:
    return text.replace(words, " ") if words else text
