"""Names made of digits: gates, rooms, flights, phone and invoice numbers. Pure."""

from __future__ import annotations

import re

from msgspec import Struct

_CODE = re.compile(
    r"""(?<![\w.,$\u20ac\u00a3-])(?:
      (?P<place>building|room|gate|hall|platform|floor|section|block|terminal|track|group
        |level|version|chapter|page|house|flat|apartment|seat|table|desk|bus|tram|stage
        |lane|bay|pier|dock|aisle|exit|unit|grade|class|line|zone|route)\s
      (?:(?-i:[A-Z])|no\.?\s?\d{1,4}|\d{1,4}(?-i:[A-Z])?)
    |       [A-Za-z]{1,6}-?\d{1,6}[A-Za-z]?(?:-\w+)*
    | (?-i:[A-Z]{2,3})\s\d{2,5}
    | \+?\d{2,}(?:[-/ ]\d{2,})*-\d{3,}(?:-\d+)*
    | 0\d{2,}(?:\s\d{2,})*
    | \#\d{2,}
    )(?![\w%\u00b0]|[.,]\d)""",
    re.VERBOSE | re.IGNORECASE,
)
_NO_CODE = re.compile(
    r"q[1-4]|h[12]|co2|mp[34]|covid-19|(?:[a-z]{2,3}) (?:19|20)\d\d", re.IGNORECASE
)
_PLACE_LETTERS = 3


class Code(Struct, frozen=True, kw_only=True):
    """A code as it was written; *start* and *end* are its place in the text.

    What it is the code of belongs to it where it is said: "room 5", "gate B12".
    """

    text: str
    start: int
    end: int

    @property
    def plain(self) -> str:
        return re.sub(r"[^\w]", "", self.text).casefold()

    @property
    def shape(self) -> str:
        """Its letters as a, its digits as 0: what codes of one kind share."""
        place, _, rest = self.text.casefold().rpartition(" ")
        if not place.isalpha() or len(place) < _PLACE_LETTERS:
            place, rest = "", self.plain
        return place + re.sub(r"[^\W\d_]", "a", re.sub(r"\d+", "0", rest))


def codes(text: str) -> tuple[Code, ...]:
    return tuple(
        Code(text=match[0], start=match.start(), end=match.end())
        for match in _CODE.finditer(text)
        if not _NO_CODE.fullmatch(match[0])
    )
