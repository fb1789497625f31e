"""Looks come in between steps, share each of them, and leave when they end.

Who sits where is the scheduler's to know, what a step computes the decoder's, which
token may follow the grammar's. One thread owns all of it; `step` is what to read first.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence

import torch
from torch import Tensor

from bot.errors import ModelError
from bot.settings import WorkerSettings
from model_worker.kosmos2.checkpoint import Checkpoint
from model_worker.kosmos2.choosing import Chooser
from model_worker.kosmos2.decoder import Decoder
from model_worker.kosmos2.looks import Look
from model_worker.kosmos2.recent import Recent
from model_worker.kosmos2.scheduler import Chunk, Scheduler, Seat
from model_worker.kosmos2.trials import Trial
from model_worker.kosmos2.vision import Latents, Vision
from model_worker.kosmos2.vocabulary import LATENTS_FROM

LATENTS_MAX = 256
"""Pictures remembered: at full size 256 KiB each, 64 MiB in all."""

PREFIXES_MAX = 16
"""Pictures whose place in the cache is kept: at full size 13 MB each in bfloat16."""

LENGTH_MAX = 1024
CHUNK = 128
"""Prompt tokens read between two steps: a running row never waits for more."""

Prefix = tuple[Tensor, Tensor]
Asker = Look | Trial


class Engine:
    """KOSMOS-2 with every slot full. *clock* is a steady one, in seconds."""

    def __init__(
        self,
        opened: Checkpoint,
        settings: WorkerSettings,
        chunk: int = CHUNK,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.vision = Vision(opened)
        self._many, self._few = torch.get_num_threads(), torch.get_num_threads()
        self.decoder = decoder(opened, settings, self._length(settings))
        if opened.device.type == "cpu" and settings.cpu_weights == "int8":
            # OpenVINO's threads do the work: torch's would spin beside them.
            self._few = 1
        self.latents: Recent[Latents] = Recent(LATENTS_MAX)
        self.room = self.decoder.length - settings.tokens_max
        """Tokens that a prompt may have, so that its answer has room behind it."""

        self._end = opened.vocabulary.end
        self._tokens_max = settings.tokens_max
        self._chooser = Chooser(
            opened.vocabulary.tags, self.decoder.vocabulary_size, opened.device
        )
        self._prefixes: Recent[Prefix] = Recent(PREFIXES_MAX)
        self._prefix = LATENTS_FROM + self.vision.latents_count + 1
        self._scheduler: Scheduler[Asker] = Scheduler(
            settings.batch_max, self.decoder.length, chunk
        )
        self._clock = clock

    @property
    def is_idle(self) -> bool:
        return self._scheduler.is_idle

    def add(self, who: Asker) -> None:
        """Let *who* wait for a slot; one that can never fit fails with a sentence."""
        prompt, room = len(who.ids), self._tokens_max if isinstance(who, Look) else 0
        if self._scheduler.fits(prompt, room):
            self._scheduler.add(who, prompt, room, who.lane)
        else:
            who.fail(ModelError(f"a prompt of {prompt} tokens does not fit"))

    def step(self) -> None:
        """Seat who is next, let go who left, read a piece, say a token each."""
        self._seat()
        self._let_go()
        if chunk := self._scheduler.chunk():
            self._read(chunk)
        if running := self._scheduler.running:
            self._say(running)

    def shed(self, failure: ModelError) -> None:
        """After a step that failed: seat fewer for a while; who fails alone, fails."""
        seats = self._scheduler.seats
        self._scheduler.lower(self._clock())
        if len(seats) == 1:
            self._scheduler.retire(seats[0])
            seats[0].who.fail(failure)
            return
        for seat in reversed(seats):
            self._scheduler.put_back(seat, seat.who.lane)

    def end_all(self, failure: ModelError) -> None:
        for look in self._scheduler.everyone():
            look.fail(failure)

    def _length(self, settings: WorkerSettings) -> int:
        return min(self.vision.positions_max, LENGTH_MAX + settings.tokens_max)

    def _let_go(self) -> None:
        for seat in self._scheduler.seats:
            if seat.who.is_over:
                self._leave(seat)

    def _seat(self) -> None:
        seated = self._scheduler.admit(self._clock())
        seated = [seat for seat in seated if not seat.who.is_over]
        self._see([seat.who for seat in seated])
        for seat in seated:
            seat.who.begin()
            if prefix := self._prefixes.get(seat.who.picture_name):
                self.decoder.restore(seat.slot, prefix)
                seat.read = self._prefix

    def _see(self, looks: Sequence[Asker]) -> None:
        """Give every look its picture's latents, each picture seen once."""
        for look in looks:
            if look.latents is None:
                look.latents = self.latents.get(look.picture_name)
        unseen = {
            look.picture_name: look.pixels
            for look in looks
            if look.latents is None and look.pixels is not None
        }
        if not unseen:
            return
        torch.set_num_threads(self._many)
        seen = self.vision.latents([*unseen.values()])
        torch.set_num_threads(self._few)
        for name, latents in zip(unseen, seen, strict=True):
            self.latents.keep(name, latents)
            for look in looks:
                if look.picture_name == name:
                    look.latents = latents

    def _read(self, chunk: Chunk[Asker]) -> None:
        """Read a piece of a prompt; the last piece brings the answer's first token."""
        seat, who = chunk.seat, chunk.seat.who
        inputs = self.decoder.embedded(who.ids[chunk.start : chunk.end])
        self._place_picture(inputs, who, chunk)
        wanted = who.wanted(chunk.start, chunk.end)
        logits = self.decoder.append(seat.slot, chunk.start, inputs, wanted)
        seat.read = chunk.end
        if chunk.start < self._prefix <= chunk.end:
            kept = self.decoder.copied(seat.slot, self._prefix)
            self._prefixes.keep(who.picture_name, kept)
        match who:
            case Trial():
                who.judge(chunk.end, logits)
                if seat.is_read:
                    self._leave(seat)
            case Look() if seat.is_read:
                self._hear([(seat, who)], logits)

    def _place_picture(self, inputs: Tensor, look: Asker, chunk: Chunk[Asker]) -> None:
        """Put the latents where this piece holds the picture's places."""
        first = max(LATENTS_FROM, chunk.start)
        last = min(LATENTS_FROM + self.vision.latents_count, chunk.end)
        if first < last and look.latents is not None:
            shown = look.latents[first - LATENTS_FROM : last - LATENTS_FROM]
            inputs[first - chunk.start : last - chunk.start] = shown

    def _say(self, running: Sequence[Seat[Asker]]) -> None:
        """Append each row's last token to its slot, and choose the next ones."""
        rows, idle = running[-1].slot + 1, self.decoder.length - 1
        # A slot that nobody runs in may be half read: its row writes where none does.
        tokens, lengths = [0] * rows, [idle] * rows
        speaking = [(s, s.who) for s in running if isinstance(s.who, Look)]
        for seat, look in speaking:
            tokens[seat.slot], lengths[seat.slot] = look.last_token, seat.length
        device = self.decoder.device
        logits = self.decoder.step(
            torch.tensor(tokens, device=device),
            torch.tensor(lengths, device=device),
            max(seat.length for seat, _ in speaking),
        )
        slots = torch.tensor([seat.slot for seat, _ in speaking], device=device)
        self._hear(speaking, logits[slots])

    def _hear(self, rows: Sequence[tuple[Seat[Asker], Look]], logits: Tensor) -> None:
        chosen = self._chooser.choose(logits, [look.sentence for _, look in rows])
        for (seat, look), (token, sure) in zip(rows, chosen, strict=True):
            seat.said += 1
            is_end = token == self._end and not math.isnan(sure)
            if not is_end:
                look.hear(token, sure)
            is_full = seat.said >= seat.room
            if is_end or is_full or math.isnan(sure) or look.is_over:
                self._leave(seat)

    def _leave(self, seat: Seat[Asker]) -> None:
        self._scheduler.retire(seat)
        seat.who.finish()


def decoder(opened: Checkpoint, settings: WorkerSettings, length: int) -> Decoder:
    """Return the decoder that *settings* ask for. Raises ModelError."""
    if opened.device.type != "cpu" or settings.cpu_weights == "float32":
        return Decoder(opened.model, settings.batch_max, length)
    from model_worker.kosmos2.int8 import Int8Maps  # noqa: PLC0415 - an extra

    maps = Int8Maps(opened, settings.cache)
    made = Decoder(opened.model, settings.batch_max, length, maps)
    maps.close()
    return made
