from __future__ import annotations

import json
import math
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.jobs import Box
from model_worker.kosmos2.markup import (
    ADDED_TAGS,
    SPECIAL_TAGS,
    Grounded,
    Mark,
    Patch,
    Segment,
    Tag,
    Words,
    decode_boxes,
    marks,
)
from model_worker.kosmos2.parsing import Reader, parse
from model_worker.kosmos2.vocabulary import Vocabulary
from tests.model_worker.kosmos2.conftest import DATA

DOG = "<phrase> a dog</phrase>"
PLACE = "<object><patch_index_0044><patch_index_0863></object>"
BOX = decode_boxes(44, 863)

LOGS = st.none() | st.floats(-50, 0)
MARKS = st.one_of(
    st.builds(Words, st.text(st.sampled_from("ab ."), max_size=4), LOGS),
    st.builds(Tag, st.sampled_from(SPECIAL_TAGS + ADDED_TAGS)),
    st.sampled_from(["<phrase>", "</phrase>", "<object>", "</object>"]).map(Tag),
    st.builds(Patch, st.integers(0, 2000), LOGS),
)
TEXTS = st.lists(
    st.sampled_from([*SPECIAL_TAGS, *ADDED_TAGS, "<patch_index_9999>", "< ", " a"])
    | st.integers(0, 1100).map(lambda index: f"<patch_index_{index:04}>")
    | st.text(max_size=3)
).map("".join)


def said(text: str, phrase: str = "") -> Grounded:
    return parse(marks(text), phrase)


def goldens() -> list[dict[str, Any]]:
    file = DATA / "goldens.json"
    if not file.is_file():
        return []
    outputs: list[dict[str, Any]] = json.loads(file.read_text("utf-8"))["outputs"]
    return outputs


@pytest.mark.skipif(not goldens(), reason="the published outputs are not at hand")
@pytest.mark.parametrize("golden", goldens(), ids=lambda golden: golden["raw"][:40])
def test_published_outputs_decode_exactly(golden: dict[str, Any]) -> None:
    grounded = said(golden["raw"])
    assert "<" not in grounded.text
    if "text" in golden:
        assert grounded.text == golden["text"]
    if "entities" in golden:
        assert entities(grounded) == golden["entities"]


@pytest.mark.skipif(not goldens(), reason="the published outputs are not at hand")
def test_published_ids_decode_like_their_text(real_vocabulary: Vocabulary) -> None:
    golden = goldens()[0]
    ids = [*golden["prompt_tail_ids"], *golden["new_ids"]]
    grounded = parse(real_vocabulary.mark(token) for token in ids)
    assert grounded.text == golden["text"]
    assert entities(grounded) == golden["entities"]


def entities(grounded: Grounded) -> list[Any]:
    """The phrases as the published post-processing lists them."""
    found, start = [], 0
    for segment in grounded.segments:
        end = start + len(segment.text)
        if segment.boxes:
            boxes = [[b.left, b.top, b.right, b.bottom] for b in segment.boxes]
            found.append([segment.text, [start, end], boxes])
        start = end
    return found


@given(TEXTS)
def test_no_text_raises_and_every_place_has_boxes_in_the_picture(text: str) -> None:
    for segment in said(text).segments:
        assert segment.text or segment.boxes
        assert all(0 <= box.left < box.right <= 1 for box in segment.boxes)


@given(st.lists(MARKS))
def test_words_are_neither_lost_nor_added(taken: list[Mark]) -> None:
    words = "".join(mark.text for mark in taken if isinstance(mark, Words))
    assert without_spaces(parse(taken).text) == without_spaces(words)


def without_spaces(text: str) -> str:
    return "".join(text.split())


@given(st.lists(MARKS), st.sampled_from(["", "a dog"]))
def test_what_was_streamed_begins_what_is_said(taken: list[Mark], phrase: str) -> None:
    reader, streamed = Reader(phrase), []
    for mark in taken:
        reader.take(mark)
        streamed.append(reader.whole_words)
    final = reader.grounded().text
    assert all(final.startswith(words) for words in streamed)


@given(st.lists(MARKS))
def test_phrases_carry_no_outer_spaces_and_confidence_is_a_share(
    taken: list[Mark],
) -> None:
    grounded = parse(taken)
    assert grounded.text == grounded.text.strip()
    for segment in grounded.segments:
        assert segment.confidence is None or 0 <= segment.confidence <= 1
        assert not segment.boxes or segment.text == segment.text.strip()


@pytest.mark.parametrize(
    "piece", [DOG + PLACE, "<object>", "<phrase>", "<object><patch_index_0001>", "a "]
)
def test_a_hundred_thousand_pieces_take_seconds(piece: str) -> None:
    started = time.perf_counter()
    said(piece * 100_000)
    assert time.perf_counter() - started < 20  # quadratic: hours


def test_angle_brackets_of_the_text_survive() -> None:
    assert said("A < B and C > D").text == "A < B and C > D"


def test_boxes_are_told_apart_by_the_delimiter() -> None:
    two = PLACE.replace(
        "</object>",
        "</delimiter_of_multi_objects/><patch_index_0000><patch_index_0099></object>",
    )
    assert said(DOG + two).segments == (Segment("a dog", (BOX, decode_boxes(0, 99))),)


def test_a_box_off_the_grid_goes_and_the_others_stay() -> None:
    two = PLACE.replace(
        "</object>",
        "</delimiter_of_multi_objects/><patch_index_0000><patch_index_1024></object>",
    )
    assert said(DOG + two).segments == (Segment("a dog", (BOX,)),)


@pytest.mark.parametrize(
    "cut",
    [
        "<object>",
        "<object><patch_index_0044>",
        "<object><patch_index_0044><patch_index_0863>",
        "<object><patch_index_0044></object>",
        "<object></object>",
    ],
)
def test_a_truncated_object_is_dropped_and_its_phrase_stays_words(cut: str) -> None:
    assert said(f"I see{DOG}{cut}").segments == (Segment("I see a dog"),)


def test_words_in_an_object_end_it() -> None:
    broken = DOG + "<object><patch_index_0044> hm<patch_index_0863></object>"
    assert said(broken).segments == (Segment("a dog hm"),)


def test_spaces_between_places_mean_nothing() -> None:
    spaced = PLACE.replace(">", "> ").replace(" <patch", "<patch", 1)
    assert said(f"{DOG} {spaced}runs").segments == (
        Segment("a dog", (BOX,)),
        Segment("  runs"),
    )


def test_an_object_without_a_phrase_gets_no_name() -> None:
    assert said(PLACE).segments == (Segment("", (BOX,)),)


def test_an_object_that_opens_the_answer_belongs_to_the_phrase_asked_for() -> None:
    assert said(f"{PLACE} is here", "the dog").segments == (
        Segment("the dog", (BOX,)),
        Segment(" is here"),
    )


def test_the_phrase_asked_for_is_not_put_into_the_models_mouth() -> None:
    assert said(f"no{PLACE}", "the dog").segments == (
        Segment("no"),
        Segment("", (BOX,)),
    )


def test_a_phrase_left_open_is_plain_words() -> None:
    assert said("by<phrase> a fire").segments == (Segment("by a fire"),)


def test_a_phrase_in_a_phrase_releases_the_outer_one() -> None:
    assert said(f"<phrase> by{DOG}{PLACE}").segments == (
        Segment("by "),
        Segment("a dog", (BOX,)),
    )


def test_spaces_around_a_phrase_go_to_its_neighbours() -> None:
    text = f"by<phrase>  a dog </phrase>{PLACE}and"
    assert [segment.text for segment in said(text).segments] == [
        "by  ",
        "a dog",
        " and",
    ]


def test_confidence_is_the_mean_over_phrase_and_boxes() -> None:
    taken: list[Mark] = [
        Tag("<phrase>"),
        Words(" dog", math.log(0.5)),
        Tag("</phrase>"),
        Tag("<object>"),
        Patch(44, math.log(0.5)),
        Patch(863, math.log(0.125)),
        Tag("</object>"),
        Words(" runs"),
    ]
    dog, runs = parse(taken).segments
    assert dog.confidence == pytest.approx(math.exp(math.log(0.5 * 0.5 * 0.125) / 3))
    assert runs == Segment(" runs")


def test_a_word_is_streamed_once_it_can_grow_no_more() -> None:
    reader, streamed = Reader(), []
    for mark in marks_of(" snow", "man", " by", Tag("<phrase>"), " fi", "re"):
        reader.take(mark)
        streamed.append(reader.whole_words)
    reader.take(Tag("</phrase>"))
    assert streamed == ["", "", "snowman", "snowman by", "snowman by", "snowman by"]
    assert reader.whole_words == "snowman by fire"


def marks_of(*parts: str | Tag) -> list[Mark]:
    return [Words(part) if isinstance(part, str) else part for part in parts]


def test_boxes_are_values_of_the_job() -> None:
    assert isinstance(said(PLACE).segments[0].boxes[0], Box)
