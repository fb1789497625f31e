"""A post -> what it claims, each a small value with its kind. Pure.

Only what is said is taken apart here; nothing in this module knows a picture. A clause
may claim several things: "rose 12 % to $3.4M" is a trend, a change and a number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from model_worker.posts.claim import (
    Claim,
    ClaimKind,
    ColourSaid,
    CountSaid,
    MarginSaid,
    QuoteSaid,
    Said,
    ScoreSaid,
)
from model_worker.posts.codes import codes
from model_worker.posts.comparisons_said import compared, rank_said
from model_worker.posts.courses_said import course_in
from model_worker.posts.moments import Moment, moments
from model_worker.posts.pieces import masked
from model_worker.posts.plain_said import colour_in, plain_kind
from model_worker.posts.quantities import Quantity, quantities
from model_worker.posts.sentences import clauses, is_question, sentences
from model_worker.posts.vocabulary import STOP
from model_worker.readers.colour_names import is_colour

CLAIMS_MAX = 24
"""More than a post of 1,000 characters makes; what comes after is not looked at."""

_QUOTE = re.compile(r'"([^"]{2,200})"|\u2018([^\u2019]{6,200})\u2019')
_PAIR = re.compile(
    r"(?<![\w.,:/-])(?<!\bat )(?<!from )(\d{1,3})\s?(?:-|\u2013|:|\bto\b)\s?(\d{1,3})"
    r"(?![\w%:/]|[.,]\d|-\d|\s?[ap]\.?m\b|\s?h\b)"
)
_MATCH = re.compile(
    r"\b(?:w[io]n(?:s|ner|ning)?|lost|lose[sr]?|beat(?:en|s)?|defeat\w*|score[ds]?|final"
    r"|match|game|draw|drew|tied?|result|took|takes|victory|half-?time|full-?time|vs"
    r"|goals?|points?|against|lead\w*|led|trail\w*|ahead|crush\w*|thrash\w*|edge[ds]?|comeback)\b",
    re.IGNORECASE,
)
_MARGIN = re.compile(
    r"\b(?:w[io]n|lost|lose|beat|lead|led|ahead|behind|clear|trail|margin|advantage"
    r"|difference|more|fewer|less)\w*\b",
    re.IGNORECASE,
)
_BY = re.compile(r"\b(?:by|margin of|just|only)\s*(?:an?\s)?$", re.IGNORECASE)
_BESIDE = re.compile(
    r"\s*(?:\w+\s)?(?:behind|ahead of|clear of|more\b.{0,20}\bthan"
    r"|(?:fewer|less)\b.{0,20}\bthan)\b",
    re.IGNORECASE,
)
_FRAME = re.compile(
    r"\b(?:there(?:'s| is| are| were)|shows?|lists?|contains?|compares?|displays?"
    r"|consists? of|features?|includes?|(?:is|are|were) (?:shown|listed|displayed"
    r"|compared|included|on (?:the|this|display))|has|have|divided into|made up of"
    r"|a total of|in total|altogether|offers?|count(?:s|ed)?|I (?:can )?see)\b",
    re.IGNORECASE,
)
_NOUN = re.compile(
    r"\s+(?:different\s|other\s|of\s(?:the|them)\s)?([a-z][\w-]+)", re.IGNORECASE
)
_LEADS = re.compile(r"\W*(?:(?:only|just|exactly|all)\s*)?", re.IGNORECASE)
_COUNT_MAX = 100
_COUNTED = re.compile(
    r"\s+(?!was\b|is\b|had\b|has\b|saw\b|will\b|to\b|and\b|or\b|the\b|in\b|at\b|by\b"
    r"|were\b|for\b|with\b|on\b|as\b|when\b|than\b|marked\b|brought\b)[a-z]",
)
_OUT_OF = re.compile(r"\d\s*(?:/|out of|stars? (?:out )?of)\s*$", re.IGNORECASE)
_YEAR = re.compile(
    r"\b(?:in|since|from|until|till|by|of|for|year|between|and|to|before|after|during"
    r"|around|mid|early|late|fy)[\s-]*$",
    re.IGNORECASE,
)


_NAMES = {"month", "weekday"}
"""Moments that are what others are compared with: more in March than in May."""

Part = tuple[ClaimKind, Said, int, int]
"""A kind, what was understood, and where in its clause that stands."""


def claims_in(post: str) -> tuple[Claim, ...]:
    """Return what *post* claims, in its order; nothing for a mere question."""
    found: list[Claim] = []
    before = ""
    for sentence in sentences(post):
        if not is_question(sentence):
            for clause in clauses(sentence):
                found += _claims_of(clause, sentence, before)
        before = sentence
    return tuple(dict.fromkeys(found))[:CLAIMS_MAX]


def _claims_of(clause: str, sentence: str, before: str) -> list[Claim]:
    found = [
        Claim(
            kind=kind,
            text=clause,
            part=" ".join(clause[start:end].split()),
            sentence=sentence,
            before=before,
            said=said,
        )
        for kind, said, start, end in _all_said(clause, sentence)
    ]
    if found:
        return found
    kind = plain_kind(clause)
    return [
        Claim(kind=kind, text=clause, part=clause, sentence=sentence, before=before)
    ]


def _all_said(clause: str, sentence: str) -> Iterator[Part]:
    rest = clause
    for quote in _QUOTE.finditer(clause):
        yield "quote", QuoteSaid(quote[1] or quote[2]), *quote.span()
        rest = _blanked(rest, quote.start(), quote.end())
    pair = _PAIR.search(rest)
    if pair and _MATCH.search(sentence):
        yield "number", ScoreSaid(int(pair[1]), int(pair[2])), *pair.span()
        rest = _blanked(rest, pair.start(), pair.end())
    days = [day for day in moments(rest) if not _is_number(day, rest)]
    for day in days:
        if day.is_exact and day.finest != "weekday":
            yield "date", day, day.start, day.end
    with_names = masked(rest, [day for day in days if day.finest not in _NAMES])
    rest = masked(rest, days)
    named = codes(rest)
    values = list(_values(masked(rest, named), with_names))
    yield from values
    for day in days:
        if day.finest == "weekday" and not values:
            yield "date", day, day.start, day.end
    if not values and not any(day.is_exact for day in days):
        for code in named:
            yield "name", code, code.start, code.end


def _values(rest: str, with_names: str) -> Iterator[Part]:
    """Yield trends, comparisons, and the numbers that neither of them takes."""
    taken: list[Quantity] = []
    found = quantities(rest)
    course = course_in(rest, found)
    if course:
        yield "trend", course, course.start, course.end
        taken += [course.amount] if course.amount else []
    compares = compared(with_names)
    if compares and not (course and not compares.right.strip()):
        yield "comparison", compares, 0, len(rest)
        start = with_names.find(compares.words)
        taken += [q for q in found if start <= q.start < start + len(compares.words)]
    rank = None if compares or course else rank_said(rest)
    if rank and not any(q.start <= rank.start < q.end for q in found):
        yield "extreme", rank, rank.start, rank.end
    taken += [q for q in found if _OUT_OF.search(rest[: q.start])]
    for quantity in found:
        if quantity not in taken:
            yield *_number(quantity, rest), quantity.start, quantity.end
    if not (course or compares or rank or found) and (colour := colour_in(rest)):
        yield "colour", ColourSaid(colour), 0, len(rest)


def _number(quantity: Quantity, rest: str) -> tuple[ClaimKind, Said]:
    before, behind = rest[: quantity.start], rest[quantity.end :]
    if _BESIDE.match(behind) or (_BY.search(before) and _MARGIN.search(before)):
        return "number", MarginSaid(quantity)
    noun = _NOUN.match(behind)
    is_small = (
        quantity.value == int(quantity.value) and 0 <= quantity.value < _COUNT_MAX
    )
    if noun and noun[1].casefold() in STOP:
        noun = None
    if noun and is_colour(noun[1]):
        noun = _NOUN.match(behind, noun.end()) or noun
    is_framed = _FRAME.search(rest) or _LEADS.fullmatch(before)
    if noun and is_small and not quantity.unit and is_framed:
        return "count", CountSaid(quantity, noun[1])
    return "number", quantity


def _is_number(day: Moment, text: str) -> bool:
    """Whether what looks like a year is a number: "2000 visitors"."""
    if not day.is_bare_year or _YEAR.search(text[: day.start]):
        return False
    return _COUNTED.match(text[day.end :]) is not None or not text[day.end :].strip()


def _blanked(text: str, start: int, end: int) -> str:
    return text[:start] + " " * (end - start) + text[end:]
