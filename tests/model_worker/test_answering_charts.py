"""Pictures with several charts: which one is meant, and what is said of them all."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from bot.jobs import Box
from bot.redis_queue import Queue
from bot.redis_store import Store
from model_worker.readings import Chart
from tests.model_worker.scenes import (
    a_grid,
    a_line,
    a_line_chart,
    a_pie,
    charts,
    some_bars,
)
from tests.model_worker.thread import Thread, words


@pytest.fixture
def thread(queue: Queue, store: Store) -> Thread:
    return Thread(queue, store)


def at(chart: Chart, box: Box, **fields: object) -> Chart:
    """*chart* moved to *box* with all its points."""

    def moved(inner: Box) -> Box:
        wide, tall = box.right - box.left, box.bottom - box.top
        return Box(
            box.left + inner.left * wide,
            box.top + inner.top * tall,
            box.left + inner.right * wide,
            box.top + inner.bottom * tall,
        )

    series = tuple(
        replace(each, points=tuple(replace(p, box=moved(p.box)) for p in each.points))
        for each in chart.series
    )
    return replace(chart, box=moved(chart.box), series=series, **fields)


SALES = at(some_bars(), Box(0.0, 0.0, 0.5, 0.5), title="Sales")
VISITS = at(a_line_chart(a_line(5, 9, 7, 3)), Box(0.5, 0.0, 1.0, 0.5), title="Visitors")
MONEY = at(a_pie(), Box(0.0, 0.5, 0.5, 1.0), title="Spending")
RETURNS = at(some_bars(), Box(0.5, 0.5, 1.0, 1.0), title="Returns")
FOUR = charts(SALES, VISITS, MONEY, RETURNS)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("What is the largest slice?", "The largest is “Rent” (45 %) [1]."),
        ("Where is the peak?", "The highest is “Feb” (9) [1]."),
        ("What is the trend of the visitors?", "It goes"),
        ("Which bar of Returns is the shortest?", "The shortest is “May” (5) [1]."),
        ("How large is Food?", "“Food” (30 %) [1]."),
    ],
)
async def test_the_kind_the_title_or_a_name_tells_which_chart_is_meant(
    thread: Thread, question: str, said: str
) -> None:
    picture = await thread.picture(charts=FOUR)
    assert words(await thread.ask(question, picture)).startswith(said)


async def test_a_chart_of_months_is_meant_where_a_month_is_wanted(
    thread: Thread,
) -> None:
    picture = await thread.picture(charts=charts(SALES, MONEY))
    said = await thread.ask("Which month was best?", picture)
    assert words(said) == "The best is “March” (42) [1]."


async def test_of_two_bar_charts_the_one_meant_is_asked_for(thread: Thread) -> None:
    picture = await thread.picture(charts=FOUR)
    asked = await thread.ask("Which is the tallest bar?", picture)
    assert asked.kind == "clarify"
    assert "Which one do you mean? “Sales” [1], “Returns” [2]." in words(asked)
    chosen = await thread.ask("2")
    assert words(chosen) == "The tallest is “March” (42) [1]."
    assert RETURNS.box.overlap(chosen.findings[0].boxes[0]) > 0


async def test_the_chart_that_was_spoken_of_stays_the_one_that_is_meant(
    thread: Thread,
) -> None:
    picture = await thread.picture(charts=FOUR)
    await thread.ask("Which bar of Returns is the tallest?", picture)
    said = await thread.ask("Which is the smallest?")
    assert words(said) == "The smallest is “May” (5) [1]."
    assert RETURNS.box.overlap(said.findings[0].boxes[0]) > 0


async def test_all_charts_are_named_with_their_kinds_when_asked_what_it_shows(
    thread: Thread,
) -> None:
    picture = await thread.picture(panels=a_grid(2, 2), charts=FOUR)
    said = await thread.ask("What does this show?", picture)
    assert words(said) == (
        "There are 4 charts here: a bar chart “Sales” [1], a line chart “Visitors” "
        "[2], a pie chart “Spending” [3], a bar chart “Returns” [4]."
    )


async def test_a_part_named_alone_is_described(thread: Thread) -> None:
    picture = await thread.picture(panels=a_grid(2, 2), charts=FOUR)
    said = await thread.ask("the bottom left one", picture)
    assert words(said).startswith("This is a pie chart, “Spending” [1]")


async def test_a_corner_asked_after_an_extreme_is_a_chart_not_a_bar(
    thread: Thread,
) -> None:
    picture = await thread.picture(panels=a_grid(2, 2), charts=FOUR)
    await thread.ask("What is the largest in the bottom left graph?", picture)
    said = await thread.ask("and the bottom right one?")
    assert words(said) == "The largest is “March” (42) [1]."


async def test_without_a_table_the_values_of_a_chart_are_given(thread: Thread) -> None:
    picture = await thread.picture(charts=charts(a_pie()))
    said = await thread.ask("Give me the table as CSV", picture)
    assert words(said).startswith("I see no table here, but I measured this: a pie")
    assert said.files[0].text.splitlines()[:2] == ["label,share", "Rent,0.45"]


async def test_values_that_are_unsure_are_not_given_away(thread: Thread) -> None:
    picture = await thread.picture(charts=charts(a_pie(confidence=0.4)))
    said = await thread.ask("Give me the table as CSV", picture)
    assert words(said) == "I see no table here that I can read."
    assert not said.files


async def test_what_was_just_asked_is_not_proposed(thread: Thread) -> None:
    picture = await thread.picture(charts=charts(a_pie()))
    said = await thread.ask("compare the two largest?", picture)
    assert "Compare the two largest" not in said.follow_ups
    assert said.follow_ups


async def test_when_it_was_highest_is_asked_of_the_whole_not_of_the_last_bar(
    thread: Thread,
) -> None:
    await thread.ask("How large is May?", await thread.picture(charts=charts(SALES)))
    said = await thread.ask("When was it highest?")
    assert words(said) == "The highest is “March” (42) [1]."


async def test_the_other_end_is_not_called_by_the_word_of_the_first(
    thread: Thread,
) -> None:
    picture = await thread.picture(charts=charts(SALES))
    await thread.ask("Which bar is the tallest?", picture)
    said = await thread.ask("And the smallest?")
    assert words(said) == "The smallest is “May” (5) [1]."


async def test_names_on_an_unsure_chart_are_not_read_as_answers(thread: Thread) -> None:
    chart = some_bars(confidence=0.4, doubts=("its bars stand on each other",))
    lines = (("E-mail 281", 0.5, 0.97),)
    picture = await thread.picture(lines, charts=charts(chart))
    said = await thread.ask("What is E-mail?", picture)
    assert "cannot read its values reliably" in words(said)
    assert "281" not in words(said)


async def test_a_chart_answers_though_no_word_calls_for_one(thread: Thread) -> None:
    picture = await thread.picture(charts=charts(SALES))
    said = await thread.ask("And what was March like?", picture)
    assert words(said) == "“March” (42) [1]."


async def test_a_name_beside_a_name_is_no_value(thread: Thread) -> None:
    row = (("Returns Billing", 0.9, 0.97),)
    said = await thread.ask("What is the value of Returns?", await thread.picture(row))
    assert "found nothing" in words(said)
