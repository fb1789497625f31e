from __future__ import annotations

from bot.jobs import Box
from model_worker.language.mentions import mentions
from model_worker.places.naming import meant
from model_worker.readings import Mark, MarkReading
from model_worker.scene import Scene
from tests.model_worker.scenes import a_table, charts, some_bars, some_text, tables

MENU = tables(a_table("Item | Price", "Tea | 2", "Milk | 3", "Bun | 1"))


def a_highlight(box: Box) -> MarkReading:
    return MarkReading(
        (Mark(shape="highlight", colour="yellow", box=box, confidence=0.8),)
    )


def names(text: str, scene: Scene) -> list[str]:
    (mention,) = mentions(text)
    return [thing.name for thing in meant(mention, scene, {})]


def test_the_highlighted_row_is_the_row_that_the_highlight_lies_in() -> None:
    scene = Scene(tables=MENU, marks=a_highlight(Box(0.12, 0.52, 0.3, 0.68)))
    assert names("the highlighted row", scene) == ["Milk"]
    assert names("the highlighted cell", scene) == ["Milk"]


def test_the_circled_bar_is_the_bar_in_the_circle() -> None:
    march = some_bars().points[2].box
    scene = Scene(charts=charts(some_bars()), marks=a_highlight(march))
    assert names("the highlighted bar", scene) == ["March"]


def test_a_mark_at_nothing_of_that_kind_is_the_place_itself() -> None:
    scene = Scene(marks=a_highlight(Box(0.1, 0.1, 0.2, 0.2)))
    assert names("the highlighted row", scene) == ["the yellow highlight"]


def test_a_number_that_is_marked_needs_no_name() -> None:
    scene = Scene(
        text=some_text(Total=(0.1, 0.2)), marks=a_highlight(Box(0.1, 0.2, 0.2, 0.24))
    )
    assert names("the highlighted number", scene) == ["the yellow highlight"]
    assert names("the highlighted text", scene) == ["Total"]
