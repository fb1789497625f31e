"""Days and times of day as people write them, and when two of them agree. Pure.

03/05/2026 is the third of May or the fifth of March: where a text leaves it open, both
are kept, and two moments agree if any way of reading them does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import product
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

Finest = Literal["time", "day", "weekday", "month", "quarter", "year"]

MONTHS = """
    january february march april may june july august september october november
    december
    """.split()  # noqa: SIM905 - a paragraph is easier to read
WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()  # noqa: SIM905
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_YEAR = r"(?:19|20)\d\d"
_ORDINAL = r"(?:st|nd|rd|th)"
_MOMENTS = re.compile(
    rf"""
      (?<![\d-])(?P<iso_y>{_YEAR})-(?P<iso_m>\d\d)-(?P<iso_d>\d\d)(?!\d)
    | (?<![\d./])(?P<one>\d{{1,2}})(?P<mark>[./-])(?P<two>\d{{1,2}})(?P=mark)
      (?P<num_y>{_YEAR}|\d\d)(?![\d./])
    | (?<![\d./])(?P<slash_one>\d{{1,2}})/(?P<slash_two>\d{{1,2}})(?![\d./])
    | \b(?P<d1>\d{{1,2}}){_ORDINAL}?\.?\s?(?:of\s)?(?P<m1>{_MONTH})\b\.?
      (?:,?\s?(?P<y1>{_YEAR})\b)?
    | \b(?P<m2>{_MONTH})\b\.?\s?(?:the\s)?(?P<d2>\d{{1,2}}){_ORDINAL}?\b(?!:|\s?[ap]m|%)
      (?:,?\s?(?P<y2>{_YEAR})\b)?
    | \b(?P<m3>{_MONTH})\b\.?(?:,?\s(?P<y3>{_YEAR})\b)?
    | \b(?:Q(?P<q>[1-4])|(?P<qw>first|second|third|fourth)\squarter)\b
      (?:(?:\sof)?,?\s?(?P<qy>{_YEAR})\b)?
    | \b(?P<weekday>(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?)\b
    | (?<![\d:.,])(?P<hour>[01]?\d|2[0-4])(?P<sep>[:.h])(?P<minute>[0-5]\d)
      (?:\s?(?P<half>[ap])\.?m\b\.?)?(?![\d:%]|\s?[ap]m)
    | (?<![\d:.,])(?P<bare_hour>1[0-2]|[1-9])\s?(?P<bare_half>[ap])\.?m\b\.?
    | \b(?P<word>noon|midnight|midday)\b
    | (?<![\w.,$\u20ac\u00a3-])(?P<year>{_YEAR})(?![\w%]|[.,-]\d|\s?[$\u20ac\u00a3])
    | \bthe\s(?P<nth>\d{{1,2}}){_ORDINAL}\b
    """,
    re.VERBOSE | re.IGNORECASE,
)
_SMALL = frozenset("may march mar sat sun sept sep".split())  # noqa: SIM905
"""Small letters make another word of these."""

_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4}
_HALF_DAY = 12


class Moment(Struct, frozen=True, kw_only=True):
    """A day or a time of day, as far as it was said; *others* are its other readings.

    *weekday* counts from 0, Monday. *start* and *end* are its place in the text.
    """

    year: int | None = None
    quarter: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    hour: int | None = None
    minute: int | None = None
    others: tuple[Moment, ...] = ()
    start: int = 0
    end: int = 0

    @property
    def finest(self) -> Finest:
        if self.hour is not None:
            return "time"
        if self.day is not None:
            return "day"
        if self.weekday is not None:
            return "weekday"
        if self.month is not None:
            return "month"
        return "quarter" if self.quarter is not None else "year"

    @property
    def is_bare_year(self) -> bool:
        """Whether it may as well be a number: 2024."""
        return self.finest == "year"

    @property
    def is_exact(self) -> bool:
        """Whether it names a day or a time, not merely a stretch of a year."""
        return self.finest in {"time", "day", "weekday"}


def moments(text: str) -> tuple[Moment, ...]:
    """Return the moments of *text* in their order, a weekday joined to its day."""
    found: list[Moment] = []
    for match in _MOMENTS.finditer(text):
        moment = _moment(match)
        if moment is None:
            continue
        joined = _joined(found[-1], moment, text) if found else None
        if joined:
            found[-1] = joined
        else:
            found.append(moment)
    return tuple(found)


def agree(one: Moment, other: Moment) -> bool | None:
    """Return whether both can be one moment; None where they share no part."""
    answers = {
        _agree(ours, theirs)
        for ours, theirs in product((one, *one.others), (other, *other.others))
    }
    if True in answers:
        return True
    return False if False in answers else None


def _agree(one: Moment, other: Moment) -> bool | None:
    pairs = [
        (getattr(_whole(one), part), getattr(_whole(other), part))
        for part in ("year", "quarter", "month", "day", "weekday", "hour", "minute")
    ]
    shared = [ours == theirs for ours, theirs in pairs if None not in (ours, theirs)]
    return all(shared) if shared else None


def _whole(moment: Moment) -> Moment:
    """Return *moment* with what follows from the rest: its weekday, its quarter."""
    if moment.month and moment.quarter is None:
        moment = replace(moment, quarter=(moment.month + 2) // 3)
    if moment.weekday is None and moment.year and moment.month and moment.day:
        weekday = date(moment.year, moment.month, moment.day).weekday()
        return replace(moment, weekday=weekday)
    return moment


def _joined(before: Moment, moment: Moment, text: str) -> Moment | None:
    """Return "Friday" and "3 May" as the one day that they are."""
    between = text[before.end : moment.start]
    if not re.fullmatch(r"[,.\s]*(?:the\s|on\s)?", between):
        return None
    first, second = sorted((before, moment), key=lambda each: each.weekday is None)
    if first.finest == "weekday" and second.finest == "day":
        others = tuple(replace(each, weekday=first.weekday) for each in second.others)
        return replace(
            second,
            weekday=first.weekday,
            others=others,
            start=before.start,
            end=moment.end,
        )
    return None


def _moment(match: re.Match[str]) -> Moment | None:
    said = match[0].strip(" .").casefold()
    if said in _SMALL and not match[0][0].isupper():
        return None
    for readings in (_by_number(match), _by_name(match), _by_clock(match)):
        days = [replace(m, start=match.start(), end=match.end()) for m in readings]
        if days:
            return replace(days[0], others=tuple(days[1:]))
    return None


def _by_number(match: re.Match[str]) -> Iterator[Moment]:
    if match["iso_y"]:
        yield from _day(match["iso_y"], match["iso_m"], match["iso_d"])
    elif match["one"]:
        for day, month in ((match["one"], match["two"]), (match["two"], match["one"])):
            yield from _day(match["num_y"], month, day)
    elif match["slash_one"]:
        one, two = match["slash_one"], match["slash_two"]
        yield from _day(None, two, one)
        yield from _day(None, one, two)


def _by_name(match: re.Match[str]) -> Iterator[Moment]:
    for number in ("1", "2"):
        if name := match[f"m{number}"]:
            month = str(_month(name))
            yield from _day(match[f"y{number}"], month, match[f"d{number}"])
    if match["m3"]:
        year = int(match["y3"]) if match["y3"] else None
        yield Moment(month=_month(match["m3"]), year=year)
    elif match["q"] or match["qw"]:
        quarter = int(match["q"]) if match["q"] else _QUARTERS[match["qw"].lower()]
        yield Moment(quarter=quarter, year=int(match["qy"]) if match["qy"] else None)
    elif match["weekday"]:
        start = match["weekday"].casefold()[:3]
        yield Moment(weekday=[name[:3] for name in WEEKDAYS].index(start))
    elif match["year"]:
        yield Moment(year=int(match["year"]))
    elif match["nth"]:
        yield Moment(day=int(match["nth"]))


def _by_clock(match: re.Match[str]) -> Iterator[Moment]:
    if match["word"]:
        yield Moment(hour=0 if match["word"].lower() == "midnight" else 12, minute=0)
        return
    if not (match["hour"] or match["bare_hour"]):
        return
    if match["hour"] == "24" and match["minute"] != "00":
        return  # a score
    half = (match["half"] or match["bare_half"] or "").lower()
    hour = int(match["hour"] or match["bare_hour"])
    minute = int(match["minute"] or 0)
    if match["sep"] == "." and not half:
        return  # 14.30 is a number as well
    if half:
        yield Moment(hour=hour % _HALF_DAY + _HALF_DAY * (half == "p"), minute=minute)
        return
    yield Moment(hour=hour, minute=minute)
    if 0 < hour < _HALF_DAY and not match["hour"].startswith("0"):
        yield Moment(hour=hour + _HALF_DAY, minute=minute)


def _month(name: str) -> int:
    return [month[:3] for month in MONTHS].index(name.casefold()[:3]) + 1


def _day(year: str | None, month: str, day: str) -> Iterator[Moment]:
    """Yield the day, unless there is no such day."""
    number = int(year) if year else None
    if number is not None and number < 100:  # noqa: PLR2004 - 26 is short for 2026
        number += 2000
    try:
        date(number or 2000, int(month), int(day))
    except ValueError:
        return
    yield Moment(year=number, month=int(month), day=int(day))
