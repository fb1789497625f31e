"""What a labelled folder asks: questions with their expected answers, and phrases.

Values only; the modules beside this one read them from the files that people keep.
"""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from bot.errors import SettingsError
from bot.jobs import Box, Picture

Corners = tuple[float, float, float, float]
"""Left, top, right, bottom: fractions of the picture, or pixels if one exceeds 1."""


class FolderError(SettingsError):
    """A labelled folder cannot be read; the message says where and what to do."""


class Case(Struct, frozen=True, kw_only=True):
    """A question about *picture* and what is expected of the answer.

    *place* says where the case stands (``questions.jsonl:3``). One of *texts* must be
    said, with numbers no further off than *tolerance* (a share of the number); each of
    *corners* must be pointed at. Either may be empty.
    """

    place: str
    picture: Path
    question: str
    texts: tuple[str, ...] = ()
    corners: tuple[Corners, ...] = ()
    tolerance: float = 0.0

    def boxes(self, picture: Picture) -> tuple[Box, ...]:
        """Return where to point, in fractions of *picture* as it was opened."""
        pixels = (picture.width_px, picture.height_px)
        found = (box_of(c, (1, 1) if max(c) <= 1 else pixels) for c in self.corners)
        return tuple(filter(None, found))


class Phrase(Struct, frozen=True, kw_only=True):
    """Words that name a place in *picture*, any of *boxes*.

    *before* is the part of the sentence that leads up to them, *group* the set and
    split that they are counted with, *kinds* their coarse categories.
    """

    picture: Path
    words: str
    boxes: tuple[Box, ...]
    group: str
    before: str = ""
    kinds: tuple[str, ...] = ()


class Folder(Struct, frozen=True):
    """All that one labelled folder asks."""

    cases: tuple[Case, ...] = ()
    phrases: tuple[Phrase, ...] = ()


def box_of(corners: Corners, size: tuple[float, float]) -> Box | None:
    """Return *corners* as fractions of *size*, cut to the picture; None if outside."""
    width, height = size
    left, top = max(corners[0] / width, 0.0), max(corners[1] / height, 0.0)
    right, bottom = min(corners[2] / width, 1.0), min(corners[3] / height, 1.0)
    return Box(left, top, right, bottom) if left < right and top < bottom else None
