from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.jobs import Box
from model_worker.kosmos2.markup import Words, decode_boxes, marks
from model_worker.kosmos2.prompts import (
    AskRegion,
    Caption,
    DescribeRegion,
    Detailed,
    Locate,
    Question,
    Task,
    escaped,
    named,
    prompt,
    shorter,
)

FIRE = decode_boxes(5, 911)
SNOWMAN = decode_boxes(44, 863)
SNOWMAN_TEXT = "<object><patch_index_0044><patch_index_0863></object>"
FIRE_TEXT = "<phrase> the fire</phrase><object><patch_index_0005><patch_index_0911>"


@pytest.mark.parametrize(
    ("task", "expected"),
    [
        (Caption(grounded=False), "An image of"),
        (Caption(grounded=True), "<grounding>An image of"),
        (Detailed(), "<grounding>Describe this image in detail:"),
        (
            Question("What is special about this image?"),
            "<grounding> Question: What is special about this image? Answer:",
        ),
        (
            Locate("a snowman next to a fire"),
            "<grounding><phrase> a snowman next to a fire</phrase>",
        ),
        (
            Locate("red hats", "Two people in"),
            "<grounding> Two people in<phrase> red hats</phrase>",
        ),
        (
            DescribeRegion(SNOWMAN),
            f"<grounding><phrase> It</phrase>{SNOWMAN_TEXT} is",
        ),
        (
            AskRegion("Where is the fire next to?", "the fire", FIRE),
            f"<grounding> Question: Where is{FIRE_TEXT}</object> next to? Answer:",
        ),
    ],
)
def test_each_task_has_the_prompt_it_was_trained_on(task: Task, expected: str) -> None:
    assert prompt(task) == expected


def test_a_region_whose_phrase_is_not_in_the_question_comes_first() -> None:
    assert prompt(AskRegion("Is it hot?", "the fire", FIRE)) == (
        f"<grounding> Question: About{FIRE_TEXT}</object>: Is it hot? Answer:"
    )


def test_a_phrase_is_found_as_whole_words_only() -> None:
    asked = prompt(AskRegion("Is italic text in it?", "it", FIRE))
    assert "Is italic text in<phrase> it</phrase>" in asked


def test_earlier_turns_come_before_the_question() -> None:
    task = Question(
        "And now?", earlier=(("Who?", "A snowman."), ("Where?", "Outside."))
    )
    assert prompt(task) == (
        "<grounding> Question: Who? Answer: A snowman. Question: Where? Answer: "
        "Outside. Question: And now? Answer:"
    )


def test_the_oldest_turn_is_forgotten_first() -> None:
    task = Question("c?", earlier=(("a?", "A"), ("b?", "B")))
    assert shorter(task) == Question("c?", earlier=(("b?", "B"),))
    assert shorter(Question("c?")) is None
    assert shorter(Caption()) is None


def test_only_locating_leaves_a_phrase_to_be_placed() -> None:
    assert named(Locate(" a <hat> ")) == "a \u2039hat\u203a"
    assert named(Question("where?")) == ""


@given(st.text() | st.text(st.sampled_from("<>\uff1c\uff1e\ufe64\ufe65phrase/ \n\t")))
def test_escaped_text_holds_no_markup_and_no_control_characters(text: str) -> None:
    clean = escaped(text)
    assert len(clean) <= 1_000
    assert all(isinstance(mark, Words) for mark in marks(clean))
    assert not any(each in "<>" for each in unicodedata.normalize("NFKC", clean))
    assert not any(unicodedata.category(each).startswith("C") for each in clean)


@given(st.text())
def test_escaping_twice_changes_nothing_more(text: str) -> None:
    assert escaped(escaped(text)) == escaped(text)


def test_full_width_brackets_are_brackets_before_they_are_escaped() -> None:
    assert escaped("\uff1cphrase\uff1e") == "\u2039phrase\u203a"


def test_a_long_question_is_cut() -> None:
    assert len(escaped("\ufdfa" * 5_000)) <= 1_000


def test_a_box_is_written_as_its_corner_cells() -> None:
    assert "<patch_index_0000><patch_index_1023>" in prompt(
        DescribeRegion(Box(0, 0, 1, 1))
    )
