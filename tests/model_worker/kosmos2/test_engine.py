"""Looks through a real network: together, streamed, cut short and failing."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from model_worker.kosmos2.network import Latents, Network, Pixels, Row

from bot.errors import ModelError
from bot.settings import WorkerSettings
from model_worker.kosmos2.asking import Kosmos2
from model_worker.kosmos2.checkpoint import Checkpoint, open_checkpoint
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
from tests.model_worker.kosmos2.conftest import a_picture, settings_for
from tests.model_worker.kosmos2.test_vocabulary import BOX
from tests.tiny_kosmos2 import SAYINGS, build
from tests.waiting import until

LONG_S = 5.0
"""Patience of tests that fill a batch: it leaves when it is full."""

WAIT_MAX_S = 30.0


class Watched(Network):
    """The real network, which keeps count, waits to be let go, or has less memory."""

    def __init__(self, opened: Checkpoint, rows_max: int = 99) -> None:
        super().__init__(opened)
        self.rows_max = rows_max
        self.batches: list[int] = []
        self.looks = 0
        self.heard: list[int] = []
        self.prompt_that_breaks: tuple[int, ...] = ()
        self.has_started, self.may_go_on = threading.Event(), threading.Event()
        self.may_go_on.set()

    def latents(self, pictures: Sequence[Pixels]) -> list[Latents]:
        self.looks += len(pictures)
        return super().latents(pictures)

    def generate(self, rows: Sequence[Row], tokens_max: int) -> None:
        self.batches.append(len(rows))
        self.has_started.set()
        self.may_go_on.wait(WAIT_MAX_S)
        if len(rows) > self.rows_max:
            raise RuntimeError("CUDA out of memory")
        if any(row.ids == self.prompt_that_breaks for row in rows):
            raise RuntimeError("this one breaks")
        self.heard = [0] * len(rows)
        counted = [self._counted(place, row) for place, row in enumerate(rows)]
        super().generate(counted, tokens_max)

    async def held(self) -> None:
        """Come back when a batch has started; it waits until it may go on."""
        assert await asyncio.to_thread(self.has_started.wait, WAIT_MAX_S)

    def _counted(self, place: int, row: Row) -> Row:
        def hear(token: int, sure: float) -> None:
            self.heard[place] += 1
            row.hear(token, sure)

        return Row(row.ids, row.latents, hear, row.is_gone)


Opener = Callable[..., tuple[Kosmos2, Watched]]


@pytest.fixture
async def kosmos2(taught_folder: Path) -> AsyncIterator[Opener]:
    """Opens engines over the taught checkpoint, and closes them."""
    engines = []

    def opening(
        batch_max: int = 8, rows_max: int = 99, patience_s: float = 0.0
    ) -> tuple[Kosmos2, Watched]:
        settings = settings_for(taught_folder, batch_max=batch_max, tokens_max=60)
        opened = open_checkpoint(settings)
        network = Watched(opened, rows_max)
        engine = Kosmos2(
            network, opened.vocabulary, settings, opened.describe(), patience_s
        )
        engines.append(engine)
        return engine, network

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
    engine, network = kosmos2(batch_max=4, patience_s=LONG_S)
    together = await asked_together(engine, *tasks)
    assert network.batches == [4]
    assert [each.text for each in together] == [each.text for each in expected]


async def test_a_lone_look_does_not_wait_for_ever(kosmos2: Opener) -> None:
    engine, network = kosmos2(patience_s=0.01)
    await engine.look(Caption(), "a", a_picture())
    assert network.batches == [1]


async def test_a_picture_is_seen_once(kosmos2: Opener) -> None:
    engine, network = kosmos2(batch_max=2, patience_s=LONG_S)
    both = (engine.look(task, "a", a_picture()) for task in (Caption(), Detailed()))
    await asyncio.gather(*both)
    again = (engine.look(task, "a", b"") for task in (Caption(), Detailed()))
    await asyncio.gather(*again)
    assert network.looks == 1


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
    assert (network.batches, network.looks) == ([], 0)


async def test_a_cancelled_look_ends_its_row_and_no_other(kosmos2: Opener) -> None:
    engine, network = kosmos2(batch_max=2, patience_s=LONG_S)
    network.may_go_on.clear()
    first = asyncio.create_task(engine.look(Detailed(), "a", a_picture()))
    second = asyncio.create_task(engine.look(Caption(), "b", a_picture()))
    await network.held()
    first.cancel()
    await asyncio.wait([first])
    network.may_go_on.set()
    assert (await second).text == parse(marks(SAYINGS[Caption])).text
    assert first.cancelled()
    assert min(network.heard) == 1


async def test_too_little_memory_halves_the_batch(kosmos2: Opener) -> None:
    tasks = (Caption(), Detailed(), Question("what is this?"), Locate("a hat"))
    engine, network = kosmos2(batch_max=4, rows_max=1, patience_s=LONG_S)
    answers = await asked_together(engine, *tasks)
    assert network.batches == [4, 2, 1, 1, 2, 1, 1]
    assert all(answer.text for answer in answers)


async def test_a_look_that_fails_fails_alone(kosmos2: Opener) -> None:
    engine, network = kosmos2(batch_max=3, patience_s=LONG_S)
    network.prompt_that_breaks = engine._prompt_ids(Detailed())
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
    network._model.text_model.model.layer_norm.weight.data[0] = float("nan")
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
    await until(lambda: engine._scheduler.patience_left_s(0) is not None)
    closing = asyncio.create_task(asyncio.to_thread(engine.close))
    await until(lambda: engine._is_closed)
    network.may_go_on.set()
    await closing
    for look in (running, waiting, engine.look(Detailed(), "a", a_picture())):
        with pytest.raises(ModelError, match="has been closed"):
            await look
    assert network.batches == [1]
    assert network.heard == [1]


async def test_a_model_may_be_closed_twice(kosmos2: Opener) -> None:
    engine, _ = kosmos2()
    engine.close()
    engine.close()
