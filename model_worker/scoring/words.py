"""Whether an answer says what was expected, however it writes it. Pure.

White space, letter case, quotation marks and the way numbers are written make no
difference; everything else does.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

_NUMBER = re.compile(r"[-\u2212]?\d+(?:[.,'\u2019\u00a0\u202f]\d+)*")
_SEPARATORS = ".,'\u2019\u00a0\u202f"
_GROUP = 3
_QUOTES = re.compile("[\"'`\u00ab\u00bb\u2018\u2019\u201a\u201c\u201d\u201e]")


def is_said(expected: Sequence[str], answer: str, tolerance: float = 0.0) -> bool:
    """Return whether *answer* says one of *expected*.

    A text that is a number alone is said by any number within *tolerance* of it.
    """
    said = plain(answer)
    return any(
        _has_number(number, answer, tolerance)
        if (number := _alone(text)) is not None
        else _holds(said, plain(text))
        for text in expected
    )


def plain(text: str) -> str:
    """Return *text* in one line of lower case, its numbers in one way of writing."""
    folded = _NUMBER.sub(lambda found: f"{number_of(found[0]):.12g}", text)
    folded = unicodedata.normalize("NFKC", folded).casefold()
    return " ".join(_QUOTES.sub("", folded).replace(" %", "%").split())


def number_of(written: str) -> float:
    """Return the number that 1,284.50 or 1.284,50 or 1 284.5 writes.

    A lone comma or blank before three digits parts thousands, a lone point never does.
    """
    sign = -1.0 if written[0] in "-\u2212" else 1.0
    digits = written.lstrip("-\u2212")
    kinds = [each for each in digits if each in _SEPARATORS]
    if not kinds:
        return sign * float(digits)
    whole, _, rest = digits.rpartition(kinds[-1])
    is_thousands = len(rest) == _GROUP and (
        kinds[-1] != "." or (len(kinds) > 1 and len(set(kinds)) == 1)
    )
    whole = re.sub(f"[{_SEPARATORS}]", "", whole)
    return sign * float(whole + rest if is_thousands else f"{whole}.{rest}")


def _alone(text: str) -> float | None:
    match = _NUMBER.fullmatch(text.strip())
    return number_of(match[0]) if match else None


def _has_number(number: float, answer: str, tolerance: float) -> bool:
    allowed = abs(number) * tolerance + 1e-9
    found = (number_of(match[0]) for match in _NUMBER.finditer(answer))
    return any(abs(each - number) <= allowed for each in found)


def _holds(said: str, wanted: str) -> bool:
    """Return whether *wanted* stands in *said* as whole words."""
    return bool(wanted) and bool(
        re.search(rf"(?<!\w){re.escape(wanted)}(?!\w)", said, re.UNICODE)
    )
