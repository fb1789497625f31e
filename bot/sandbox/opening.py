"""The whole work of a child: a file and its limits in, a verdict and pixels out."""

from __future__ import annotations

from bot.sandbox import decoding, encoding
from bot.sandbox.wire import Declined, Decoded, Task, Verdict


def opened(task: Task, content: bytes) -> tuple[Verdict, bytes]:
    """Return what was done and the content to store, which is empty where declined."""
    try:
        return _opened(task, content)
    except decoding.DeclinedError as error:
        return error.declined, b""
    except MemoryError:
        return Declined(code="picture_too_heavy"), b""


def _opened(task: Task, content: bytes) -> tuple[Verdict, bytes]:
    sight = decoding.decode(content, task)
    size = sight.image.size
    stored = encoding.encode(
        sight.image, is_lossy=sight.is_lossy, source_bytes=len(content)
    )
    verdict = Decoded(
        width_px=stored.width_px,
        height_px=stored.height_px,
        media_type=stored.media_type,
        is_lossy=sight.is_lossy,
        frames=sight.frames,
        is_turned=sight.is_turned,
        is_scaled=size != (stored.width_px, stored.height_px),
    )
    return verdict, stored.content
