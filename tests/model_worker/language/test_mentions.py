from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import asdict

from model_worker.language.mentions import mentions, only_mention, thing_in
from model_worker.requests import BoxNumber, Mention


def said(mention: Mention) -> dict[str, object]:
    """Return what *mention* says, its anchor likewise, its words left out."""
    fields = {key: value for key, value in asdict(mention).items() if value}
    fields.pop("words", None)
    if isinstance(mention.anchor, Mention):
        fields["anchor"] = said(mention.anchor)
    return fields


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (
            "What does the top left graph show?",
            {"element": "panel", "vertical": "top", "horizontal": "left"},
        ),
        (
            "explain the graph at the bottom right",
            {"element": "panel", "vertical": "bottom", "horizontal": "right"},
        ),
        ("what is in the highlighted area", {"element": "area", "mark": "highlight"}),
        ("what is highlighted?", {"element": "area", "mark": "highlight"}),
        ("read the bottom row", {"element": "row", "vertical": "bottom"}),
        (
            "What does the text in the red circle say?",
            {"element": "text", "colour": "red", "mark": "ring"},
        ),
        ("what does the circled word mean", {"element": "text", "mark": "ring"}),
        ("How many red bars are there?", {"element": "bar", "colour": "red"}),
        ("the value of the March bar", {"element": "bar", "label": "March"}),
        ("the second slice", {"element": "slice", "ordinal": 2}),
        ("What is the largest section?", {"element": "slice", "size": "largest"}),
        ("What is in row 3?", {"element": "row", "ordinal": 3}),
        ("Read column Price", {"element": "column", "label": "Price"}),
        ("read the second to last row", {"element": "row", "ordinal": -2}),
        ("describe the graph called Sales", {"element": "panel", "label": "Sales"}),
        (
            "where is the blue button in the top right corner",
            {
                "element": "button",
                "colour": "blue",
                "vertical": "top",
                "horizontal": "right",
            },
        ),
        (
            "What is written in the light blue box?",
            {"element": "area", "colour": "light blue", "mark": "rectangle"},
        ),
        ("What is the x axis?", {"element": "axis", "label": "x"}),
        ("what does the legend say", {"element": "legend"}),
        ("the row for Tom", {"element": "row", "label": "Tom"}),
        ("in the middle panel, what is up", {"element": "panel", "vertical": "middle"}),
        (
            "what is left of the red bar?",
            {
                "element": "one",
                "relation": "left",
                "anchor": {"element": "bar", "colour": "red"},
            },
        ),
        (
            "What is next to 2?",
            {"element": "one", "relation": "beside", "anchor": BoxNumber(2)},
        ),
        (
            "what is the text below the logo",
            {
                "element": "text",
                "relation": "below",
                "anchor": {"element": "text", "label": "logo"},
            },
        ),
        (
            "the last row of the left table",
            {
                "element": "row",
                "ordinal": -1,
                "relation": "inside",
                "anchor": {"element": "table", "horizontal": "left"},
            },
        ),
        (
            "what does it say in the bottom left corner?",
            {"element": "area", "vertical": "bottom", "horizontal": "left"},
        ),
        ("what is on the left side", {"element": "area", "horizontal": "left"}),
    ],
)
def test_words_that_name_a_place_are_a_mention(
    text: str, place: dict[str, object]
) -> None:
    (mention,) = mentions(text)
    assert said(mention) == place


@pytest.mark.parametrize(
    "text",
    [
        "What is the total?",
        "is the answer right?",
        "how much is left",
        "read the error message",
        "Which bar is tallest?",
        "What happened in 2024?",
    ],
)
def test_words_that_say_no_place_are_no_mention(text: str) -> None:
    assert mentions(text) == ()


def test_two_places_in_one_question_are_two_mentions() -> None:
    first, last = mentions("compare the first and the last bar")
    assert said(first) == {"element": "bar", "ordinal": 1}
    assert said(last) == {"element": "bar", "ordinal": -1}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("the blue one", {"element": "one", "colour": "blue"}),
        ("and the blue?", {"element": "one", "colour": "blue"}),
        (
            "bottom right?",
            {"element": "one", "vertical": "bottom", "horizontal": "right"},
        ),
        ("and the second?", {"element": "one", "ordinal": 2}),
        ("what about Tokyo?", {"element": "one", "label": "Tokyo"}),
        ("the green slice?", {"element": "slice", "colour": "green"}),
    ],
)
def test_words_that_only_name_a_place_leave_the_rest_to_the_turn_before(
    text: str, place: dict[str, object]
) -> None:
    mention = only_mention(text)
    assert mention is not None
    assert said(mention) == place


@pytest.mark.parametrize("text", ["", "ok", "why?", "and what now?", "read the text"])
def test_words_that_say_more_or_nothing_are_no_ellipsis(text: str) -> None:
    assert only_mention(text) is None


@pytest.mark.parametrize(
    ("text", "mark", "colour"),
    [
        ("what is highlighted?", "highlight", ""),
        ("what did I circle?", "ring", ""),
        ("what is circled in red?", "ring", "red"),
        ("the part marked with a red arrow", "arrow", "red"),
        ("what does the arrow point at?", "arrow", ""),
    ],
)
def test_what_somebody_drew_is_a_place(text: str, mark: str, colour: str) -> None:
    (mention,) = mentions(text)
    assert (mention.mark, mention.colour) == (mark, colour)


def test_the_kind_of_thing_is_known_from_its_noun() -> None:
    assert thing_in("Which bar is tallest?") == "bar"
    assert thing_in("Is the dog asleep?") is None


@given(st.text(max_size=300))
def test_any_words_name_places_or_none(text: str) -> None:
    assert isinstance(mentions(text), tuple)
    only_mention(text)
