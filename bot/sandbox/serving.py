"""The warm helper: decoders loaded, a child for every picture, no picture kept.

It never looks into a file itself, so a file can never harm it.
"""

from __future__ import annotations

import gc
import signal
import sys

from bot.sandbox import decoding, documents, forking, walls, wire


def serve(parent: int) -> None:
    """Answer requests from stdin on stdout until stdin ends or *parent* does."""
    walls.die_with(parent)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    decoding.prepare()
    documents.prepare()
    gc.freeze()
    sys.stdout.buffer.write(wire.READY)
    sys.stdout.buffer.flush()
    while request := wire.read(sys.stdin.buffer):
        task = wire.decode_task(request[0])
        answer = forking.answer_of_child(task, request[1])
        del request
        wire.write(sys.stdout.buffer, *answer)
        del answer
