"""How likely something is to be said of a picture, without saying it."""

from __future__ import annotations

import contextlib
from concurrent.futures import Future, InvalidStateError
from dataclasses import dataclass, field

from msgspec import Struct
from torch import Tensor

from bot.errors import ModelError
from model_worker.kosmos2.vision import Latents, Pixels


class Odds(Struct, frozen=True):
    """Log-probabilities: of each token of *said*, and of each of the *alternatives*
    that could come right behind it.
    """

    said: tuple[float, ...]
    alternatives: tuple[float, ...]


@dataclass(slots=True, eq=False)
class Trial:
    """A prompt of which *prompt* tokens are given, and the rest are judged.

    *ids* are all of them. *alternatives* are judged behind the last one.
    """

    ids: tuple[int, ...]
    prompt: int
    picture_name: str
    alternatives: tuple[int, ...] = ()
    lane: str = ""
    pixels: Pixels | None = None
    latents: Latents | None = None
    odds: Future[Odds] = field(default_factory=Future)
    _said: list[float] = field(default_factory=list)
    _likely: tuple[float, ...] = ()

    @property
    def is_over(self) -> bool:
        return self.odds.done()

    def begin(self) -> None:
        """Forget what an earlier try heard."""
        self._said, self._likely = [], ()

    def wanted(self, start: int, end: int) -> int:
        """Return of how many of the tokens *start* to *end*, the last ones, what
        follows them is asked for.
        """
        return max(end - max(start, self.prompt - 1), 0)

    def judge(self, end: int, logits: Tensor) -> None:
        """Take the logits that were `wanted` of a piece that ended at *end*."""
        sure = logits.float().log_softmax(-1)
        first = end - len(logits) + 1
        following = self.ids[first : end + 1]
        rows = range(len(following))
        self._said += [float(sure[row, following[row]]) for row in rows]
        if end == len(self.ids):
            self._likely = tuple(float(sure[-1, each]) for each in self.alternatives)

    def finish(self) -> None:
        with contextlib.suppress(InvalidStateError):  # the asker left just now
            self.odds.set_result(Odds(tuple(self._said), self._likely))

    def fail(self, error: ModelError) -> None:
        with contextlib.suppress(InvalidStateError):
            self.odds.set_exception(error)
