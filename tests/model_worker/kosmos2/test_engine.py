"""Every slot full and every token right: a ragged batch against the oracle, alone.

Askers of mixed lengths and pictures come and leave mid-flight; whatever they share,
each hears token for token what transformers says to it one by one.
"""

from __future__ import annotations

import random
from pathlib import Path

import pytest
import torch

from bot.errors import ModelError
from model_worker.kosmos2.checkpoint import Checkpoint, open_checkpoint
from model_worker.kosmos2.engine import Engine
from model_worker.kosmos2.looks import Look
from model_worker.kosmos2.prompts import (
    Caption,
    Detailed,
    Locate,
    Question,
    Task,
    named,
)
from model_worker.kosmos2.trials import Trial
from model_worker.kosmos2.vision import Pixels
from tests.model_worker.kosmos2.conftest import a_picture, settings_for
from tests.model_worker.kosmos2.oracle import Oracle, Row
from tests.tiny_kosmos2 import LATENTS, build

STEPS = 24
ASKERS = 16
COLOURS = ("red", "green", "blue", "white", "black", "orange")


class Asker:
    """A look, what it heard, and what the oracle says to it."""

    def __init__(
        self, opened: Checkpoint, task: Task, picture: str, pixels: Pixels, leaves: int
    ) -> None:
        self.task, self.picture, self.pixels = task, picture, pixels
        self.leaves = leaves
        self.heard: list[tuple[int, float]] = []
        vocabulary = opened.vocabulary

        def mark(token: int, sure: float) -> object:
            self.heard.append((token, sure))
            return vocabulary.mark(token, sure)

        self.look = Look(
            ids=vocabulary.prompt_ids(task, LATENTS, 1000),
            phrase=named(task),
            tags=vocabulary.tags,
            is_named=isinstance(task, Locate),
            picture_name=picture,
            mark=mark,  # type: ignore[arg-type]
            on_words=lambda _: None,
            is_gone=lambda: len(self.heard) >= self.leaves,
            pixels=pixels,
        )

    def expected(self, oracle: Oracle) -> list[tuple[int, float]]:
        said: list[tuple[int, float]] = []
        (latents,) = oracle.latents([self.pixels])
        row = Row(
            self.look.ids,
            latents,
            lambda token, sure: said.append((token, sure)),
            lambda: len(said) >= self.leaves,
            isinstance(self.task, Locate),
        )
        oracle.generate([row], STEPS)
        return said


def askers(opened: Checkpoint, engine: Engine, chance: random.Random) -> list[Asker]:
    found = []
    for _ in range(ASKERS):
        words = "a dog " * chance.randrange(30)
        tasks: tuple[Task, ...] = (
            Caption(),
            Detailed(),
            Question(f"what is this {words}?"),
            Locate(f"the red {words}"),
        )
        colour = chance.choice(COLOURS)
        pixels = engine.vision.pixels(a_picture(colour))
        leaves = chance.choice((STEPS + 1, STEPS + 1, chance.randrange(1, STEPS)))
        found.append(Asker(opened, chance.choice(tasks), colour, pixels, leaves))
    return found


def let_in_and_run(engine: Engine, coming: list[Asker], chance: random.Random) -> None:
    """Step until everybody was answered; somebody may come before each step."""
    waiting = [*coming]
    while waiting or not engine.is_idle:
        for _ in range(chance.randrange(3) if waiting else 0):
            if waiting:
                engine.add(waiting.pop().look)
        engine.step()


@pytest.mark.parametrize("seed", range(8))
def test_a_ragged_batch_says_what_the_oracle_says_one_by_one(
    tmp_path: Path, seed: int
) -> None:
    settings = settings_for(build(tmp_path, seed), batch_max=5, tokens_max=STEPS)
    opened = open_checkpoint(settings)
    chance = random.Random(seed)
    engine = Engine(opened, settings, chunk=chance.choice((16, 50, 128)))
    coming = askers(opened, engine, chance)
    let_in_and_run(engine, coming, chance)

    oracle = Oracle(opened, opened.vocabulary.tags)
    for asker in coming:
        expected = asker.expected(oracle)
        assert [t for t, _ in asker.heard] == [t for t, _ in expected]
        assert [s for _, s in asker.heard] == pytest.approx(
            [s for _, s in expected], abs=1e-3
        )
        assert asker.look.grounded.done()


@pytest.mark.parametrize("seed", range(3))
def test_trials_among_looks_judge_as_the_library_does(
    tmp_path: Path, seed: int
) -> None:
    settings = settings_for(build(tmp_path, seed), batch_max=4, tokens_max=STEPS)
    opened = open_checkpoint(settings)
    chance = random.Random(seed)
    engine = Engine(opened, settings, chunk=20)
    looks = askers(opened, engine, chance)
    trials = []
    for number in range(4):
        prompt = looks[number].look.ids
        said = tuple(chance.randrange(10, 90) for _ in range(chance.randrange(30)))
        trials.append(
            Trial(
                ids=(*prompt, *said),
                prompt=len(prompt),
                picture_name=looks[number].picture,
                alternatives=(11, 12),
                pixels=looks[number].pixels,
            )
        )
    for trial, look in zip(trials, looks, strict=False):
        engine.add(trial)
        engine.add(look.look)
    while not engine.is_idle:
        engine.step()

    for trial in trials:
        odds = trial.odds.result()
        spoken, after = library_odds(opened, trial)
        assert odds.said == pytest.approx(spoken, abs=1e-3)
        assert odds.alternatives == pytest.approx(after, abs=1e-3)


def library_odds(
    opened: Checkpoint, trial: Trial
) -> tuple[tuple[float, ...], tuple[float, ...]]:
    assert trial.latents is not None
    ids = torch.tensor([trial.ids])
    pictures = torch.zeros_like(ids, dtype=torch.bool)
    pictures[:, 2 : 2 + LATENTS] = True
    with torch.inference_mode():
        logits = opened.model(
            input_ids=ids,
            image_embeds=trial.latents[None],
            image_embeds_position_mask=pictures,
            attention_mask=torch.ones_like(ids),
        ).logits[0]
    sure = logits.log_softmax(-1)
    places = range(trial.prompt, len(trial.ids))
    said = tuple(float(sure[place - 1, trial.ids[place]]) for place in places)
    return said, tuple(float(sure[-1, each]) for each in trial.alternatives)


def test_a_prompt_that_can_never_fit_is_refused_with_a_sentence(
    opened: Checkpoint,
) -> None:
    engine = Engine(opened, settings_for("", batch_max=1, tokens_max=STEPS))
    pixels = engine.vision.pixels(a_picture())
    asker = Asker(opened, Caption(), "a", pixels, leaves=99)
    asker.look.ids = asker.look.ids * 40
    engine.add(asker.look)

    with pytest.raises(ModelError, match="does not fit"):
        asker.look.grounded.result(0)
    assert engine.is_idle
