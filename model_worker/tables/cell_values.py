"""What the words of a cell are worth: a number with its unit, a date, a name. Pure."""

from __future__ import annotations

import re
from typing import Literal

from msgspec import Struct

_NUMBER = re.compile(
    r"""
    (?P<open>\()?
    (?P<before>[$€£¥₹]|USD|EUR|GBP|CHF|kr\.?)?\s*
    (?P<sign>[-+\u2212\u2013])?\s*
    (?P<inner>[$€£¥₹])?\s*
    (?P<digits>\d{1,3}(?:[ ,.'\u00a0\u202f]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)?|[.,]\d+)
    \s*(?P<scale>[kKmMbB]n?(?=$|\s))?
    \s*(?P<after>%|\u2030|°\s?[CF]?|[$€£¥₹]|[A-Za-zµ²³/]{1,4}
        |hours?|minutes?|seconds?|days?|weeks?|months?|years?|units|pieces|people
        |points|metres|miles)?
    (?P<close>\))?
    """,
    re.VERBOSE,
)
_DATE = re.compile(
    r"""
      \d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}
    | \d{1,2}\.?\s+[A-Za-z]{3,9}\.?,?(\s+\d{4})?
    | [A-Za-z]{3,9}\.?\s+\d{1,2},?(\s+\d{4})?
    | \d{1,2}:\d{2}(:\d{2})?(\s?[AaPp][Mm])?
    | (Q[1-4]|H[12])\s?'?\d{2,4}
    """,
    re.VERBOSE,
)
_YEAR = re.compile(r"(19|20)\d\d")
_NOTHING = frozenset(
    ("", "-", "\u2013", "\u2014", "n/a", "na", "n.a.", "none", "null", "/", ".")
)
Kind = Literal["nothing", "year", "number", "date", "code", "words"]
_SCALES = {"": 1.0, "k": 1e3, "m": 1e6, "b": 1e9}


class Quantity(Struct, frozen=True):
    """A number as a cell gives it; *unit* is a currency sign, ``%`` or a short word."""

    value: float
    unit: str = ""


def quantity(text: str) -> Quantity | None:
    """Return the number *text* is, None where it is not one and nothing else.

    ``1,204``, ``$12.50``, ``-3.5%``, ``(14)``, ``12 kg``, ``1.2k``. A comma or point
    before exactly three last digits parts thousands where nothing speaks against it.
    """
    match = _NUMBER.fullmatch(text.strip())
    if match is None or bool(match["open"]) != bool(match["close"]):
        return None
    value = _value(match["digits"])
    if value is None:
        return None
    is_negative = (match["sign"] or "+") != "+" or bool(match["open"])
    scale = _SCALES[(match["scale"] or "").casefold()[:1]]
    currency = match["before"] or match["inner"]
    if currency and match["after"]:
        return None
    unit = currency or match["after"] or ""
    return Quantity((-value if is_negative else value) * scale, unit.strip())


def is_date(text: str) -> bool:
    return _DATE.fullmatch(text.strip()) is not None


def is_nothing(text: str) -> bool:
    """Whether *text* says that a cell has no value."""
    return text.strip().casefold() in _NOTHING


def kind_of(text: str) -> Kind:
    """Return what cells of one column share: *code* is a word with digits in it."""
    if is_nothing(text):
        return "nothing"
    if _YEAR.fullmatch(text.strip()):
        return "year"
    if quantity(text) is not None:
        return "number"
    if is_date(text):
        return "date"
    has_sign = any(letter.isdigit() or letter == "@" for letter in text)
    return "code" if has_sign and " " not in text.strip() else "words"


def is_typed(text: str) -> bool:
    """Whether *text* is a number, a date, a code or an address, not just words."""
    return kind_of(text) not in {"words", "nothing"}


def _value(digits: str) -> float | None:
    compact = re.sub(r"[ '\u00a0\u202f]", "", digits)
    commas, points = compact.count(","), compact.count(".")
    if commas and points:
        decimal = max(",.", key=compact.rfind)
        compact = compact.replace("," if decimal == "." else ".", "")
        return float(compact.replace(",", "."))
    if commas > 1 or points > 1:
        return float(compact.replace(",", "").replace(".", ""))
    if commas:
        whole, _, rest = compact.partition(",")
        is_thousands = len(rest) == 3 and whole not in {"", "0"}  # noqa: PLR2004
        return float(whole + rest if is_thousands else f"{whole or 0}.{rest}")
    return float(compact)
