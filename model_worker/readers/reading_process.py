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
from operator import methodcaller
from typing import TYPE_CHECKING

import msgspec

from bot.errors import ReaderError
from bot.jobs import Box
from bot.text_reading import TextReading
from model_worker.readers.tiles import Quad
from model_worker.readings import KINDS, Aspect, Reading

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

        return plain(aspect, aspect_of(aspect, content, text, _engine))


def plain(aspect: Aspect, reading: Reading) -> Reading:
    """Return *reading* as it can be kept: of Python's own numbers, none without value.

    Numpy's numbers are as good to reckon with and cannot be written down. Raises
    msgspec.ValidationError where a number is none, before anything was kept.
    """
    written = msgspec.json.encode(reading, enc_hook=methodcaller("item"))
    return msgspec.json.decode(written, type=KINDS[aspect])


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
