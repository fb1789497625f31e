"""Two readings of one line: the signs that were seen, and the text that was read. Pure.

Each makes mistakes of its own, so a sign that both agree on is right almost always; a
sign that they disagree on is not to be believed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from difflib import SequenceMatcher

from msgspec import Struct

from bot.text_reading import Line
from model_worker.readers.equations.cuts import Cut
from model_worker.readers.equations.pieces import Piece, around

_ALIKE = str.maketrans(
    {
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212_~\u4e00", "-"),
        **dict.fromkeys("\u00d7xX\u03c7\u0445\u00b7\u22c5\u2219\u2022*\u2217", "x"),
        **dict.fromkeys("oO\u3007", "0"),
        **dict.fromkeys("lI|!", "1"),
        **dict.fromkeys("[\uff08", "("),
        **dict.fromkeys("]}\uff09", ")"),
        **dict.fromkeys("÷:\uff1a", ":"),
        **dict.fromkeys("sS", "s"),
        **dict.fromkeys("zZ", "z"),
        **dict.fromkeys("\u4e8c\uff1d", "="),
        "\u5341": "+",
        "\uff1f": "?",
        **dict.fromkeys("\uff0c,", "."),
        **dict.fromkeys("\u222b\u2320\u23a7\u23a8\u23a9{", None),
    }
)
"""Signs whose difference is settled by their place, or not by OCR."""


_BARS = frozenset("-=+")
"""What a bar may be misread as and may be; everything else is only misread."""

_MORE = ""
_LABEL = re.compile(r"^\s*(?:\(\w{1,2}\)|\w{1,2}\)|\w{1,2}\.\s)\s*")


class Agreement(Struct, frozen=True):
    """*seen* counts the signs, *confirmed* those that were also read so, *disputed*
    those that were read otherwise.
    """

    seen: int
    confirmed: int
    disputed: int
    least: float
    """The lowest chance of a sign that was not confirmed, 1 where there is none."""


def agreement(row: Sequence[Piece], lines: Sequence[Line], cut: Cut) -> Agreement:
    """Return how well the settled *row* goes with the *lines* that were read there.

    Lines that run through a fraction are read badly: they may confirm, and dispute
    nothing but what stands beside it.
    """
    seen = [sign for piece in row for sign in piece.signs if sign.text != "__"]
    flat = {id(piece) for piece in row}
    is_flat = all(id(sign) in flat for sign in seen)
    bars = {id(sign) for sign in seen if sign.form != "sign"}
    confirmed = set(bars)
    disputed: set[int] = set()
    for line in lines:
        place = cut.place(line.box)
        if not _is_of(row, place, is_flat=is_flat):
            continue
        inside = _inside(seen, place)
        for sign, read in _matched(inside, _without_label(line.text, inside, place)):
            if read == alike(sign.text):
                confirmed.add(id(sign))
            elif id(sign) in bars:
                disputed |= {id(sign)} if read in _BARS else set()
            elif sign.text == "+" and len(alike(line.text)) == 1:
                continue  # without neighbours OCR takes a + for a cross
            elif is_flat or (id(sign) in flat and read != _MORE):
                disputed.add(id(sign))
    confirmed -= disputed
    rest = [sign.chance for sign in seen if id(sign) not in confirmed]
    return Agreement(len(seen), len(confirmed), len(disputed), min(rest, default=1.0))


def _is_of(
    row: Sequence[Piece], place: tuple[float, float, float, float], *, is_flat: bool
) -> bool:
    """Whether the line at *place* is about *row*, not about the one above or below."""
    _, top, _, bottom = around(row)
    shared = min(bottom, place[3]) - max(top, place[1])
    whole = max(bottom, place[3]) - min(top, place[1])
    return shared > (whole if is_flat else place[3] - place[1]) / 2


def _without_label(
    text: str, inside: Sequence[Piece], place: tuple[float, float, float, float]
) -> str:
    """Return *text* without its label, if it begins clearly left of the signs."""
    left, top, _, bottom = place
    if inside and inside[0].left - left > (bottom - top) / 2:
        return _LABEL.sub("", text)
    return text


def _inside(
    seen: Sequence[Piece], place: tuple[float, float, float, float]
) -> list[Piece]:
    left, top, right, bottom = place
    margin = (bottom - top) / 4
    inside = [
        sign
        for sign in seen
        if left - margin <= sign.across <= right + margin
        and top - margin <= sign.down <= bottom + margin
    ]
    return sorted(inside, key=lambda sign: sign.left)


def _matched(signs: Sequence[Piece], text: str) -> list[tuple[Piece, str]]:
    """Return the *signs* that *text* says something about, and what it says.

    What OCR leaves out, a raised digit or a bar, it says nothing about; where it reads
    one more sign it says so of the one before.
    """
    spelled = [alike(sign.text) for sign in signs]
    read = list(alike(text))
    found: list[tuple[Piece, str]] = []
    matcher = SequenceMatcher(None, spelled, read, autojunk=False)
    for tag, start, end, first, last in matcher.get_opcodes():
        if tag == "equal":
            found += zip(signs[start:end], read[first:last], strict=True)
        elif tag == "replace":
            others = read[first:last] if end - start == last - first else []
            others += [_MORE] * (end - start - len(others))
            found += zip(signs[start:end], others, strict=True)
        elif tag == "insert" and signs:
            found.append((signs[max(start - 1, 0)], _MORE))
    return found


def alike(text: str) -> str:
    """Return *text* without spaces, raised digits lowered, look-alikes made one."""
    plain = unicodedata.normalize("NFKC", "".join(text.split()))
    return plain.translate(_ALIKE)
