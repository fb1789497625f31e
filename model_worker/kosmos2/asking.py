"""KOSMOS-2 for many askers at once: asked on an event loop, answered by a thread."""

from __future__ import annotations

import asyncio
import logging
import math
import threading
from collections.abc import Callable

from bot.errors import ModelError
from bot.settings import WorkerSettings
from model_worker.kosmos2.checkpoint import Checkpoint, open_checkpoint
from model_worker.kosmos2.engine import Asker, Engine
from model_worker.kosmos2.looks import Look, on_loop
from model_worker.kosmos2.markup import Grounded
from model_worker.kosmos2.prompts import Locate, Question, Task, named
from model_worker.kosmos2.trials import Odds, Trial
from model_worker.kosmos2.vision import Latents, Pixels

CLOSED = "the model has been closed"
log = logging.getLogger(__name__)


def _unheard(_words: str) -> None: ...


def _never() -> bool:
    return False


class Kosmos2:
    def __init__(self, opened: Checkpoint, settings: WorkerSettings) -> None:
        self._engine = Engine(opened, settings)
        self._vocabulary = opened.vocabulary
        self._description = described(opened, settings)
        self._newcomers: list[Asker] = []
        self._changed = threading.Condition()
        self._is_closed = False
        self._thread = threading.Thread(target=self._run, name="kosmos2", daemon=True)
        self._thread.start()

    @classmethod
    def open(cls, settings: WorkerSettings) -> Kosmos2:
        """Open the checkpoint, which takes seconds to minutes. Raises ModelError."""
        return cls(open_checkpoint(settings), settings)

    def describe(self) -> str:
        """Return what runs where: `microsoft/kosmos-2-...@1a2b3c on cpu, float32`."""
        return self._description

    async def look(
        self,
        task: Task,
        picture_name: str,
        content: bytes,
        on_words: Callable[[str], None] | None = None,
        is_gone: Callable[[], bool] = _never,
    ) -> Grounded:
        """Return what the model says about the picture *content*, a PNG or WebP.

        *picture_name* is its digest: what was seen is remembered by it. *on_words* gets
        all whole words so far, on this event loop. *is_gone* is asked between two
        tokens, from another thread; once true, what was said by then comes back.
        Raises ModelError.
        """
        heard = on_loop(on_words or _unheard, asyncio.get_running_loop())
        ids = self._prompt_ids(task)
        pixels, latents = await self._seen(picture_name, content)
        look = Look(
            ids=ids,
            phrase=named(task),
            tags=self._vocabulary.tags,
            is_named=isinstance(task, Locate),
            picture_name=picture_name,
            mark=self._vocabulary.mark,
            on_words=heard,
            is_gone=is_gone,
            pixels=pixels,
            latents=latents,
        )
        self._add(look)
        return await asyncio.wrap_future(look.grounded)

    async def score(
        self, task: Task, text: str, picture_name: str, content: bytes
    ) -> float:
        """Return log P(*text* | picture, *task*), as if the model said just that.

        Raises ModelError.
        """
        said = self._vocabulary.said_ids(text)
        odds = await self._judged(task, said, (), picture_name, content)
        return sum(odds.said)

    async def yes_or_no(
        self, question: str, picture_name: str, content: bytes
    ) -> tuple[float, float]:
        """Return how likely the answer to *question* begins with yes, and with no.

        Raises ModelError.
        """
        yes = self._vocabulary.first_ids("Yes", "yes")
        no = self._vocabulary.first_ids("No", "no")
        odds = await self._judged(
            Question(question), (), (*yes, *no), picture_name, content
        )
        likely = [math.exp(each) for each in odds.alternatives]
        return sum(likely[: len(yes)]), sum(likely[len(yes) :])

    def close(self) -> None:
        """End what runs, fail those who wait, and come back when the thread is done."""
        with self._changed:
            self._is_closed = True
            self._changed.notify()
        self._thread.join()

    async def _judged(
        self,
        task: Task,
        said: tuple[int, ...],
        alternatives: tuple[int, ...],
        picture_name: str,
        content: bytes,
    ) -> Odds:
        prompt = self._prompt_ids(task, behind=len(said))
        pixels, latents = await self._seen(picture_name, content)
        trial = Trial(
            ids=(*prompt, *said),
            prompt=len(prompt),
            picture_name=picture_name,
            alternatives=alternatives,
            pixels=pixels,
            latents=latents,
        )
        self._add(trial)
        return await asyncio.wrap_future(trial.odds)

    def _prompt_ids(self, task: Task, behind: int = 0) -> tuple[int, ...]:
        """Return the prompt with room for *behind* tokens that are judged behind it."""
        count, room = self._engine.vision.latents_count, self._engine.room - behind
        return self._vocabulary.prompt_ids(task, count, room)

    async def _seen(
        self, picture_name: str, content: bytes
    ) -> tuple[Pixels | None, Latents | None]:
        """Return the picture's latents, or its pixels where it was never looked at."""
        latents = self._engine.latents.get(picture_name)
        if latents is not None:
            return None, latents
        return await asyncio.to_thread(self._engine.vision.pixels, content), None

    def _add(self, look: Asker) -> None:
        with self._changed:
            if self._is_closed:
                raise ModelError(CLOSED)
            self._newcomers.append(look)
            self._changed.notify()

    def _run(self) -> None:
        while self._has_work():
            if failure := self._failure():
                self._engine.shed(failure)
        self._engine.end_all(ModelError(CLOSED))

    def _failure(self) -> ModelError | None:
        """Make a step and return what went wrong, free of the frames it went through.

        Those hold on to tensors, and the next try needs their memory.
        """
        try:
            self._engine.step()
        except Exception as error:  # noqa: BLE001 - told to its askers, the thread lives
            log.warning("! a step failed: %s", type(error).__name__)
            return ModelError(f"looking failed: {type(error).__name__}: {error}")
        return None

    def _has_work(self) -> bool:
        """Wait until there is something to do; False once the model is closed."""
        with self._changed:
            while not (self._newcomers or self._is_closed or not self._engine.is_idle):
                self._changed.wait()
            newcomers, self._newcomers = self._newcomers, []
        for look in newcomers:
            self._engine.add(look)
        return not self._is_closed


def described(opened: Checkpoint, settings: WorkerSettings) -> str:
    """Return what runs where, and with which weights."""
    is_int8 = opened.device.type == "cpu" and settings.cpu_weights == "int8"
    return opened.describe() + (", int8 weights by OpenVINO" if is_int8 else "")
