"""Clauses without a number: statements, names, opinions, and what nobody can check."""

from __future__ import annotations

import re
from typing import Literal

from model_worker.readers.colour_names import COLOUR_WORDS

PlainKind = Literal["statement", "who, where or when", "opinion"]

_COLOUR = re.compile(
    rf"\b(?:{'|'.join(sorted(map(re.escape, COLOUR_WORDS), key=len, reverse=True))})\b",
    re.IGNORECASE,
)
_NO_COLOUR = frozenset(
    """
    rose gold golden silver sand cream lime mint salmon coral amber ruby tan olive plum
    rust lemon mustard chocolate snow ivory peach slate jet bronze indigo chestnut
    """.split()  # noqa: SIM905 - a paragraph is easier to read
)
"""Colours that are things as often: "rose" is what prices did."""

_NAME = re.compile(r"[A-Z][a-z]+\s[A-Z][a-z]")

_OPINION = re.compile(
    r"""^what\san?\b | \b(?: I\s(?:think|guess|feel|believe|hope|wish|love|like|hate
      |want|wonder|bet)
    | should | must | ought | deserve[sd]? | hope(?:fully)? | love[sd]? | hate[sd]?
    | amazing | awesome | great | terrible | awful | beautiful | ugly | fantastic
    | wonderful | incredible | brilliant | horrible | boring | delicious | tast(?:e|es
      |y)
    | best\s(?:\w+\s)?(?:ever|in\s(?:years|ages|town)) | worst\s(?:\w+\s)?ever | nice
    | finally | unfair | deserved | proud | worth | favou?rite | fun | funny | happy
    | sad | angry | disappoint\w+ | impressive | unbelievable | shame | blame | fault
    | thank(?:s|\syou) | congrat\w* | wow | welcome | enjoy | cheers | yay | please
    | ridiculous | crazy | insane | stupid | lazy | blind | greedy | sorry | perfect
    | lovely | cool | epic | luckily | unfortunately | can't\swait | lol | omg )\b""",
    re.VERBOSE | re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"""\b(?: I | me | we | my | our | us | mine | yesterday | tomorrow | tonight
    | last\s(?:night|week|month|year|time) | next\s(?:week|month|year|time) | will
      | won't
    | going\sto | this\s(?:morning|afternoon|evening|week) | ago | taken\s(?:by|in|at
      |on)
    | photo\s(?:by|from|credit) | nobody | everybody | everyone | somebody | someone
    | always | never | because | according\sto | rumou?r | they\ssay | live\sfrom
    )\b""",
    re.VERBOSE | re.IGNORECASE,
)

_FUTURE = re.compile(
    r"\b(?:will|won't|going to|gonna|\w+'ll|next (?:week|month|year|time|quarter|season"
    r"|summer|winter)|tomorrow|soon)\b",
    re.IGNORECASE,
)


def is_future(clause: str) -> bool:
    """Whether *clause* speaks of what is still to come, which no picture knows."""
    return _FUTURE.search(clause) is not None


def colour_in(clause: str) -> str | None:
    """Return the colour that *clause* names, if it names one; Green Market is none."""
    for match in _COLOUR.finditer(clause):
        is_name = _NAME.match(clause, match.start()) or (
            match.start() > 0 and match[0].istitle() and not clause.isupper()
        )
        if match[0].lower() not in _NO_COLOUR and not is_name:
            return match[0].lower()
    return None


def plain_kind(clause: str) -> PlainKind:
    if _OPINION.search(clause):
        return "opinion"
    return "who, where or when" if _ELSEWHERE.search(clause) else "statement"
