"""KOSMOS-2's markup: its tags, its grid of places, and what they come to mean.

Only the model's own tags and location tokens are markup; "A < B and C > D" is text.
Ids and tensors are not known here: a token is one of three marks.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from msgspec import Struct

from bot.errors import ModelError
from bot.jobs import Box

SIDE = 32
PATCHES = SIDE * SIDE
PHRASE, PHRASE_END = "<phrase>", "</phrase>"
OBJECT, OBJECT_END = "<object>", "</object>"
DELIMITER = "</delimiter_of_multi_objects/>"
GROUNDING = "<grounding>"
IMAGE, IMAGE_END = "<image>", "</image>"
SPECIAL_TAGS = ("<s>", "<pad>", "</s>", "<unk>", "<mask>")
ADDED_TAGS = (
    *("</doc>", IMAGE, IMAGE_END, "</chunk>", "</line>"),
    *(PHRASE, PHRASE_END, OBJECT, OBJECT_END, DELIMITER, GROUNDING),
)
"""In the order of their ids, right before the location tokens."""

_MARKUP = re.compile(
    "|".join(map(re.escape, SPECIAL_TAGS + ADDED_TAGS))
    + "|<patch_index_(?P<patch>[0-9]{1,9})>"
)


class MarkupError(ModelError):
    """A location token that lies on no grid of 32 x 32."""


class Words(Struct, frozen=True):
    """A piece of plain text with the spaces that belong to it."""

    text: str
    log_probability: float | None = None


class Tag(Struct, frozen=True):
    name: str


class Patch(Struct, frozen=True):
    """A location token: a cell of the grid, counted row by row."""

    index: int
    log_probability: float | None = None


Mark = Words | Tag | Patch


class Segment(Struct, frozen=True):
    """A piece of the answer; with boxes it is a phrase, which may have no words.

    *confidence* is the geometric mean of its tokens' probabilities, boxes included.
    """

    text: str
    boxes: tuple[Box, ...] = ()
    confidence: float | None = None


class Grounded(Struct, frozen=True):
    """What the model said: the segments in order are the text."""

    segments: tuple[Segment, ...] = ()

    @property
    def text(self) -> str:
        return "".join(segment.text for segment in self.segments)


def patch_name(index: int) -> str:
    return f"<patch_index_{index:04}>"


def marks(text: str) -> Iterator[Mark]:
    """Yield the marks of decoded *text*, in one pass."""
    end = 0
    for found in _MARKUP.finditer(text):
        if found.start() > end:
            yield Words(text[end : found.start()])
        patch = found["patch"]
        yield Tag(found[0]) if patch is None else Patch(int(patch))
        end = found.end()
    if end < len(text):
        yield Words(text[end:])


def decode_boxes(first: int, last: int) -> Box:
    """Return the box that two location tokens span.

    *first*, *last* index a 32 x 32 grid row by row (Peng et al. 2023, section 2);
    a reversed pair is put in order. The box runs between the centres of the two cells,
    or along their outer edges when they share a row or a column, as in the published
    decoding. Raises MarkupError outside 0..1023.
    """
    if not (0 <= first < PATCHES and 0 <= last < PATCHES):
        raise MarkupError(f"patches {first}, {last}: both must be below {PATCHES}")
    top, bottom = sorted((first // SIDE, last // SIDE))
    left, right = sorted((first % SIDE, last % SIDE))
    near, far = (0.0, 1.0) if top == bottom or left == right else (0.5, 0.5)
    return Box(
        left=(left + near) / SIDE,
        top=(top + near) / SIDE,
        right=(right + far) / SIDE,
        bottom=(bottom + far) / SIDE,
    )


def encode_box(box: Box) -> tuple[int, int]:
    """Return the cells of the top left and of the bottom right corner of *box*."""
    left, top = math.floor(box.left * SIDE), math.floor(box.top * SIDE)
    right = max(math.ceil(box.right * SIDE) - 1, left)
    bottom = max(math.ceil(box.bottom * SIDE) - 1, top)
    return top * SIDE + left, bottom * SIDE + right
