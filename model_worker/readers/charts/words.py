"""Lines of text that were read across several places -> a line for each. Pure.

Names or numbers that stand a word's gap apart are read as one line; where its words
stand is told by their letters, taken to be equally wide.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from msgspec.structs import replace

from bot.jobs import Box
from bot.text_reading import Line
from model_worker.readers.charts.margins import Size

_SEVERAL = 2


def parted(
    lines: Sequence[Line], places_px: Sequence[float], size_px: Size
) -> tuple[Line, ...]:
    """Return *lines*, a level one that spans several places in parts, one for each.

    *places_px* are counted from the left.
    """
    borders = [(one + other) / 2 for one, other in pairwise(places_px)]
    done: list[Line] = []
    for line in lines:
        spanned = [p for p in places_px if _spans(line, p / size_px[0])]
        if line.turned or len(spanned) < _SEVERAL or " " not in line.text:
            done.append(line)
        else:
            done += _parts(line, [border / size_px[0] for border in borders])
    return tuple(done)


def _spans(line: Line, place: float) -> bool:
    return line.box.left < place < line.box.right


def _parts(line: Line, borders: Sequence[float]) -> Iterator[Line]:
    def place_of(word: Line) -> int:
        middle = (word.box.left + word.box.right) / 2
        return sum(border < middle for border in borders)

    for _, words in groupby(_words(line), place_of):
        together = list(words)
        box = together[0].box.union(together[-1].box)
        yield replace(line, text=" ".join(word.text for word in together), box=box)


def _words(line: Line) -> Iterator[Line]:
    """Give the words where they would stand if all letters were equally wide."""
    left, width = line.box.left, line.box.right - line.box.left
    count = len(line.text)
    at = 0
    for word in line.text.split(" "):
        start, end = at / count, (at + len(word)) / count
        at += len(word) + 1
        if word:
            box = Box(
                left + start * width, line.box.top, left + end * width, line.box.bottom
            )
            yield replace(line, text=word, box=box)
