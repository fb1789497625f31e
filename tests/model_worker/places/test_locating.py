from __future__ import annotations

from bot.jobs import Box
from model_worker.alignment import Target, Unclear
from model_worker.places.locating import located
from model_worker.scene import Scene
from model_worker.understanding import understood
from tests.builders import a_picture
from tests.model_worker.scenes import a_grid, a_ring, a_table, charts, some_bars, tables

PLACE = Target(a_picture(), 1)
BARS = Scene(charts=charts(some_bars()))


def place(text: str, scene: Scene) -> Target:
    found = located(understood(text), PLACE, scene, {})
    assert isinstance(found, Target)
    return found


def unclear(text: str, scene: Scene) -> Unclear:
    found = located(understood(text), PLACE, scene, {})
    assert isinstance(found, Unclear)
    return found


def test_a_question_that_names_no_place_is_about_the_whole() -> None:
    assert place("What is the trend?", BARS) == PLACE


def test_one_place_becomes_the_region() -> None:
    found = place("describe the top left graph", Scene(panels=a_grid(2, 2)))
    assert found.region is not None
    assert found.region.iou(Box(0, 0, 0.5, 0.5)) > 0.9


def test_two_places_to_compare_are_both_kept() -> None:
    found = place("compare the first and the last bar", BARS)
    assert [thing.name for thing in found.things] == ["Jan", "May"]
    assert found.region is None


def test_all_things_of_a_kind_are_counted() -> None:
    found = place("how many blue bars are there?", BARS)
    assert len(found.things) == 4


def test_several_equal_places_are_asked_back_with_numbers() -> None:
    asked = unclear("describe the left graph", Scene(panels=a_grid(2, 2)))
    assert "2 graphs" in asked.question
    assert [thing.name for thing in asked.things] == ["A", "C"]
    assert asked.choices == ("1: A", "2: C")


def test_an_irregular_layout_is_asked_back_rather_than_guessed() -> None:
    scene = Scene(panels=a_grid(2, 2, is_regular=False))
    asked = unclear("describe the top left graph", scene)
    assert "how this picture is divided" in asked.question
    assert [thing.name for thing in asked.things] == ["A", "B", "C", "D"]


def test_a_row_that_is_not_there_is_said_with_those_that_are() -> None:
    scene = Scene(tables=tables(a_table("Item | Price", "Tea | 2", "Bun | 1")))
    asked = unclear("read row 9", scene)
    assert "2 rows" in asked.question
    assert [thing.name for thing in asked.things] == ["Tea", "Bun"]


def test_a_mark_that_is_not_there_is_said_with_the_one_that_is() -> None:
    scene = Scene(marks=a_ring(Box(0.2, 0.2, 0.4, 0.4)))
    asked = unclear("read the text in the blue circle", scene)
    assert "the red ring" in asked.question


def test_words_that_no_reader_finds_are_left_to_the_words_themselves() -> None:
    assert place("where is the OK button?", Scene()) == PLACE
    assert place("what is in the red circle?", Scene()) == PLACE
