"""The number that a label says: ``1,200``, ``12k``, ``$3.5M``, ``45 %``, ``1e6``. Pure.

Whether a comma parts thousands or decimals is for the caller to say: a whole axis
knows it, a single label does not.
"""

from __future__ import annotations

import re

from msgspec import Struct

_MINUSES = str.maketrans(dict.fromkeys("\u2212\u2013\u2014\u2012\u2010", "-"))
_SPACES = re.compile(r"\s+")
_ROUND = re.compile(r"(?<![A-Za-z])[Oo](?=[\d.,]|$)|(?<=[\d.,])[Oo](?![A-Za-z])")
_UPRIGHT = re.compile(r"(?<=[\d.,])[lI](?![A-Za-z])|(?<![A-Za-z])[lI](?=[\d.,])")
_LONE_ONES = frozenset({"l", "I", "|"})
_SCALES = {
    "k": 1e3,
    "K": 1e3,
    "tsd": 1e3,
    "M": 1e6,
    "mn": 1e6,
    "Mio": 1e6,
    "B": 1e9,
    "bn": 1e9,
    "Mrd": 1e9,
    "T": 1e12,
}
_CURRENCY = "$\u20ac\u00a3\u00a5\u20b9"
_PATTERN = re.compile(
    rf"""
    (?P<open>\()?
    (?P<sign>[-+]?)
    (?P<before>[{_CURRENCY}]?)
    (?P<sign_2>-?)
    (?P<digits>\d[\d.,'\ ]*\d|\d|[.,]\d+)
    (?P<power>[eE][-+]?\d{{1,2}})?
    \ ?(?P<scale>tsd|Mio|Mrd|mn|bn|[kKMBT](?![A-Za-z]))?\.?
    \ ?(?P<unit>[{_CURRENCY}%\u2030]|\u00b0[CF]?
        |[A-Za-z\u00b5\u03bc]{{1,4}}(?:/[a-z]{{1,3}})?)?
    (?P<close>\))?
    """,
    re.VERBOSE,
)
_TICK_MARK = re.compile(r"(?<=\d)([%kKM]?) ?[-_|]+$")
"""The mark of a tick, read as part of the label before it."""

_ORDINALS = frozenset({"st", "nd", "rd", "th"})
_ENGLISH = re.compile(r"\d{1,3}(?:[,' ]\d{3})+(?:\.\d+)?|\d*(?:\.\d+)?")
_EUROPEAN = re.compile(r"\d{1,3}(?:[.' ]\d{3})+(?:,\d+)?|\d*(?:,\d+)?")
_LOST_POINT = re.compile(r"0\d")


class Number(Struct, frozen=True):
    """*unit* is what stands before or after the digits, empty where nothing does."""

    value: float
    unit: str = ""


def number_in(text: str, *, has_decimal_comma: bool = False) -> Number | None:
    """Return the number that *text* as a whole says, None where it says none.

    ``05`` is none: where the engine lost a point, nobody knows what was written.
    """
    match = _PATTERN.fullmatch(_cleaned(text))
    if match is None or bool(match["open"]) != bool(match["close"]):
        return None
    digits = _plain(match["digits"], has_decimal_comma=has_decimal_comma)
    unit = match["unit"] or match["before"] or ""
    if digits is None or unit in _ORDINALS:
        return None
    value = float(digits + (match["power"] or ""))
    value *= _SCALES.get(match["scale"] or "", 1.0)
    is_negative = "-" in (match["sign"], match["sign_2"]) or bool(match["open"])
    return Number(-value if is_negative and value else value, unit)


def _cleaned(text: str) -> str:
    text = _SPACES.sub(" ", text.translate(_MINUSES)).strip()
    text = text.replace("- ", "-", 1) if text.startswith("- ") else text
    text = _TICK_MARK.sub(r"\1", text)
    if text in _LONE_ONES:
        return "1"
    return _UPRIGHT.sub("1", _ROUND.sub("0", text))


def _plain(digits: str, *, has_decimal_comma: bool) -> str | None:
    """Return *digits* as Python writes them, None where they are grouped oddly."""
    pattern = _EUROPEAN if has_decimal_comma else _ENGLISH
    if not pattern.fullmatch(digits) or _LOST_POINT.match(digits):
        return None
    for mark in "' " + (".," if has_decimal_comma else ",")[0]:
        digits = digits.replace(mark, "")
    return digits.replace(",", ".")
