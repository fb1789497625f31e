"""What a reading process does; its parent only names these functions.

Importing this costs nothing: the engine is opened in the process, at its first call.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING

from bot.errors import ReaderError
from bot.jobs import Box
from bot.text_reading import TextReading
from model_worker.readers.tiles import Quad
from model_worker.readings import Aspect, Reading

if TYPE_CHECKING:
    from model_worker.readers.ocr import Engine, Found, Words


def begin(lifeline: Connection) -> None:
    """Make this process leave Ctrl-C to its parent, and end when *lifeline* does.

    The parent alone holds the other end, so it closes however the parent dies.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(lifeline,), daemon=True).start()


def get_ready() -> None:
    """Open the engine, so that the first question is quick."""
    with _told():
        _engine().warm()


def find(content: bytes, region: Box | None) -> Found:
    with _told():
        return _engine().find(content, region)


def read(content: bytes, quads: Sequence[Quad]) -> list[Words]:
    with _told():
        return _engine().read(content, quads)


def see(aspect: Aspect, content: bytes, text: TextReading) -> Reading:
    """Return one *aspect* of the picture in *content*, whose *text* was read."""
    with _told():
        from model_worker.readers.aspects import aspect_of  # noqa: PLC0415 - costs time

        return aspect_of(aspect, content, text, _engine)


@cache
def _engine() -> Engine:
    from model_worker.readers.ocr import Engine  # noqa: PLC0415 - costs seconds

    return Engine()


@contextmanager
def _told() -> Iterator[None]:
    """Turn whatever the engine broke on into the one error that travels home."""
    try:
        yield
    except ReaderError:
        raise
    except Exception as error:
        raise ReaderError(f"{type(error).__name__}: {error}") from error


def _end_with(lifeline: Connection) -> None:
    lifeline.poll(None)
    os._exit(0)
