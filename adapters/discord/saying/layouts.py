"""A message of ours as a value: what Discord calls a Components V2 layout, and its
limits (https://docs.discord.com/developers/components/reference).

Words in it are markdown that was made inert before.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from bot.inert import inert
from bot.rendering import short

WORDS_MAX = 4000
"""Characters of all text displays of a message together."""

PARTS_MAX = 40
GALLERY_MAX = 10
ROW_MAX = 5
LABEL_MAX = 80
ALT_MAX = 256

Style = Literal["plain", "main", "danger"]


class Text(Struct, frozen=True):
    content: str


class Shown(Struct, frozen=True):
    """An attached picture, by its file's name, with what it shows."""

    file: str
    alt: str


class Gallery(Struct, frozen=True):
    items: tuple[Shown, ...]


class Button(Struct, frozen=True, kw_only=True):
    """*what*, *job_id* and *number* come back when it is pressed; a *url* opens."""

    label: str = ""
    emoji: str = ""
    what: str = ""
    job_id: str = ""
    number: int = 0
    style: Style = "plain"
    url: str = ""


class Row(Struct, frozen=True):
    buttons: tuple[Button, ...]


class Attached(Struct, frozen=True):
    """A file to take away, by its name."""

    file: str


Part = Text | Gallery | Row | Attached


class Layout(Struct, frozen=True):
    parts: tuple[Part, ...]

    @property
    def words(self) -> int:
        return sum(len(p.content) for p in self.parts if isinstance(p, Text))

    def without_files(self) -> Layout:
        """Return what is left where no file can be attached."""
        kept = [p for p in self.parts if not isinstance(p, Gallery | Attached)]
        return Layout(tuple(kept))


def text(*lines: str) -> list[Text]:
    """Return *lines* as one text, nothing for none."""
    content = "\n".join(line for line in lines if line)
    return [Text(content)] if content else []


def rows(buttons: Sequence[Button]) -> list[Row]:
    """Return *buttons*, five in a row."""
    starts = range(0, len(buttons), ROW_MAX)
    return [Row(tuple(buttons[start : start + ROW_MAX])) for start in starts]


def gallery(items: Sequence[Shown]) -> list[Gallery]:
    return [Gallery(tuple(items[:GALLERY_MAX]))] if items else []


def shown(file: str, alt: str) -> Shown:
    return Shown(file, short(inert(alt), ALT_MAX))


def button(label: str, what: str, job_id: str, number: int = 0) -> Button:
    return Button(
        label=short(inert(label), LABEL_MAX), what=what, job_id=job_id, number=number
    )
