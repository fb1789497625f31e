"""What may follow what: every sentence that the grammar lets through is whole."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest

from model_worker.kosmos2.checkpoint import Checkpoint
from model_worker.kosmos2.grammar import Sentence, State, Tags, is_box
from model_worker.kosmos2.markup import PATCHES, Patch, Tag
from model_worker.kosmos2.parsing import parse
from model_worker.kosmos2.vocabulary import Vocabulary
from tests.model_worker.kosmos2.conftest import DATA


@pytest.fixture
def tags(opened: Checkpoint) -> Tags:
    return opened.vocabulary.tags


def a_sentence(
    tags: Tags, size: int, chance: random.Random, *, is_named: bool
) -> list[int]:
    """Say whatever the grammar lets through, the end being as likely as the tags."""
    sentence, said = Sentence(tags, is_named=is_named), list[int]()
    while True:
        may_follow = [t for t in range(size) if sentence.may_follow(t)]
        assert may_follow
        marks = [t for t in may_follow if not tags.is_word(t)]
        patches = [t for t in marks if t >= tags.first_patch]
        choices = [chance.choice(each) for each in (may_follow, marks, patches) if each]
        token = chance.choice(choices)
        sentence.take(token)
        if token == tags.end:
            return said
        said.append(token)


@pytest.mark.parametrize("is_named", [False, True])
def test_whatever_is_let_through_is_whole(
    opened: Checkpoint, tags: Tags, *, is_named: bool
) -> None:
    vocabulary, chance = opened.vocabulary, random.Random(3)
    for _ in range(60):
        said = a_sentence(tags, vocabulary.size, chance, is_named=is_named)
        marks = [vocabulary.mark(token, 0.0) for token in said]
        opened_tags = [m.name for m in marks if isinstance(m, Tag)]
        patches = [m for m in marks if isinstance(m, Patch)]
        boxes = sum(len(s.boxes) for s in parse(marks, "it").segments)
        assert boxes == len(patches) / 2
        assert opened_tags.count("<object>") == opened_tags.count("</object>")
        assert opened_tags.count("<phrase>") + is_named == opened_tags.count("<object>")


def test_a_second_corner_lies_right_of_and_below_the_first(tags: Tags) -> None:
    sentence = Sentence(tags, is_named=True)
    sentence.take(tags.object)
    sentence.take(tags.first_patch + 33)

    may_follow = {
        cell for cell in range(PATCHES) if sentence.may_follow(tags.first_patch + cell)
    }
    assert sentence.state is State.SECOND
    assert may_follow == {cell for cell in range(PATCHES) if is_box(33, cell)}
    assert 33 in may_follow
    assert 32 not in may_follow
    assert 1 not in may_follow


def test_no_answer_ends_within_its_markup(tags: Tags) -> None:
    sentence = Sentence(tags, is_named=True)
    for token in (tags.object, tags.first_patch, tags.first_patch, tags.object_end):
        assert not sentence.may_follow(tags.end)
        sentence.take(token)
    assert sentence.may_follow(tags.end)


def test_location_tokens_may_repeat_and_words_may_not_three_in_a_row(
    tags: Tags,
) -> None:
    sentence = Sentence(tags)
    word = next(t for t in range(4, 99) if tags.is_word(t))
    for token in (word, word + 1, word + 2, word, word + 1):
        sentence.take(token)
    assert not sentence.may_follow(word + 2)
    for _ in range(2):
        box = (tags.first_patch, tags.first_patch + 40)
        for token in (tags.phrase, word + 3, tags.phrase_end, tags.object, *box):
            assert sentence.may_follow(token), token
            sentence.take(token)
        sentence.take(tags.object_end)
        word += 1


def test_everything_that_the_published_model_said_is_let_through(
    real_vocabulary: Vocabulary,
) -> None:
    outputs: list[dict[str, Any]] = json.loads((DATA / "goldens.json").read_text())[
        "outputs"
    ]
    tags, checked = real_vocabulary.tags, 0
    for output in outputs:
        ids = output.get("new_ids") or []
        is_named = output.get("prompt", "").endswith("</phrase>")
        sentence = Sentence(tags, is_named=is_named)
        for token in ids:
            assert sentence.may_follow(token), (output["raw"], token)
            sentence.take(token)
        checked += bool(ids)
    assert checked
