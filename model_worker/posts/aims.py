"""Which of the picture's values a clause speaks of, by the words of both. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from model_worker.posts.claim import Claim
from model_worker.posts.codes import codes
from model_worker.posts.known import Known
from model_worker.posts.moments import moments
from model_worker.posts.pieces import masked
from model_worker.posts.quantities import quantities
from model_worker.posts.vocabulary import (
    EVENTS,
    GENERIC,
    LIMITS,
    NEUTRAL,
    PRICED,
    THINGS,
)
from model_worker.posts.words import Word, stem, stems, telling
from model_worker.readers.colour_names import is_colour, may_mean

_LIMITS = frozenset(map(stem, LIMITS))
_NEUTRAL = frozenset(map(stem, NEUTRAL)) - _LIMITS
GENERIC_STEMS = frozenset(map(stem, GENERIC))
_PRICED = frozenset(map(stem, PRICED))
_EVENTS = frozenset(map(stem, EVENTS))
_THINGS = frozenset(map(stem, THINGS))
_OF_SCORES = frozenset(
    stems(
        "point goal run game match win beat lose defeat final victory play result over"
        " against side full-time away home"
    )
)
_NO_DEED = re.compile(
    r"eed$|^.{1,4}$|hundred|limited|united|^(?:un|mis|dis|re(?:f|j|s)|sav|miss|fail|cancel"
    r"|plann|expect|estimat|budget|skipp|wast|ow|donat|promis|target|forecast|project"
    r"|adjust|return|lack|need|exclud|includ|combin|weight|discount|delay|block|remov"
    r"|delet|expir|injur|bann|shar|us|rent|licens|retir|unsold|unpaid|scrapp|recycl)"
)
"""Pasts that make another thing of what they are said of: "saved", "refunded"."""

_SHARP = {"day", "time"}
_WHEN = re.compile(r"(?:19|20)\d\d")


class Aim(Struct, frozen=True):
    """The telling words of a clause: what it speaks of, without its values."""

    words: tuple[Word, ...]
    text: str

    @property
    def stems(self) -> tuple[str, ...]:
        return tuple(word.stem for word in self.words)


def aim_of(text: str) -> Aim:
    """Return the words of *text* that say what it is about; months and weekdays do."""
    rest = masked(text, [day for day in moments(text) if day.finest in _SHARP])
    bare = masked(masked(rest, codes(rest)), moments(rest))
    return Aim(telling(masked(rest, quantities(bare))), text)


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


def priced(aim: Aim) -> frozenset[str]:
    """Return the words of *aim* that only say that a sum of money is a price."""
    return frozenset(aim.stems) & _PRICED


def shown_whole(aim: Aim) -> frozenset[str]:
    """Return the words of *aim* that may name what the whole picture is about."""
    return frozenset(aim.stems) & _THINGS


def announced(aim: Aim) -> frozenset[str]:
    """Return the words of *aim* that name whatever is announced: "the gig"."""
    return frozenset(aim.stems) & _EVENTS


def limits(aim: Aim, matched: frozenset[str], known: Known) -> bool:
    """Whether *aim* speaks of a time or a part that the picture says nothing of."""
    rest = unaccounted(aim, matched, known)
    return any(
        (stem(text) in _LIMITS and not _is_name(text, aim)) or _WHEN.fullmatch(text)
        for text in rest
    )


def _is_name(text: str, aim: Aim) -> bool:
    """Whether a limiting word is part of a name: the Old Mill."""
    return text.istitle() and not aim.text.startswith(text)


def is_idle(word: Word, known: Known, *, are_deeds_idle: bool = True) -> bool:
    """Whether *word* reports rather than says of what; most deeds do no more."""
    of_scores = known.has_score and word.stem in _OF_SCORES
    if word.stem in _LIMITS and not of_scores:
        return False
    is_adverb = word.text.endswith("ly") and word.text[0].islower()
    is_usual = word.stem in _NEUTRAL or word.stem in GENERIC_STEMS
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
