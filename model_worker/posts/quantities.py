"""The quantities of a text, as people write them. Pure.

12k, 12,000 and "twelve thousand" are one number; "about 50 %", "over 100" and "nearly
half" leave room, and every number leaves as much as its last digit is worth.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from model_worker.posts.hedges import Hedge, hedge_around
from model_worker.posts.units import CLOSE_SPELLINGS, SCALES, SPELLINGS, in_base

Form = Literal["digits", "words", "share"]

_ONES = """
    zero one two three four five six seven eight nine ten eleven twelve thirteen
    fourteen fifteen sixteen seventeen eighteen nineteen
    """.split()  # noqa: SIM905 - a paragraph is easier to read
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()  # noqa: SIM905
_SPELLED = {word: float(n) for n, word in enumerate(_ONES)} | {
    word: 10.0 * n for n, word in enumerate(_TENS, start=2)
}
_SPELLED |= {"dozen": 12.0, "a dozen": 12.0, "half a dozen": 6.0, "two dozen": 24.0}
_SPELLED |= {"a": 1.0, "an": 1.0, "no": 0.0}
_SHARES = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "tenth": 10}
_DIGITS = (
    r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?:\.\d{3})+,\d+"
    r"|\d{1,3}(?:[\u00a0\u202f ]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)?|\.\d+"
)
_QUANTITY = re.compile(
    rf"""
    (?<![\w.,#])(?<![^\W\d]-)
    (?P<sign>[-+\u2212\u2013](?=[$\u20ac\u00a3]?\d))?
    (?:(?P<before>(?:US|CA|AU)?\$|[\u20ac\u00a3\u00a5\u20b9]|\b(?:USD|EUR|GBP|CHF))\s?)?
    (?P<inner>[-+](?=\d))?
    (?P<digits>{_DIGITS})
    (?:\s?(?P<scale>k|mn|mio|m|bn|b|hundred\sthousand|(?:hundred|thousand|million
        |billion)s?)(?![a-z/]))?
    (?:(?P<close>{CLOSE_SPELLINGS})(?!\w)|[\s-]?(?P<unit>{SPELLINGS})(?![a-z/]))?
    (?!\w|[.,:]\d)""",
    re.VERBOSE | re.IGNORECASE,
)
_WRITTEN = re.compile(
    rf"""\b(?:
      (?P<tens>{"|".join(_TENS)})[-\s](?P<ones>{"|".join(_ONES[1:10])})
    | (?P<dozen>(?:(?:half\sa|two|a)\s)?dozen)
    | (?P<word>{"|".join(sorted((*_ONES, *_TENS), key=len, reverse=True))})
    | (?P<a>an?)(?=\s(?:hundred|thousand|million|billion)\b)
    )\b
    (?:\s(?P<scale>hundred\sthousand|hundred|thousand|million|billion)\b)?
    (?:[\s-](?P<unit>{SPELLINGS})(?!\w))?""",
    re.VERBOSE | re.IGNORECASE,
)
_SHARE = re.compile(
    r"""(?:\b(?P<times>an?|one|two|three|four|five|the)[\s-])?
      \b(?P<share>half|thirds?|quarters?|fifths?|sixths?|tenths?)\b
      (?![\s-](?:place|time|row|hour|a\sdozen|an\shour|price))
    | (?<![\d.,/])(?P<slashed>1/2|1/3|2/3|1/4|3/4|1/5)(?![\d/])
    | (?<!the\s)(?<!at\s)\b(?P<most>most|the\smajority)
      (?=\s(?:of\b|people|voters?|users|visitors|customers|students|respondents|guests
      |votes?|money|participants|employees|members))""",
    re.VERBOSE | re.IGNORECASE,
)
_PERIOD = re.compile(r"\b(?:first|second|other|each|final|last)\s+$", re.IGNORECASE)
_MOST = 50.0
_ONLY = re.compile(
    r"\b(?:only|just|exactly|there (?:is|was)|has|have|had|shows?)\s+$", re.IGNORECASE
)
_DURATION = re.compile(
    r"(?<![\w.,])(?P<hours>\d{1,3})\s?h(?:(?:ou)?rs?)?\.?,?\s?(?:and\s)?"
    r"(?P<minutes>[0-5]?\d)\s?m(?:in(?:ute)?s?)?\b",
    re.IGNORECASE,
)
_TIMES = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5}


class Quantity(Struct, frozen=True, kw_only=True):
    """A number in the base of its unit's family ("" for a bare one).

    *step* is what its last digit is worth, *hedge* on which side of it the truth is
    said to lie. A *form* of "share" is a part of a whole, in %. *start* and *end* are
    its place in the text, its hedge included.
    """

    value: float
    unit: str = ""
    step: float = 1.0
    hedge: Hedge = ""
    form: Form = "digits"
    is_signed: bool = False
    start: int = 0
    end: int = 0

    @property
    def is_round(self) -> bool:
        """Whether people round to it: 50 and 3,000 are such numbers, 48 is none."""
        digits = f"{abs(self.value):.10g}".replace(".", "").strip("0")
        return len(digits) <= 1 and abs(self.value) >= 10 * self.step

    @property
    def round_to(self) -> float:
        """What a whole number of hundreds, thousands ... may have been rounded to."""
        if self.step < 1 or not self.value:
            return 0.0
        digits = f"{abs(self.value):.0f}"
        zeros = len(digits) - len(digits.rstrip("0"))
        return 10.0**zeros if zeros > 1 else 0.0

    @property
    def is_distinctive(self) -> bool:
        """Whether it hardly stands in a picture by chance."""
        digits = f"{abs(self.value):.10g}".replace(".", "").strip("0")
        return len(digits) >= _DISTINCTIVE


_DISTINCTIVE = 3


def quantities(text: str) -> tuple[Quantity, ...]:
    """Return the quantities of *text* in their order; none lies within another."""
    found: list[Quantity] = []
    for each in sorted(_all(text), key=lambda q: (q.start, -q.end)):
        if not found or each.start >= found[-1].end:
            found.append(each)
    return tuple(found)


def _all(text: str) -> Iterator[Quantity]:
    for match in _QUANTITY.finditer(text):
        yield _of_digits(match, text)
    for match in _DURATION.finditer(text):
        minutes = 60.0 * int(match["hours"]) + int(match["minutes"])
        yield _quantity(match, text, minutes, "min", 1.0, "digits")
    for match in _WRITTEN.finditer(text):
        if not _is_pronoun(match, text):
            yield _of_words(match, text)
    for match in _SHARE.finditer(text):
        if (share := _share(match)) is not None:
            yield _quantity(match, text, share, "%", 1.0, "share")


def _of_digits(match: re.Match[str], text: str) -> Quantity:
    digits = match["digits"]
    number, step = _number(digits)
    unit = match["before"] or match["unit"] or match["close"] or ""
    scale, unit = _scaled(match["scale"] or "", unit)
    if (match["sign"] or match["inner"] or "+") != "+":
        number = -number
    return _quantity(match, text, number * scale, unit, step * scale, "digits")


def _scaled(scale: str, unit: str) -> tuple[float, str]:
    """Return what *scale* is worth; a small m behind a bare number is a metre."""
    if scale == "m" and not unit:
        return 1.0, "m"
    word = " ".join(scale.casefold().split())
    return SCALES.get(word, SCALES.get(word.removesuffix("s"), 1.0)), unit


def _number(digits: str) -> tuple[float, float]:
    """Return the number and what its last digit is worth."""
    compact = re.sub(r"[\s\u00a0\u202f]", "", digits)
    last = max(compact.rfind("."), compact.rfind(","))
    has_both = "." in compact and "," in compact
    fraction = compact[last + 1 :] if last >= 0 else ""
    is_thousands = compact[last : last + 1] == "," and len(fraction) == 3  # noqa: PLR2004
    if last < 0 or (is_thousands and not has_both):
        return float(re.sub("[.,]", "", compact)), 1.0
    whole = re.sub("[.,]", "", compact[:last]) or "0"
    return float(f"{whole}.{fraction}"), 10.0 ** -len(fraction)


def _of_words(match: re.Match[str], text: str) -> Quantity:
    if match["tens"]:
        number = _SPELLED[match["tens"].lower()] + _SPELLED[match["ones"].lower()]
    else:
        said = match["dozen"] or match["word"] or match["a"]
        number = _SPELLED[" ".join(said.lower().split())]
    scale = SCALES.get(" ".join((match["scale"] or "").lower().split()), 1.0)
    unit = match["unit"] or ""
    return _quantity(match, text, number * scale, unit, scale, "words")


def _is_pronoun(match: re.Match[str], text: str) -> bool:
    """Whether it is the "one" of "this one", which counts nothing."""
    is_one = (match["word"] or "").lower() == "one"
    is_counted = match["scale"] or match["unit"]
    return is_one and not is_counted and not _ONLY.search(text[: match.start()])


def _share(match: re.Match[str]) -> float | None:
    if match["most"]:
        return _MOST
    if match["slashed"]:
        over, under = match["slashed"].split("/")
        return 100 * int(over) / int(under)
    times = (match["times"] or "").lower()
    part = match["share"].lower()
    if part != "half" and not times:
        return None  # "third" alone is an ordinal, "quarters" are of a year
    if times == "the" and part != "half":
        return None
    if _PERIOD.search(match.string[: match.start()]):
        return None  # the second half of a game
    return 100 * _TIMES.get(times, 1) / _SHARES[part.removesuffix("s")]


def _quantity(
    match: re.Match[str], text: str, number: float, unit: str, step: float, form: Form
) -> Quantity:
    hedge, start, end = hedge_around(text, match.start(), match.end())
    if form == "share" and match["most"]:
        hedge = "over"
    value, family = in_base(number, unit)
    worth = in_base(1.0, unit)[0] - in_base(0.0, unit)[0]
    return Quantity(
        value=value,
        unit=family,
        step=step * abs(worth),
        hedge=hedge,
        form=form,
        is_signed=match[0].lstrip()[:1] in {"+", "-", "\u2212", "\u2013"},
        start=start,
        end=end,
    )
