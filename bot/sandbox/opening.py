"""The whole work of a child: a file and its limits in, a verdict and pixels out."""

from __future__ import annotations

from bot.sandbox import decoding, documents, encoding
from bot.sandbox.wire import Declined, Decoded, Task, Verdict
from bot.text_reading import encode_reading


def opened(task: Task, content: bytes) -> tuple[Verdict, bytes]:
    """Return what was done and the content to store, which is empty where declined."""
    try:
        return _opened(task, content)
    except decoding.DeclinedError as error:
        return error.declined, b""
    except MemoryError:
        return Declined(code="picture_too_heavy"), b""


def _opened(task: Task, content: bytes) -> tuple[Verdict, bytes]:
    is_page = task.format == "PDF"
    sight = (documents.page if is_page else decoding.decode)(content, task)
    size = sight.image.size
    stored = encoding.encode(
        sight.image,
        is_lossy=sight.is_lossy,
        source_bytes=0 if is_page else len(content),
    )
    text = encode_reading(sight.text) if sight.text else b""
    verdict = Decoded(
        width_px=stored.width_px,
        height_px=stored.height_px,
        media_type=stored.media_type,
        is_lossy=sight.is_lossy,
        frames=sight.frames,
        is_turned=sight.is_turned,
        is_scaled=size != (stored.width_px, stored.height_px),
        pages=sight.pages,
        text_length=len(text),
    )
    return verdict, stored.content + text
