"""The decoder's arithmetic against the library's: every logit, however it is fed."""

from __future__ import annotations

import pytest
import torch

from model_worker.kosmos2.checkpoint import Checkpoint
from model_worker.kosmos2.decoder import Decoder

IDS = tuple(range(10, 80))


@pytest.fixture
def decoder(opened: Checkpoint) -> Decoder:
    return Decoder(opened.model, slots=4, length=160)


def library_logits(opened: Checkpoint, ids: tuple[int, ...]) -> torch.Tensor:
    told = torch.tensor([ids])
    with torch.inference_mode():
        found = opened.model.text_model(
            input_ids=told, attention_mask=torch.ones_like(told)
        )
    logits: torch.Tensor = found.logits[0]
    return logits


def test_a_prompt_has_the_librarys_logits(opened: Checkpoint, decoder: Decoder) -> None:
    found = decoder.append(0, 0, decoder.embedded(IDS))

    assert torch.allclose(found, library_logits(opened, IDS)[-1:], atol=1e-4)


@pytest.mark.parametrize("piece", [1, 7, 32])
def test_in_pieces_it_has_them_too(
    opened: Checkpoint, decoder: Decoder, piece: int
) -> None:
    for start in range(0, len(IDS), piece):
        found = decoder.append(2, start, decoder.embedded(IDS[start : start + piece]))

    assert torch.allclose(found, library_logits(opened, IDS)[-1:], atol=1e-4)


def test_ragged_rows_step_together_and_each_has_its_own(
    opened: Checkpoint, decoder: Decoder
) -> None:
    lengths = (3, 70, 20)
    for slot, length in enumerate(lengths):
        decoder.append(slot, 0, decoder.embedded(IDS[:length]))
    rows = torch.tensor(lengths)
    for step in range(5):
        tokens = torch.tensor([100 + step, 110 + step, 120 + step])
        found = decoder.step(tokens, rows, int(rows.max()))
        rows = rows + 1
    for slot, length in enumerate(lengths):
        said = tuple(100 + 10 * slot + step for step in range(5))
        expected = library_logits(opened, (*IDS[:length], *said))[-1]
        assert torch.allclose(found[slot], expected, atol=1e-4)


def test_a_second_picture_may_come_later_in_the_sequence(
    opened: Checkpoint, decoder: Decoder
) -> None:
    """What the library drops without a word: inputs that are no tokens, appended."""
    shown = torch.randn(8, decoder.width)
    decoder.append(0, 0, decoder.embedded(IDS))
    later = decoder.append(0, len(IDS), shown)
    whole = torch.cat([decoder.embedded(IDS), shown])

    assert torch.allclose(decoder.append(1, 0, whole), later, atol=1e-4)
    again = decoder.append(1, len(IDS), -shown)
    assert not torch.allclose(again, later, atol=1e-2)


def test_a_beginning_can_be_kept_and_put_into_another_slot(
    opened: Checkpoint, decoder: Decoder
) -> None:
    decoder.append(0, 0, decoder.embedded(IDS))
    kept = decoder.copied(0, 50)
    decoder.append(0, 0, decoder.embedded(IDS[::-1]))
    decoder.restore(3, kept)
    found = decoder.append(3, 50, decoder.embedded(IDS[50:]))

    assert torch.allclose(found, library_logits(opened, IDS)[-1:], atol=1e-4)
