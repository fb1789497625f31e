"""What goes with an answer: its drawings and files, as small as Discord takes them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Literal

from msgspec import Struct
from PIL import Image

from bot.inert import inert
from bot.jobs import TextFile
from bot.pictures import label
from bot.replies import Drawn, Reply

OVERVIEWS_MAX, PICTURES_MAX, FILES_MAX = 4, 10, 3
QUALITY = 85
SHRINK = 0.7
SIDE_MIN_PX = 200
ROOM_MIN = 20_000
"""Bytes below which no picture is worth being squeezed into."""


class Enclosure(Struct, frozen=True, kw_only=True):
    """A file to be uploaded under the name *file*; *alt* says what a picture shows."""

    file: str
    content: bytes
    shape: Literal["picture", "file"]
    alt: str = ""


def enclosed(reply: Reply, bytes_max: int) -> tuple[Enclosure, ...]:
    """Return what is to be shown, in order, together at most *bytes_max*.

    A drawing too large for that is made smaller; what still does not fit is left out.
    """
    found: list[Enclosure] = []
    room = bytes_max
    for each in (*_files(reply), *_pictures(reply)):
        fitting = each if len(each.content) <= room else _smaller(each, room)
        if fitting is not None:
            found.append(fitting)
            room -= len(fitting.content)
    return tuple(sorted(found, key=lambda each: each.shape == "file"))


def text_file(name: str, text: str) -> Enclosure:
    return Enclosure(file=name, content=text.encode(), shape="file")


def _pictures(reply: Reply) -> Iterator[Enclosure]:
    overviews = [each for each in reply.drawn if each.shape == "overview"]
    crops = [each for each in reply.drawn if each.shape == "crop"]
    wanted = [*overviews[:OVERVIEWS_MAX], *crops][:PICTURES_MAX]
    for number, drawn in enumerate(wanted, 1):
        yield Enclosure(
            file=f"{number}-{_shape(drawn)}.png",
            content=drawn.png,
            shape="picture",
            alt=drawn.alt,
        )


def _shape(drawn: Drawn) -> str:
    return "overview" if drawn.finding is None else f"box-{drawn.finding}"


def _files(reply: Reply) -> Iterator[Enclosure]:
    for number, each in enumerate(reply.files[:FILES_MAX], 1):
        yield text_file(_name(each, number), each.text)


def _name(file: TextFile, number: int) -> str:
    """Return a name that Discord keeps as it is: a part of the message refers to it."""
    clean = inert(label(file.name)).encode("ascii", "ignore").decode()
    kept = "".join(char if char.isalnum() or char in "-." else "-" for char in clean)
    return f"{number}-{kept.strip('-.') or 'table.csv'}"


def _smaller(enclosure: Enclosure, room: int) -> Enclosure | None:
    """Return a picture as a JPEG that has room, smaller and smaller."""
    if enclosure.shape == "file" or room < ROOM_MIN:
        return None
    with Image.open(io.BytesIO(enclosure.content), formats=["PNG"]) as opened:
        image = opened.convert("RGB")
    while True:
        content = _jpeg(image)
        if len(content) <= room:
            file = enclosure.file.removesuffix(".png") + ".jpg"
            return Enclosure(
                file=file, content=content, shape="picture", alt=enclosure.alt
            )
        size = (round(image.width * SHRINK), round(image.height * SHRINK))
        if min(size) < 1 or max(size) < SIDE_MIN_PX:
            return None
        image = image.resize(size, Image.Resampling.LANCZOS)


def _jpeg(image: Image.Image) -> bytes:
    written = io.BytesIO()
    image.save(written, "JPEG", quality=QUALITY, optimize=True)
    return written.getvalue()
