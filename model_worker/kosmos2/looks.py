"""One look at a picture: what is wanted, and the asker who waits for it.

A look lives between two threads: its asker's event loop and the model's. Nothing but
the future and `call_soon_threadsafe` crosses over.
"""

from __future__ import annotations

import asyncio
import contextlib
import math
from collections.abc import Callable
from concurrent.futures import Future, InvalidStateError
from dataclasses import dataclass, field

from bot.errors import ModelError
from model_worker.kosmos2.grammar import Sentence, Tags
from model_worker.kosmos2.markup import Grounded, Mark
from model_worker.kosmos2.parsing import Reader
from model_worker.kosmos2.vision import Latents, Pixels


@dataclass(slots=True, eq=False)
class Look:
    """A prompt about a picture, of which *pixels* or *latents* are there.

    *phrase* is what the prompt leaves for the answer to place, *is_named* whether the
    prompt closes it. *on_words* gets all whole words so far, *is_gone* is asked between
    two tokens; both from the model's thread.
    """

    ids: tuple[int, ...]
    phrase: str
    tags: Tags
    is_named: bool
    picture_name: str
    mark: Callable[[int, float], Mark]
    on_words: Callable[[str], None]
    is_gone: Callable[[], bool]
    lane: str = ""
    pixels: Pixels | None = None
    latents: Latents | None = None
    grounded: Future[Grounded] = field(default_factory=Future)
    _reader: Reader = field(default_factory=Reader)
    _words: str = ""
    _is_broken: bool = False
    last_token: int = 0
    sentence: Sentence = field(init=False)

    def __post_init__(self) -> None:
        self.begin()

    @property
    def is_over(self) -> bool:
        """Whether nobody waits any more: answered, failed, cancelled or gone."""
        return self.grounded.done() or self.is_gone()

    def begin(self) -> None:
        """Forget what an earlier try heard."""
        self._reader = Reader(self.phrase)
        self._words, self._is_broken = "", False
        self.sentence = Sentence(self.tags, is_named=self.is_named)

    def wanted(self, start: int, end: int) -> int:
        """Return of how many of the tokens *start* to *end* of the prompt, the last
        ones, what follows them is asked for: of the very last alone.
        """
        return int(start < end == len(self.ids))

    def finish(self) -> None:
        """Hand over what was heard, or a ModelError if its numbers broke."""
        if self._is_broken:
            self.fail(ModelError("the model's numbers are not finite for this picture"))
            return
        grounded = self._reader.grounded()
        self._tell(grounded.text)
        with contextlib.suppress(InvalidStateError):  # the asker left just now
            self.grounded.set_result(grounded)

    def fail(self, error: ModelError) -> None:
        with contextlib.suppress(InvalidStateError):  # likewise
            self.grounded.set_exception(error)

    def hear(self, token: int, log_probability: float) -> None:
        """Take the next token of the answer, NaN for numbers that broke."""
        if math.isnan(log_probability):
            self._is_broken = True
            return
        self.last_token = token
        self.sentence.take(token)
        self._reader.take(self.mark(token, log_probability))
        self._tell(self._reader.whole_words)

    def _tell(self, words: str) -> None:
        if words != self._words:
            self._words = words
            self.on_words(words)


def on_loop(
    listen: Callable[[str], None], loop: asyncio.AbstractEventLoop
) -> Callable[[str], None]:
    """Return *listen* as another thread may call it: it runs on *loop*."""

    def tell(words: str) -> None:
        with contextlib.suppress(RuntimeError):  # the loop has closed: nobody listens
            loop.call_soon_threadsafe(listen, words)

    return tell
