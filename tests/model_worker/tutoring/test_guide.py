from __future__ import annotations

import pytest

from bot.jobs import Box
from bot.rendering import marked_text
from model_worker.tutoring.guide import Guide, Sign, said_name

LEFT, RIGHT = Box(0.1, 0.1, 0.2, 0.9), Box(0.7, 0.2, 0.9, 0.8)


def a_guide() -> Guide:
    return Guide("0" * 64, "measured", 0.9)


def test_steps_are_counted_and_point() -> None:
    guide = a_guide()
    guide.aim("Let's look.")
    guide.step("Start at ", Sign("the bar “Jan”", (LEFT,)), ".")
    guide.step("Stop.")
    guide.check("look again.")
    answer = guide.draft.answer("value")
    assert marked_text(answer.spans) == (
        "Let's look.\n1. Start at the bar “Jan” [1].\n2. Stop.\n"
        "To check yourself: look again."
    )
    assert [finding.phrase for finding in answer.findings] == ["the bar Jan"]


def test_how_many_places_there_are_is_not_told_by_the_boxes() -> None:
    guide = a_guide()
    guide.step("Count ", Sign("the bars", (LEFT, RIGHT)), ".")
    assert guide.draft.findings[0].boxes == (Box(0.1, 0.1, 0.9, 0.9),)


def test_a_sign_without_a_place_is_said_without_a_number() -> None:
    guide = a_guide()
    guide.step("Look at ", Sign("the scale"), ".")
    assert not guide.draft.findings
    assert guide.draft.text == "\n1. Look at the scale."


def test_each_aim_counts_its_steps_anew() -> None:
    guide = a_guide()
    assert not guide.has_steps
    for aim in ("One.", "Two."):
        guide.aim(aim)
        guide.step("Go.")
    assert guide.draft.text == "One.\n1. Go.\n\nTwo.\n1. Go."
    assert guide.has_steps


@pytest.mark.parametrize(
    ("name", "asked", "said"),
    [
        ("Green tea", "How much is green tea?", "“Green tea”"),
        ("March 42", "How high is March?", ""),
        ("", "How high is it?", ""),
    ],
)
def test_a_name_is_said_only_where_the_asker_said_all_of_it(
    name: str, asked: str, said: str
) -> None:
    assert said_name(name, asked) == said
