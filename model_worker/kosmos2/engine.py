"""Looks come in one by one, go through the model together, and come back.

One thread owns the model. Who waits is the scheduler's to know, what a batch needs the
network's; prompts and markup are spoken elsewhere.
"""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections.abc import Callable, Sequence

from bot.errors import ModelError
from bot.settings import WorkerSettings
from model_worker.kosmos2.checkpoint import open_checkpoint
from model_worker.kosmos2.looks import Look, on_loop
from model_worker.kosmos2.markup import Grounded
from model_worker.kosmos2.network import Latents, Network
from model_worker.kosmos2.prompts import Task, named
from model_worker.kosmos2.recent import Recent
from model_worker.kosmos2.scheduler import Scheduler, halves
from model_worker.kosmos2.vocabulary import Vocabulary

PATIENCE_S = 0.02
LATENTS_MAX = 256
"""Pictures remembered: at full size 256 KiB each, 64 MiB in all."""

CLOSED = "the model has been closed"

log = logging.getLogger(__name__)


def _unheard(_words: str) -> None: ...


def _never() -> bool:
    return False


class Kosmos2:
    """KOSMOS-2 for many askers at once."""

    def __init__(
        self,
        network: Network,
        vocabulary: Vocabulary,
        settings: WorkerSettings,
        description: str = "",
        patience_s: float = PATIENCE_S,
    ) -> None:
        self._network = network
        self._vocabulary = vocabulary
        self._tokens_max = settings.tokens_max
        self._description = description
        self._latents: Recent[Latents] = Recent(LATENTS_MAX)
        self._scheduler: Scheduler[Look] = Scheduler(settings.batch_max, patience_s)
        self._changed = threading.Condition()
        self._is_closed = False
        self._thread = threading.Thread(target=self._run, name="kosmos2", daemon=True)
        self._thread.start()

    @classmethod
    def open(cls, settings: WorkerSettings) -> Kosmos2:
        """Open the checkpoint, which takes seconds to minutes. Raises ModelError."""
        opened = open_checkpoint(settings)
        return cls(Network(opened), opened.vocabulary, settings, opened.describe())

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
        latents = self._latents.get(picture_name)
        pixels = None
        if latents is None:
            pixels = await asyncio.to_thread(self._network.pixels, content)
        look = Look(
            ids=ids,
            phrase=named(task),
            picture_name=picture_name,
            mark=self._vocabulary.mark,
            on_words=heard,
            is_gone=lambda: self._is_closed or is_gone(),
            pixels=pixels,
            latents=latents,
        )
        self._add(look)
        return await asyncio.wrap_future(look.grounded)

    def close(self) -> None:
        """End what runs, fail those who wait, and come back when the thread is done."""
        with self._changed:
            self._is_closed = True
            self._changed.notify()
        self._thread.join()

    def _prompt_ids(self, task: Task) -> tuple[int, ...]:
        room = self._network.positions_max - self._tokens_max
        return self._vocabulary.prompt_ids(task, self._network.latents_count, room)

    def _add(self, look: Look) -> None:
        with self._changed:
            if self._is_closed:
                raise ModelError(CLOSED)
            self._scheduler.add(look, time.monotonic())
            self._changed.notify()

    def _run(self) -> None:
        while batch := self._next_batch():
            self._answer(batch)
        for look in self._scheduler.everyone():
            look.fail(ModelError(CLOSED))

    def _next_batch(self) -> list[Look]:
        """Wait until a batch should start; empty once the model is closed."""
        with self._changed:
            while not self._is_closed:
                left_s = self._scheduler.patience_left_s(time.monotonic())
                if left_s == 0:
                    return self._scheduler.batch()
                self._changed.wait(left_s)
        return []

    def _answer(self, looks: Sequence[Look]) -> None:
        """Answer *looks*; a batch that fails is halved until the failing one is alone.

        That gives a device with too little memory what fits, and keeps one asker's
        trouble from all others.
        """
        failure = self._failure(looks)
        if failure is None:
            for look in looks:
                look.fail(ModelError(CLOSED)) if self._is_closed else look.finish()
        elif len(looks) == 1:
            looks[0].fail(failure)
        else:
            for half in halves(looks):
                self._answer(half)

    def _failure(self, looks: Sequence[Look]) -> ModelError | None:
        """Run *looks* and return what went wrong, free of the frames it went through.

        Those hold on to tensors, and the next try needs their memory.
        """
        try:
            self._see(looks)
            rows = [
                look.row(look.latents)
                for look in looks
                if look.latents is not None and not look.is_over
            ]
            if rows:
                self._network.generate(rows, self._tokens_max)
        except Exception as error:  # noqa: BLE001 - told to its askers, the thread lives
            log.warning("! %d looks: %s", len(looks), type(error).__name__)
            return ModelError(f"looking failed: {type(error).__name__}: {error}")
        return None

    def _see(self, looks: Sequence[Look]) -> None:
        """Give every look its picture's latents, each picture seen once."""
        for look in looks:
            if look.latents is None:
                look.latents = self._latents.get(look.picture_name)
        unseen = {
            look.picture_name: look.pixels
            for look in looks
            if look.latents is None and look.pixels is not None and not look.is_over
        }
        if not unseen:
            return
        for name, latents in zip(
            unseen, self._network.latents([*unseen.values()]), strict=True
        ):
            self._latents.keep(name, latents)
            for look in looks:
                if look.picture_name == name:
                    look.latents = latents
