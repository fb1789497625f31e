"""Looks through a real network: together, streamed, cut short and failing."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from torch import Tensor

from bot.errors import ModelError
from bot.settings import WorkerSettings
from model_worker.kosmos2.asking import Kosmos2
from model_worker.kosmos2.checkpoint import open_checkpoint
from model_worker.kosmos2.decoder import Decoder
from model_worker.kosmos2.markup import Grounded, marks
from model_worker.kosmos2.parsing import parse
from model_worker.kosmos2.prompts import (
    Caption,
    DescribeRegion,
    Detailed,
    Locate,
    Question,
    Task,
)
from model_worker.kosmos2.vision import Latents, Pixels
from tests.model_worker.kosmos2.conftest import a_picture, settings_for
from tests.model_worker.kosmos2.test_vocabulary import BOX
from tests.tiny_kosmos2 import LATENTS, SAYINGS, build
from tests.waiting import until

WAIT_MAX_S = 30.0


class Watched(Decoder):
    """The real decoder, which keeps count, waits to be let go, or has less memory."""

    rows_max = 99

    def watch(self) -> None:
        self.rows: list[int] = []
        self.read: list[int] = []
        self.breaks_at = 0
        self.has_started, self.may_go_on = threading.Event(), threading.Event()
        self.may_go_on.set()

    def append(self, slot: int, start: int, inputs: Tensor, last: int = 1) -> Tensor:
        self.read.append(len(inputs))
        self.has_started.set()
        self.may_go_on.wait(WAIT_MAX_S)
        if start + len(inputs) == self.breaks_at:
            raise RuntimeError("this one breaks")
        return super().append(slot, start, inputs, last)

    def step(self, tokens: Tensor, lengths: Tensor, longest: int) -> Tensor:
        rows = int((lengths > 0).sum())
        self.rows.append(rows)
        if rows > self.rows_max:
            raise RuntimeError("CUDA out of memory")
        return super().step(tokens, lengths, longest)

    async def held(self) -> None:
        """Come back when a prompt is being read; it waits until it may go on."""
        assert await asyncio.to_thread(self.has_started.wait, WAIT_MAX_S)


Opener = Callable[..., tuple[Kosmos2, Watched]]


@pytest.fixture
async def kosmos2(taught_folder: Path) -> AsyncIterator[Opener]:
    """Opens engines over the taught checkpoint, and closes them."""
    engines = []

    def opening(batch_max: int = 8, rows_max: int = 99) -> tuple[Kosmos2, Watched]:
        settings = settings_for(taught_folder, batch_max=batch_max, tokens_max=60)
        engine = Kosmos2(open_checkpoint(settings), settings)
        decoder = engine._engine.decoder
        decoder.__class__ = Watched
        assert isinstance(decoder, Watched)
        decoder.watch()
        decoder.rows_max = rows_max
        engines.append(engine)
        return engine, decoder

    yield opening
    for engine in engines:
        engine.close()


def asked_together(engine: Kosmos2, *tasks: Task) -> asyncio.Future[list[Grounded]]:
    looks = [
        engine.look(task, f"picture {place}", a_picture())
        for place, task in enumerate(tasks)
    ]
    return asyncio.gather(*looks)


async def test_a_folder_opens_and_says_what_runs_where(taught_folder: Path) -> None:
    engine = await asyncio.to_thread(Kosmos2.open, settings_for(taught_folder))
    assert engine.describe() == f"{taught_folder.name} on cpu, float32"
    grounded = await engine.look(Caption(), "a", a_picture())
    assert grounded.text
    engine.close()


async def test_the_published_processor_fits_between_words_and_network(
    real_processor: Any, tmp_path: Path
) -> None:
    folder = build(tmp_path, processor=real_processor)
    engine = await asyncio.to_thread(Kosmos2.open, settings_for(folder, tokens_max=16))
    streamed: list[str] = []
    answers = await asyncio.gather(
        engine.look(Question("What </image> is it?"), "a", a_picture()),
        engine.look(Caption(grounded=False), "a", a_picture(), streamed.append),
    )
    engine.close()
    assert all(answer.text for answer in answers)
    assert streamed[-1] == answers[1].text


def test_what_cannot_be_opened_is_a_model_error() -> None:
    with pytest.raises(ModelError):
        Kosmos2.open(WorkerSettings(checkpoint="/nothing/here"))


async def test_answers_are_grounded(kosmos2: Opener) -> None:
    engine, _ = kosmos2()
    caption = await engine.look(Caption(), "a", a_picture())
    assert caption.text == parse(marks(SAYINGS[Caption])).text
    message = next(segment for segment in caption.segments if segment.boxes)
    assert message.text == "a message"
    assert message.confidence is not None
    assert 0.2 < message.confidence <= 1


async def test_a_place_is_tied_to_the_phrase_that_was_asked_for(
    kosmos2: Opener,
) -> None:
    engine, _ = kosmos2()
    located = await engine.look(Locate("the red button"), "a", a_picture())
    assert located.segments[0].text == "the red button"
    assert located.segments[0].boxes


async def test_looks_that_come_together_go_together(kosmos2: Opener) -> None:
    tasks = (Caption(), Detailed(), Question("what is this?"), DescribeRegion(BOX))
    alone, _ = kosmos2()
    expected = [await alone.look(task, "a", a_picture()) for task in tasks]
    engine, network = kosmos2(batch_max=4)
    together = await asked_together(engine, *tasks)
    assert max(network.rows) == 4
    assert [each.text for each in together] == [each.text for each in expected]


async def test_a_picture_is_seen_once_and_its_place_is_read_once(
    kosmos2: Opener,
) -> None:
    engine, network = kosmos2(batch_max=2)
    seen: list[int] = []
    look_at = engine._engine.vision.latents

    def counted(pictures: Sequence[Pixels]) -> list[Latents]:
        seen.append(len(pictures))
        return look_at(pictures)

    engine._engine.vision.latents = counted  # type: ignore[method-assign]
    both = (engine.look(task, "a", a_picture()) for task in (Caption(), Detailed()))
    await asyncio.gather(*both)
    network.read.clear()
    again = (engine.look(task, "a", b"") for task in (Caption(), Detailed()))
    await asyncio.gather(*again)
    assert sum(network.read) < 2 * LATENTS
    assert seen == [1]


async def test_words_stream_whole_and_without_markup(kosmos2: Opener) -> None:
    engine, _ = kosmos2()
    streamed: list[str] = []
    final = await engine.look(Detailed(), "a", a_picture(), streamed.append)
    words = final.text.split()
    assert len(streamed) > len(words) / 2
    assert streamed[-1] == final.text
    for glimpse in streamed[:-1]:
        assert "<" not in glimpse
        assert glimpse.split() == words[: len(glimpse.split())]


async def test_words_arrive_on_the_askers_loop(kosmos2: Opener) -> None:
    engine, _ = kosmos2()
    threads: set[threading.Thread] = set()
    await engine.look(
        Caption(), "a", a_picture(), lambda _: threads.add(threading.current_thread())
    )
    assert threads == {threading.current_thread()}


async def test_a_look_whose_asker_is_gone_stops_midway(kosmos2: Opener) -> None:
    engine, _ = kosmos2()
    whole = await engine.look(Detailed(), "a", a_picture())
    asked = iter(range(1_000))
    cut = await engine.look(
        Detailed(), "a", a_picture(), is_gone=lambda: next(asked) > 4
    )
    assert whole.text.startswith(cut.text)
    assert 0 < len(cut.text) < len(whole.text) / 2


async def test_a_look_whose_asker_was_gone_before_costs_nothing(
    kosmos2: Opener,
) -> None:
    engine, network = kosmos2()
    nothing = await engine.look(Caption(), "a", a_picture(), is_gone=lambda: True)
    assert nothing == Grounded()
    assert (network.rows, network.read) == ([], [])


async def test_a_cancelled_look_ends_its_row_and_no_other(kosmos2: Opener) -> None:
    engine, network = kosmos2(batch_max=2)
    network.may_go_on.clear()
    first = asyncio.create_task(engine.look(Detailed(), "a", a_picture()))
    second = asyncio.create_task(engine.look(Caption(), "b", a_picture()))
    await network.held()
    first.cancel()
    await asyncio.wait([first])
    network.may_go_on.set()
    assert (await second).text == parse(marks(SAYINGS[Caption])).text
    assert first.cancelled()


async def test_too_little_memory_halves_the_batch(kosmos2: Opener) -> None:
    tasks = (Caption(), Detailed(), Question("what is this?"), Locate("a hat"))
    engine, network = kosmos2(batch_max=4, rows_max=1)
    answers = await asked_together(engine, *tasks)
    assert max(network.rows[4:]) <= 2
    assert all(answer.text for answer in answers)


async def test_a_look_that_fails_fails_alone(kosmos2: Opener) -> None:
    engine, network = kosmos2(batch_max=3)
    vocabulary = engine._vocabulary
    network.breaks_at = len(vocabulary.prompt_ids(Detailed(), LATENTS, 1000))
    looks = [
        engine.look(task, "a", a_picture())
        for task in (Caption(), Detailed(), Question("what is this?"))
    ]
    caption, detailed, question = await asyncio.gather(*looks, return_exceptions=True)
    assert isinstance(detailed, ModelError)
    assert "this one breaks" in str(detailed)
    assert isinstance(caption, Grounded)
    assert isinstance(question, Grounded)


async def test_a_picture_that_cannot_be_opened_fails_its_look(kosmos2: Opener) -> None:
    engine, _ = kosmos2()
    with pytest.raises(ModelError, match="cannot be opened"):
        await engine.look(Caption(), "a", b"no picture")
    assert (await engine.look(Caption(), "b", a_picture())).text


async def test_numbers_that_break_are_a_model_error(kosmos2: Opener) -> None:
    engine, network = kosmos2()
    network._last.weight[0] = float("nan")
    with pytest.raises(ModelError, match="not finite"):
        await engine.look(Caption(), "a", a_picture())


async def test_closing_ends_what_runs_and_fails_who_waits_or_comes(
    kosmos2: Opener,
) -> None:
    engine, network = kosmos2(batch_max=1)
    network.may_go_on.clear()
    running = asyncio.create_task(engine.look(Detailed(), "a", a_picture()))
    await network.held()
    waiting = asyncio.create_task(engine.look(Detailed(), "a", a_picture()))
    await until(lambda: bool(engine._newcomers))
    closing = asyncio.create_task(asyncio.to_thread(engine.close))
    await until(lambda: engine._is_closed)
    network.may_go_on.set()
    await closing
    for look in (running, waiting, engine.look(Detailed(), "a", a_picture())):
        with pytest.raises(ModelError, match="has been closed"):
            await look


async def test_a_model_may_be_closed_twice(kosmos2: Opener) -> None:
    engine, _ = kosmos2()
    engine.close()
    engine.close()


async def test_what_it_has_learnt_to_say_is_likelier_than_anything_else(
    kosmos2: Opener,
) -> None:
    engine, _ = kosmos2()
    said = " a small red button with text"
    right, wrong = await asyncio.gather(
        engine.score(DescribeRegion(BOX), said, "a", a_picture()),
        engine.score(DescribeRegion(BOX), "a large blue hat", "a", a_picture()),
    )
    assert wrong < right <= 0


async def test_yes_and_no_are_probabilities(kosmos2: Opener) -> None:
    engine, _ = kosmos2()
    yes, no = await engine.yes_or_no("Is there a dog?", "a", a_picture())
    assert 0 <= yes <= 1
    assert 0 <= no <= 1
    assert yes + no <= 1


async def test_a_closed_model_judges_nothing(kosmos2: Opener) -> None:
    engine, _ = kosmos2()
    engine.close()
    with pytest.raises(ModelError, match="has been closed"):
        await engine.score(Caption(), "a dog", "a", a_picture())
