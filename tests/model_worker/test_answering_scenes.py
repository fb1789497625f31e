from __future__ import annotations

import pytest
from msgspec.structs import replace

from bot.jobs import Box
from bot.redis_queue import Queue
from bot.redis_store import Store
from model_worker.kosmos2.asking import Kosmos2
from model_worker.kosmos2.markup import Grounded, Segment
from model_worker.readings import (
    Arrow,
    Chart,
    ColourReading,
    Diagram,
    DiagramReading,
    Equation,
    EquationReading,
    Node,
    Patch,
)
from tests.model_worker.flow_builders import a_flow
from tests.model_worker.scenes import (
    a_grid,
    a_line,
    a_line_chart,
    a_pie,
    a_ring,
    a_table,
    charts,
    some_bars,
    tables,
)
from tests.model_worker.thread import Thread, words

MENU = tables(a_table("Item | Price", "Tea | 2.50", "Milk | 3.00", "Bun | 1.20"))
BARS = charts(some_bars())
FORM = (("Name: Ann Lee", 0.2, 0.97), ("Total 42.10", 0.6, 0.97))


@pytest.fixture
def thread(queue: Queue, store: Store) -> Thread:
    return Thread(queue, store)


async def test_the_largest_slice_is_measured(thread: Thread) -> None:
    picture = await thread.picture(charts=charts(a_pie()))
    said = await thread.ask("What is the largest slice?", picture)
    assert words(said) == "The largest is “Rent” (45 %) [1]."
    assert [finding.source for finding in said.findings] == ["measured"]
    assert "Compare the two largest" in said.follow_ups


async def test_follow_ups_are_questions_that_work(thread: Thread) -> None:
    await thread.ask("Which bar is largest?", await thread.picture(charts=BARS))
    assert "“Feb”" in words(await thread.ask("What is left of the red bar?"))
    assert "“Apr” (30) [2]" in words(await thread.ask("Compare the two largest"))
    assert "“May” (5) [1]" in words(await thread.ask("Which is the smallest?"))


async def test_the_other_end_is_asked_for_after_the_first(thread: Thread) -> None:
    await thread.ask("Which bar is tallest?", await thread.picture(charts=BARS))
    assert "“May” (5) [1]" in words(await thread.ask("and the smallest?"))


async def test_a_document_is_summed_up_though_one_place_was_spoken_of(
    thread: Thread,
) -> None:
    letter = (
        ("Invoice no.: A-2041", 0.1, 0.97),
        ("Bill to: Ann Lee", 0.3, 0.97),
        ("Total: 42.10", 0.6, 0.97),
    )
    await thread.ask("What is the total?", await thread.picture(letter))
    assert "A-2041" in words(await thread.ask("Summarise this"))
    await thread.ask("What is the total?")
    assert words(await thread.ask("Who is it addressed to?")) == (
        "It is addressed to “Ann Lee” [1]."
    )


async def test_a_red_box_that_nobody_drew_is_a_place(thread: Thread) -> None:
    patches = (
        Patch("red", Box(0.1, 0.55, 0.9, 0.7), 0.1),
        Patch("blue", Box(0.1, 0.15, 0.9, 0.3), 0.1),
    )
    picture = await thread.picture(FORM, colours=ColourReading("white", patches))
    said = await thread.ask("Where is the red box?", picture)
    assert said.findings[0].boxes == (patches[0].box,)
    said = await thread.ask("and the blue one?")
    assert said.findings[0].boxes == (patches[1].box,)
    assert "Ann Lee" in words(await thread.ask("What does the blue box say?"))


async def test_text_is_found_by_the_colour_of_its_ink(thread: Thread) -> None:
    green = Patch("green", Box(0.1, 0.6, 0.9, 0.65), 0.04)
    colours = ColourReading("white", (), (green,))
    picture = await thread.picture(FORM, colours=colours)
    said = await thread.ask("What is the green text?", picture)
    assert words(said) == "Total 42.10 [1]"
    none = await thread.ask("What is the purple text?")
    assert words(none).startswith("I see no purple text here.")


async def test_what_is_not_there_is_counted_as_none(thread: Thread) -> None:
    said = await thread.ask("How many charts are there?", await thread.picture(FORM))
    assert "no charts" in words(said)
    one = await thread.ask(
        "How many charts are there?", await thread.picture((), "grey", charts=BARS)
    )
    assert "1 chart" in words(one)


async def test_a_step_that_is_called_warning_is_no_error(thread: Thread) -> None:
    flow = DiagramReading((a_flow(("Login", "Warning"), ("0>1",)),))
    picture = await thread.picture(diagrams=flow)
    said = await thread.ask("Which step leads to Warning?", picture)
    assert words(said) == "Before “Warning” [1] comes “Login” [2]."


async def test_the_boxes_of_a_flow_chart_are_no_parts_of_the_picture(
    thread: Thread,
) -> None:
    flow = DiagramReading((a_flow(("Login", "Pay"), ("0>1",)),))
    picture = await thread.picture(diagrams=flow, panels=a_grid(1, 2))
    assert "2 steps" in words(await thread.ask("How many boxes are there?", picture))
    assert "1. “Login”" in words(await thread.ask("Describe the picture", picture))


async def test_the_one_beside_a_number_is_found(thread: Thread) -> None:
    await thread.ask("Which bar is largest?", await thread.picture(charts=BARS))
    said = await thread.ask("What is next to 1?")
    assert words(said) == "“Apr” (30) [1]."


async def test_the_blue_one_is_asked_after_the_red_one(thread: Thread) -> None:
    picture = await thread.picture(charts=charts(a_pie()))
    await thread.ask("How large is the blue slice?", picture)
    said = await thread.ask("and the green one?")
    assert words(said) == "“Fun” (20 %) [1]."


async def test_a_chart_in_a_panel_is_described_when_the_panel_is_named(
    thread: Thread,
) -> None:
    left = _in(some_bars(), Box(0.02, 0.05, 0.48, 0.95))
    right = _in(a_line_chart(a_line(1, 2, 3, 4)), Box(0.52, 0.05, 0.98, 0.95))
    picture = await thread.picture(charts=charts(left, right), panels=a_grid(1, 2))
    said = await thread.ask("What does the right graph show?", picture)
    assert words(said).startswith("This is a line chart [1]. It goes up")
    assert "bar" not in words(said)


def _in(chart: Chart, box: Box) -> Chart:
    return replace(chart, box=box)


async def test_an_unclear_place_is_asked_back_with_its_choices_drawn(
    thread: Thread,
) -> None:
    parts = a_grid(2, 1, is_regular=False)
    picture = await thread.picture(FORM, panels=parts)
    said = await thread.ask("Read the top graph", picture)
    assert said.kind == "clarify"
    assert "not sure how this picture is divided" in words(said)
    assert [finding.number for finding in said.findings] == [1, 2]
    assert said.follow_ups == ("1: A", "2: B")
    chosen = await thread.ask("1: A")
    assert "Ann Lee" in words(chosen)
    assert "42.10" not in words(chosen)


async def test_what_cannot_be_measured_surely_is_not_stated(thread: Thread) -> None:
    chart = some_bars(confidence=0.4, doubts=("the bars are grouped",))
    picture = await thread.picture(charts=charts(chart))
    said = await thread.ask("Which bar is the tallest?", picture)
    assert "cannot read its values reliably: the bars are grouped" in words(said)
    assert said.findings[0].confidence < 0.6


async def test_the_value_in_a_table_is_read_at_row_and_column(thread: Thread) -> None:
    said = await thread.ask(
        "What is the price of Milk?", await thread.picture(tables=MENU)
    )
    assert "3.00" in words(said)
    assert said.findings


async def test_the_bottom_row_is_read(thread: Thread) -> None:
    said = await thread.ask("Read the bottom row", await thread.picture(tables=MENU))
    assert "Bun" in words(said)
    assert "Tea" not in words(said)


async def test_a_table_can_be_taken_along(thread: Thread) -> None:
    picture = await thread.picture(FORM, tables=MENU)
    said = await thread.ask("Give me the table as CSV", picture)
    assert said.files[0].text.splitlines()[1] == "Tea,2.50"


async def test_the_text_in_a_circle_is_read_alone(thread: Thread) -> None:
    ring = a_ring(Box(0.0, 0.15, 1.0, 0.3))
    picture = await thread.picture(FORM, marks=ring)
    said = await thread.ask("What does the text in the red circle say?", picture)
    assert "Ann Lee" in words(said)
    assert "42.10" not in words(said)


async def test_the_colour_of_a_button_is_named(thread: Thread) -> None:
    patch = Patch("green", Box(0.1, 0.55, 0.9, 0.7), 0.1)
    picture = await thread.picture(FORM, colours=ColourReading("white", (patch,)))
    said = await thread.ask("What colour is the Total button?", picture)
    assert "green" in words(said)


async def test_an_equation_is_solved_step_by_step(thread: Thread) -> None:
    equation = Equation(text="3x + 4 = 10", box=Box(0.1, 0.1, 0.5, 0.2), confidence=0.9)
    picture = await thread.picture(equations=EquationReading((equation,)))
    said = await thread.ask("Solve the equation", picture)
    assert "x = 2" in words(said)
    assert said.findings[0].boxes == (equation.box,)


async def test_the_result_that_a_picture_leaves_open_is_worked_out(
    thread: Thread,
) -> None:
    sum_ = Equation(text="35 / 5 + 9 =", box=Box(0.1, 0.1, 0.5, 0.2), confidence=0.9)
    picture = await thread.picture(equations=EquationReading((sum_,)))
    said = await thread.ask("What is the result?", picture)
    assert "16" in words(said)


async def test_is_this_correct_checks_the_steps_of_a_page(thread: Thread) -> None:
    box = Box(0.1, 0.1, 0.5, 0.2)
    steps = tuple(
        Equation(text=text, box=box, confidence=0.9) for text in ("2x = 8", "x = 6")
    )
    picture = await thread.picture(equations=EquationReading(steps))
    said = await thread.ask("Is this correct?", picture)
    assert "does not follow" in words(said)


async def test_is_this_correct_asks_back_where_there_is_no_statement_and_no_step(
    thread: Thread,
) -> None:
    said = await thread.ask("Is this correct?", await thread.picture())
    assert words(said).startswith("Which statement shall I check?")


async def test_the_result_that_is_written_is_read_where_nothing_is_worked_out(
    thread: Thread,
) -> None:
    picture = await thread.picture((("Result: 12 passed", 0.2, 0.97),))
    said = await thread.ask("What is the result?", picture)
    assert "12 passed" in words(said)


async def test_a_typed_equation_needs_no_reading(thread: Thread) -> None:
    said = await thread.ask("solve 3x + 4 = 10", await thread.picture())
    assert "x = 2" in words(said)


async def test_the_steps_of_a_diagram_are_told_in_order(thread: Thread) -> None:
    picture = await thread.picture(diagrams=DiagramReading((_flow(),)))
    said = await thread.ask("What comes after Login?", picture)
    assert "Search" in words(said)


def _flow() -> Diagram:
    nodes = tuple(
        Node(
            text=text,
            box=Box(0.1, 0.1 + 0.3 * at, 0.4, 0.2 + 0.3 * at),
            shape="box",
            confidence=0.9,
        )
        for at, text in enumerate(("Login", "Search", "Pay"))
    )
    arrows = (
        Arrow(start=0, end=1, confidence=0.9),
        Arrow(start=1, end=2, confidence=0.9),
    )
    return Diagram(
        box=Box(0.1, 0.1, 0.4, 0.8),
        nodes=nodes,
        arrows=arrows,
        confidence=0.9,
        order=(0, 1, 2),
    )


async def test_a_post_is_checked_against_its_picture(thread: Thread) -> None:
    picture = await thread.picture(charts=charts(a_pie()))
    said = await thread.ask("Rent takes 45 % of the money.", picture, is_post=True)
    assert said.intent == "check"
    assert "supported" in words(said).casefold()


async def test_a_check_without_a_statement_asks_for_one(thread: Thread) -> None:
    said = await thread.ask("Is this true?", await thread.picture(charts=BARS))
    assert said.kind == "clarify"
    assert "statement" in words(said)


async def test_a_thread_is_forgotten_when_it_is_asked_to_be(thread: Thread) -> None:
    picture = await thread.picture(FORM)
    await thread.ask("read the text", picture)
    said = await thread.ask("forget this")
    assert "I have forgotten this thread" in words(said)
    assert (await thread.ask("read the text", await thread.picture(FORM))).findings


async def test_an_explanation_is_analysis_and_adds_what_is_seen(
    thread: Thread, taught_model: Kosmos2
) -> None:
    thread.model = taught_model
    said = await thread.ask("Explain the chart", await thread.picture(charts=BARS))
    assert said.kind == "analytical"
    assert {finding.source for finding in said.findings} == {"measured", "seen"}


PAGES = ("white", "grey", "silver", "red", "green", "blue")


async def test_of_many_pages_the_one_that_holds_it_answers(thread: Thread) -> None:
    pages = [await thread.picture((), colour) for colour in PAGES[:-1]]
    pages.append(await thread.picture(FORM, PAGES[-1]))
    said = await thread.ask("What is the total?", *pages)
    assert words(said).startswith("Picture 6: ")
    assert "42.10" in words(said)
    assert said.pictures[0] == pages[-1].name
    again = await thread.ask("What is the name?")
    assert words(again).startswith("Picture 6: ")
    assert "Ann Lee" in words(again)
    assert "42.10" in words(await thread.ask("read the text"))


async def test_what_is_on_no_page_is_said_once(thread: Thread) -> None:
    pages = [await thread.picture((), colour) for colour in PAGES]
    said = await thread.ask("What is the total?", *pages)
    assert words(said).count("found nothing") == 1


async def test_of_many_pictures_the_first_are_told_and_the_rest_is_said(
    thread: Thread,
) -> None:
    pages = [await thread.picture(FORM, colour) for colour in PAGES]
    said = await thread.ask("read the text", *pages)
    assert "Picture 4: " in words(said)
    assert "Picture 5: " not in words(said)
    assert "I looked at 4 of the 6 pictures; name another by its number." in (
        said.caveats
    )


class Mistaken:
    """A model that misreads a bar."""

    async def look(self, *args: object, **kwargs: object) -> Grounded:
        return Grounded((Segment("a chart in which the March bar has a value of 12"),))


async def test_what_was_measured_overrules_the_model_and_it_is_said(
    thread: Thread,
) -> None:
    thread.model = Mistaken()
    said = await thread.ask("Explain the chart", await thread.picture(charts=BARS))
    assert "But what can be read there says otherwise: " in words(said)
    assert "42" in words(said).split("otherwise")[1]
