"""The corrected network against the library's own generation, one prompt at a time."""

from __future__ import annotations

import io
import math
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
import torch
from PIL import Image

from bot.errors import ModelError
from model_worker.kosmos2.checkpoint import Checkpoint, open_checkpoint
from model_worker.kosmos2.prompts import (
    Caption,
    DescribeRegion,
    Detailed,
    Locate,
    Question,
    Task,
    prompt,
)
from model_worker.kosmos2.repeats import Repeats
from model_worker.kosmos2.vision import Latents
from tests.model_worker.kosmos2 import oracle as oracle_module
from tests.model_worker.kosmos2.conftest import a_picture, settings_for
from tests.model_worker.kosmos2.oracle import Oracle, Row
from tests.model_worker.kosmos2.test_vocabulary import BOX
from tests.tiny_kosmos2 import LATENTS, build

TASKS: tuple[Task, ...] = (
    Caption(grounded=False),
    Detailed(),
    Question("what is this large white hat doing on the red table?"),
    Locate("a dog"),
    DescribeRegion(BOX),
    Question("a dog " * 40),
)
COLOURS = ("red", "green", "blue", "white", "black", "orange")
STEPS = 40

Heard = list[tuple[int, float]]
Gone = Callable[[int, Heard], bool]


def heard_by(
    network: Oracle,
    opened: Checkpoint,
    latents: Sequence[Latents],
    *,
    is_batch: bool,
    is_gone: Gone = lambda _place, _heard: False,
) -> list[Heard]:
    """What each of TASKS hears, asked together or one by one."""
    heard: list[Heard] = [[] for _ in TASKS]

    def row(place: int) -> Row:
        ids = opened.vocabulary.prompt_ids(TASKS[place], LATENTS, 1900)
        mine = heard[place]
        return Row(
            ids,
            latents[place],
            lambda token, sure: mine.append((token, sure)),
            lambda: is_gone(place, mine),
        )

    rows = [row(place) for place in range(len(TASKS))]
    for batch in [rows] if is_batch else [[each] for each in rows]:
        network.generate(batch, STEPS)
    return heard


def tokens(heard: list[Heard]) -> list[list[int]]:
    return [[token for token, _ in each] for each in heard]


def seen(network: Oracle) -> list[Latents]:
    return network.latents([network.pixels(a_picture(colour)) for colour in COLOURS])


@pytest.fixture
def network(opened: Checkpoint) -> Oracle:
    return Oracle(opened)


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_a_mixed_batch_says_what_is_said_one_by_one(tmp_path: Path, seed: int) -> None:
    opened = open_checkpoint(settings_for(build(tmp_path, seed)))
    network = Oracle(opened)
    alone = heard_by(network, opened, seen(network), is_batch=False)
    together = heard_by(network, opened, seen(network), is_batch=True)
    assert tokens(together) == tokens(alone)
    for one, other in zip(alone, together, strict=True):
        assert [sure for _, sure in one] == pytest.approx(
            [sure for _, sure in other], abs=1e-3
        )


def test_without_the_correction_a_mixed_batch_says_something_else(
    opened: Checkpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(oracle_module, "corrected", lambda _model: None)
    network = Oracle(opened)
    alone = tokens(heard_by(network, opened, seen(network), is_batch=False))
    together = tokens(heard_by(network, opened, seen(network), is_batch=True))
    longest = max(range(len(TASKS)), key=lambda place: len(prompt(TASKS[place])))
    assert together != alone
    assert together[longest] == alone[longest]  # no pads, so nothing to be wrong about


def test_latents_say_what_the_librarys_own_generation_says_of_the_pixels(
    opened: Checkpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = [
        library_tokens(opened, task, colour)
        for task, colour in zip(TASKS, COLOURS, strict=True)
    ]
    monkeypatch.setattr(Repeats, "banned", frozenset())
    network = Oracle(opened)
    heard = heard_by(network, opened, seen(network), is_batch=True)
    assert tokens(heard) == expected


def library_tokens(opened: Checkpoint, task: Task, colour: str) -> list[int]:
    """Greedy tokens of transformers alone: no pads, no latents, no correction."""
    ids = torch.tensor([opened.vocabulary.prompt_ids(task, LATENTS, 1900)])
    pictures = torch.zeros_like(ids, dtype=torch.bool)
    pictures[:, 2 : 2 + LATENTS] = True
    picture = Image.open(io.BytesIO(a_picture(colour)))
    generated = opened.model.generate(
        **opened.image_processor(picture, return_tensors="pt"),
        input_ids=ids,
        attention_mask=torch.ones_like(ids),
        image_embeds_position_mask=pictures,
        max_new_tokens=STEPS,
        do_sample=False,
    )
    new: list[int] = generated[0, ids.shape[1] :].tolist()
    return new[:-1] if new[-1] == opened.vocabulary.end else new


def test_log_probabilities_are_those_of_the_model(
    opened: Checkpoint, network: Oracle
) -> None:
    latents = seen(network)
    heard = heard_by(network, opened, latents, is_batch=True)
    for task, picture, each in zip(TASKS, latents, heard, strict=True):
        ids = torch.tensor([opened.vocabulary.prompt_ids(task, LATENTS, 1900)])
        pictures = torch.zeros_like(ids, dtype=torch.bool)
        pictures[:, 2 : 2 + LATENTS] = True
        with torch.inference_mode():
            logits = opened.model(
                input_ids=ids,
                image_embeds=picture[None],
                image_embeds_position_mask=pictures,
                attention_mask=torch.ones_like(ids),
            ).logits
        token, sure = each[0]
        assert logits[0, -1].argmax() == token
        assert logits[0, -1].log_softmax(-1)[token] == pytest.approx(sure, abs=1e-3)


def test_no_answer_says_three_words_twice(opened: Checkpoint, network: Oracle) -> None:
    first_control = opened.vocabulary.first_control
    for answer in tokens(heard_by(network, opened, seen(network), is_batch=True)):
        trigrams = [*zip(answer, answer[1:], answer[2:], strict=False)]
        words = [each for each in trigrams if each[2] < first_control]
        assert len(words) == len({*words})


def test_a_row_whose_asker_left_ends_and_the_others_go_on(
    opened: Checkpoint, network: Oracle
) -> None:
    latents = seen(network)
    whole = tokens(heard_by(network, opened, latents, is_batch=True))
    some = tokens(
        heard_by(
            network,
            opened,
            latents,
            is_batch=True,
            is_gone=lambda place, heard: place == 1 and len(heard) >= 3,
        )
    )
    assert some == [
        each[:3] if place == 1 else each for place, each in enumerate(whole)
    ]


def test_nothing_is_generated_once_everyone_left(
    opened: Checkpoint, network: Oracle
) -> None:
    heard = heard_by(
        network,
        opened,
        seen(network),
        is_batch=True,
        is_gone=lambda _place, _heard: True,
    )
    assert [len(each) for each in heard] == [1] * len(TASKS)


def test_a_row_whose_numbers_break_hears_so_and_ends_alone(
    opened: Checkpoint, network: Oracle
) -> None:
    latents = seen(network)
    whole = tokens(heard_by(network, opened, latents, is_batch=True))
    broken = [*latents]
    broken[2] = torch.full_like(latents[2], math.nan)
    heard = heard_by(network, opened, broken, is_batch=True)
    assert len(heard[2]) == 1
    assert math.isnan(heard[2][0][1])
    assert [each for place, each in enumerate(tokens(heard)) if place != 2] == [
        each for place, each in enumerate(whole) if place != 2
    ]


@pytest.mark.parametrize(
    "content",
    [b"", b"\x89PNG\r\n\x1a\nno", b"<svg/>", a_picture(file_format="GIF")],
    ids=["nothing", "a torn PNG", "SVG", "GIF"],
)
def test_what_the_store_never_holds_is_refused(network: Oracle, content: bytes) -> None:
    with pytest.raises(ModelError, match="cannot be opened"):
        network.pixels(content)


def test_png_and_webp_show_the_model_the_same(network: Oracle) -> None:
    png, webp = a_picture("blue"), a_picture("blue", file_format="WEBP")
    assert torch.allclose(network.pixels(png), network.pixels(webp), atol=0.05)


def test_a_transparent_picture_lies_on_white(network: Oracle) -> None:
    file = io.BytesIO()
    Image.new("RGBA", (9, 9), (200, 0, 0, 0)).save(file, "PNG")
    clear = network.pixels(file.getvalue())
    assert torch.equal(clear, network.pixels(a_picture("white", (9, 9))))
