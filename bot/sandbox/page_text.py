"""The text that a page of a PDF brings along, where it is what a person sees.

Runs in the child alone. Text that is hidden, garbled, turned or only a part of the
page is no reading: then none is returned, and the page is read like any picture.
"""

from __future__ import annotations

import ctypes
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image

from bot.jobs import Box
from bot.sandbox.wire import LINE_MAX, LINES_MAX
from bot.text_reading import Block, Line, TextReading

CHARACTERS_MAX = 20_000
LETTERS_LEAST = 3
BAD_MOST = 0.03
"""Share of signs without a meaning in text that is still taken."""

TURNED_MOST = 0.02
HIDDEN_MOST = 0.1
"""Share of lines that may show nothing where they should stand."""

CONTRAST_LEAST = 40
GAP, BACK = 0.9, 0.5
"""Heights of a line between two columns, and back to the start of another line."""

SAME_LINE = 0.3
"""Share of the lower sign's height that both have in common on one line."""

NEXT_LINE, ALIKE = 0.75, 1.3
UNITS = 100_000
"""A page is this wide and high when the places of its signs are asked for."""

WORDS_JUDGED = 20
VOWELLED_LEAST = 0.6
HYPHEN_AT_END = 2
_word = re.compile(r"[A-Za-z]{4,}")
_vowel = re.compile(r"[aeiouyAEIOUY]")


@dataclass(frozen=True, slots=True)
class Sign:
    """A letter and where it stands, in fractions of the page from its top left."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    @property
    def height(self) -> float:
        return self.bottom - self.top


class End:
    """What ends a line."""


class Bad:
    """A sign that means nothing: another font's code, an unmapped glyph."""


Found = Sign | End | Bad | str
"""A ``str`` is a space: it stands nowhere."""


def text_of(page: pypdfium2.PdfPage, image: Image.Image) -> TextReading | None:
    """Return the text of *page*, drawn as *image*; None where it cannot be trusted."""
    textpage = page.get_textpage()
    count = textpage.count_chars()
    if not LETTERS_LEAST <= count <= CHARACTERS_MAX:
        return None
    found = [_found(page, textpage, at) for at in range(count)]
    bad = sum(isinstance(each, Bad) for each in found)
    aspect = image.width / image.height
    if bad > BAD_MOST * count or _is_turned(found, aspect):
        return None
    lines = [line for run in _runs(found, aspect) if (line := _line(run))]
    shown = [line for line in lines if _is_seen(line.box, image)]
    said = " ".join(line.text for line in shown)
    is_whole = len(lines) - len(shown) <= HIDDEN_MOST * len(lines)
    has_words = sum(map(str.isalnum, said)) >= LETTERS_LEAST and _is_language(said)
    if not is_whole or not has_words or len(shown) > LINES_MAX:
        return None
    return TextReading(tuple(_blocks(shown)))


def _found(page: pypdfium2.PdfPage, textpage: pypdfium2.PdfTextPage, at: int) -> Found:
    code = pdfium.FPDFText_GetUnicode(textpage, at)
    letter = "-" if code == HYPHEN_AT_END else chr(code) if code else ""
    if letter in {"\r", "\n"}:
        return End()
    if letter.isspace():
        return " "
    text = unicodedata.normalize("NFKC", letter)
    kinds = {unicodedata.category(each) for each in text}
    if not text or kinds & {"Cc", "Cn", "Co", "Cs"} or letter == "\ufffd":
        return Bad()
    if pdfium.FPDFText_HasUnicodeMapError(textpage, at) == 1:
        return Bad()
    area = pdfium.FS_RECTF()
    if not pdfium.FPDFText_GetLooseCharBox(textpage, at, ctypes.byref(area)):
        return Bad()
    return _placed(page, text, area)


def _placed(page: pypdfium2.PdfPage, text: str, area: pdfium.FS_RECTF) -> Sign:
    x, y = ctypes.c_int(), ctypes.c_int()
    xs, ys = [], []
    for across, up in ((area.left, area.top), (area.right, area.bottom)):
        pdfium.FPDF_PageToDevice(page, 0, 0, UNITS, UNITS, 0, across, up, x, y)
        xs.append(x.value / UNITS)
        ys.append(y.value / UNITS)
    return Sign(text, min(xs), min(ys), max(xs), max(ys))


def _is_turned(found: Sequence[Found], aspect: float) -> bool:
    """Whether letters follow each other up or down instead of to the right."""
    pairs = turned = 0
    for one, other in pairwise(found):
        if isinstance(one, Sign) and isinstance(other, Sign):
            across = (other.left + other.right - one.left - one.right) * aspect
            down = other.top + other.bottom - one.top - one.bottom
            pairs += 1
            turned += abs(down) > abs(across) or across < 0
    return turned > TURNED_MOST * pairs


def _runs(found: Sequence[Found], aspect: float) -> Iterator[list[Sign | str]]:
    """Part what was found into lines: where one ends, jumps, or leaves a wide gap."""
    run: list[Sign | str] = []
    before: Sign | None = None
    for each in found:
        if isinstance(each, End):
            yield run
            run, before = [], None
        elif isinstance(each, Sign):
            if before is not None and not _goes_on(before, each, aspect):
                yield run
                run = []
            run.append(each)
            before = each
        elif isinstance(each, str):
            run.append(each)
    yield run


def _goes_on(before: Sign, sign: Sign, aspect: float) -> bool:
    low = min(before.height, sign.height)
    shared = min(before.bottom, sign.bottom) - max(before.top, sign.top)
    gap = (sign.left - before.right) * aspect
    height = max(before.height, sign.height)
    return shared >= SAME_LINE * low and -BACK * height <= gap <= GAP * height


def _line(run: Sequence[Sign | str]) -> Line | None:
    signs = [each for each in run if isinstance(each, Sign)]
    texts = (each.text if isinstance(each, Sign) else each for each in run)
    text = " ".join("".join(texts).split())[:LINE_MAX]
    if not text:
        return None
    left = max(min(sign.left for sign in signs), 0.0)
    top = max(min(sign.top for sign in signs), 0.0)
    right = min(max(sign.right for sign in signs), 1.0)
    bottom = min(max(sign.bottom for sign in signs), 1.0)
    if left >= right or top >= bottom:
        return None  # beyond the edge of the page
    return Line(text, Box(left, top, right, bottom), 1.0)


def _is_seen(box: Box, image: Image.Image) -> bool:
    """Whether anything is drawn in *box*: white on white is not."""
    left, top = int(box.left * image.width), int(box.top * image.height)
    right = max(round(box.right * image.width), left + 1)
    bottom = max(round(box.bottom * image.height), top + 1)
    extremes = image.crop((left, top, right, bottom)).getextrema()
    spans = [span for span in extremes if isinstance(span, tuple)]
    return max(high - low for low, high in spans) >= CONTRAST_LEAST


def _is_language(said: str) -> bool:
    """Whether most words have a vowel: a font's own codes make words without."""
    words = _word.findall(said)
    vowelled = sum(bool(_vowel.search(word)) for word in words)
    return len(words) < WORDS_JUDGED or vowelled >= VOWELLED_LEAST * len(words)


def _blocks(lines: Sequence[Line]) -> Iterator[Block]:
    """Gather lines that follow each other closely; the order is the document's own."""
    block: list[Line] = []
    for line in lines:
        if block and not _follows(block[-1].box, line.box):
            yield Block(tuple(block))
            block = []
        block.append(line)
    if block:
        yield Block(tuple(block))


def _follows(above: Box, below: Box) -> bool:
    high, low = above.bottom - above.top, below.bottom - below.top
    gap = below.top - above.bottom
    is_below = -BACK * low <= gap <= NEXT_LINE * low
    overlap = min(above.right, below.right) - max(above.left, below.left)
    return is_below and overlap > 0 and max(high, low) <= ALIKE * min(high, low)
