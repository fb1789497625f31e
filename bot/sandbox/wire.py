"""What passes between the service, its warm helper and the child that decodes.

A message is two lengths, a head in JSON and a body of bytes. The child has touched
a stranger's file: what it says is numbers and closed words, never a sentence.
"""

from __future__ import annotations

import struct
from typing import BinaryIO, Literal

from msgspec import DecodeError, Struct, json

from bot.sandbox.headers import MediaType, stored_size
from bot.text_reading import TextReading, decode_reading

Format = Literal["PNG", "JPEG", "WEBP", "GIF", "HEIF", "AVIF", "TIFF", "BMP", "PDF"]
Code = Literal[
    "picture_too_many_pixels",
    "picture_too_long",
    "picture_too_complex",
    "picture_too_heavy",
    "picture_overloaded",
    "picture_too_slow",
    "picture_broken",
    "document_locked",
    "document_empty",
    "document_page_huge",
]

LENGTHS = struct.Struct("!II")
HEAD_MAX = 4_096
CONTENT_MAX = 16_000_000
TEXT_MAX = 2_000_000
LINES_MAX, LINE_MAX = 2_000, 1_000
"""Of the text that a page of a document brings along."""


class Limits(Struct, frozen=True):
    """How far a picture may go; memory counts what is added to the helper's own."""

    pixels_max: int
    side_max_px: int
    memory_max_mb: int
    cpu_max_s: int
    wall_max_s: float


class Task(Struct, frozen=True):
    """How to read the file that follows: *format* was sniffed, never declared.

    *page* counts the pages of a document from 0.
    """

    format: Format
    limits: Limits
    page: int = 0


class Decoded(Struct, frozen=True, kw_only=True, tag="decoded"):
    """The picture that follows, and what was done to the file.

    *frames* counts all of them, the first was taken. *is_lossy* speaks of the file.
    *pages* are those of the document; *text_length* of the bytes that follow are the
    page's own text (a `TextReading`), behind the picture.
    """

    width_px: int
    height_px: int
    media_type: MediaType
    is_lossy: bool
    frames: int = 1
    is_turned: bool = False
    is_scaled: bool = False
    pages: int = 1
    text_length: int = 0


class Declined(Struct, frozen=True, kw_only=True, tag="declined"):
    """Why there is no picture; a number is 0 where the code does not need it."""

    code: Code
    width_px: int = 0
    height_px: int = 0
    scans: int = 0


Verdict = Decoded | Declined

encode = json.Encoder().encode
decode_task = json.Decoder(Task).decode
_verdicts: json.Decoder[Verdict] = json.Decoder(Verdict)


def lengths(head: bytes, body: bytes) -> bytes:
    return LENGTHS.pack(len(head), len(body))


READY = lengths(b"ready", b"") + b"ready"


def decode_lengths(packed: bytes) -> tuple[int, int]:
    """Return the lengths of an answer's head and body; ValueError beyond the bounds."""
    head, body = LENGTHS.unpack(packed)
    if head > HEAD_MAX or body > CONTENT_MAX + TEXT_MAX:
        raise ValueError(f"an answer of {head} + {body} bytes is too long")
    return head, body


def decode_verdict(head: bytes, body: bytes) -> Verdict:
    """Return what a child said; ValueError where it said something else."""
    try:
        verdict = _verdicts.decode(head)
    except DecodeError as error:
        raise ValueError("a verdict that is none") from error
    match verdict:
        case Declined():
            is_sound = not body
        case Decoded(width_px=width, height_px=height, media_type=media_type):
            picture, text = parted(verdict, body)
            is_sound = stored_size(picture, media_type) == (width, height)
            is_sound = is_sound and verdict.pages > 0 and _is_sound_text(text)
    if not is_sound:
        raise ValueError("the content is not what the verdict says")
    return verdict


def parted(decoded: Decoded, body: bytes) -> tuple[bytes, bytes]:
    """Return the picture and the text in *body*; ValueError where one is missing."""
    length = decoded.text_length
    if not 0 <= length <= min(len(body), TEXT_MAX):
        raise ValueError(f"a text of {length} bytes in a body of {len(body)}")
    return body[: len(body) - length], body[len(body) - length :]


def _is_sound_text(content: bytes) -> bool:
    if not content:
        return True
    try:
        reading: TextReading = decode_reading(content)
    except DecodeError:
        return False
    lengths = [len(line.text) for line in reading.lines]
    return len(lengths) <= LINES_MAX and max(lengths, default=0) <= LINE_MAX


def read(stream: BinaryIO) -> tuple[bytes, bytes] | None:
    """Return the next head and body, None where the stream ends."""
    packed = stream.read(LENGTHS.size)
    if len(packed) < LENGTHS.size:
        return None
    head_length, body_length = LENGTHS.unpack(packed)
    head, body = stream.read(head_length), stream.read(body_length)
    return (head, body) if len(body) == body_length else None


def write(stream: BinaryIO, head: bytes, body: bytes = b"") -> None:
    stream.write(lengths(head, body))
    stream.write(head)
    stream.write(body)
    stream.flush()
