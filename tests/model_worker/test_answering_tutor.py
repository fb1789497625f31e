"""A study channel: drawn pixels to the way to an answer, and to the answer after it."""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from typing import Any

import pytest
from PIL import Image, ImageDraw

from bot.jobs import Answer, Box
from bot.redis_queue import Queue
from bot.redis_store import Store
from model_worker.kosmos2.markup import Grounded, Segment
from model_worker.readers.picture_reader import PictureReader
from tests.model_worker import test_every_intent as drawn
from tests.model_worker.readers.charts.paper import Paper
from tests.model_worker.readers.table_pictures import PRICES, a_canvas, draw_table
from tests.model_worker.scenes import (
    a_line,
    a_line_chart,
    a_pie,
    charts,
    some_bars,
    tables,
)
from tests.model_worker.table_builders import a_table
from tests.model_worker.telling.test_maths import a_sheet, an_equation
from tests.model_worker.thread import Thread, words
from tests.model_worker.tutoring.withheld import given_away, results
from tests.rendered import font

REVEAL = "Show me the answer"


def a_drawn_pie() -> Image.Image:
    paper = Paper(520, 320)
    names, shares = ("Rent", "Food", "Fun"), (0.5, 0.3, 0.2)
    paper.wheel(shares)
    paper.legend(names)
    return paper.image.resize((1040, 640))


def a_drawn_table() -> Image.Image:
    canvas = a_canvas()
    draw_table(canvas, PRICES)
    return canvas.image


def a_worksheet() -> Image.Image:
    image = Image.new("RGB", (420, 260), "#ffffff")
    for row, line in enumerate(("2x + 6 = 14", "2x = 20", "x = 10")):
        at = (40, 30 + 70 * row)
        ImageDraw.Draw(image).text(at, line, fill="#111111", font=font(36))
    return image


ASKED: dict[str, tuple[Callable[[], Image.Image], str, tuple[str, ...]]] = {
    "bars": (
        drawn.bars,
        "",
        (
            "Which bar is the tallest?",
            "How high is May?",
            "Compare Jan and May",
            "How many bars are there?",
        ),
    ),
    "line": (drawn.line, "", ("What is the trend?", "Which is the highest point?")),
    "pie": (a_drawn_pie, "", ("How large is Food?", "Which is the largest slice?")),
    "table": (
        a_drawn_table,
        "Product Units Price",
        ("How many units of tea?", "What is the sum of units?", "Read the table"),
    ),
    "sum": (drawn.an_equation, "3x + 4 = 10", ("Solve the equation",)),
    "worksheet": (
        a_worksheet,
        "2x + 6 = 14; 2x = 20; x = 10",
        ("Where is my mistake?",),
    ),
    "bill": (drawn.bill, "", ("How much is the total?",)),
}


@pytest.fixture
def thread(queue: Queue, store: Store) -> Thread:
    return Thread(queue, store)


@pytest.mark.parametrize("kind", ASKED)
async def test_of_drawn_pixels_the_way_is_told_and_the_result_after_it(
    kind: str, queue: Queue, store: Store, text_reader: PictureReader
) -> None:
    draw, task, questions = ASKED[kind]
    thread = Thread(queue, store, text_reader)
    picture = await thread.shown(draw())
    for user, question in enumerate(questions):
        thread.ear.heard.clear()
        who = {"user": f"{kind} {user}", "thread": f"{kind} {user}"}
        guide = await thread.ask(question, picture, manner="tutor", **who)
        heard = list(thread.ear.heard)
        answer = await thread.ask(REVEAL, manner="tutor", **who)
        plain = await thread.ask(
            question, picture, **{**who, "thread": f"{kind} {user} plainly"}
        )
        known = f"{question} {task}"
        assert results(plain, known), question
        assert given_away(guide, plain, known, heard) == set(), words(guide)
        assert guide.follow_ups[-1] == REVEAL
        assert "\n1. " in guide.text
        assert guide.findings
        assert answer == plain


NAMES, SCALE = Box(0.1, 0.92, 0.9, 0.97), Box(0.02, 0.1, 0.08, 0.9)
BARS = some_bars(x_axis=NAMES, y_axis=SCALE)
ERROR = (("Backup failed", 0.2, 0.99), ("Error code: 0x80070035", 0.5, 0.95))


async def test_the_bar_and_the_scale_are_pointed_at(thread: Thread) -> None:
    picture = await thread.picture(charts=charts(BARS))
    said = await thread.ask("How high is March?", picture, manner="tutor")
    assert words(said) == (
        "Let's find out how high “March” is.\n"
        "1. Look at the bar “March” [1].\n"
        "2. From its top, go straight left to the scale [2].\n"
        "3. Read the number there. Between two marks, work out what one step is "
        "worth.\n"
        "To check yourself: compare with the bar beside it. A taller one has a larger "
        "number."
    )
    assert [finding.boxes for finding in said.findings] == [
        (BARS.points[2].box,),
        (SCALE,),
    ]
    assert [finding.phrase for finding in said.findings] == [
        "the bar March",
        "the scale",
    ]
    assert {finding.source for finding in said.findings} == {"measured"}


async def test_of_the_tallest_bar_all_bars_are_pointed_at_as_one(
    thread: Thread,
) -> None:
    picture = await thread.picture(charts=charts(BARS))
    said = await thread.ask("Which bar is the tallest?", picture, manner="tutor")
    whole = reduce(Box.union, [point.box for point in BARS.points])
    assert [finding.boxes for finding in said.findings] == [
        (whole,),
        (NAMES,),
    ]


@pytest.mark.parametrize(
    "question",
    [
        "What does this show?",
        "Where is the retry button?",
        "What does the error say?",
        "Explain this error",
        "What should I check first?",
        "Summarise this",
        "Read the text",
        "Is it true that the backup failed?",
        "How many errors are there?",
        "Thanks!",
        "What is in box 7?",
        "Solve this",
    ],
)
async def test_what_is_no_exercise_is_answered_as_ever(
    thread: Thread, question: str
) -> None:
    picture = await thread.picture(ERROR)
    sent = () if question == "Thanks!" else (picture,)
    guide = await thread.ask(question, *sent, manner="tutor", thread="tutor")
    plain = await thread.ask(question, *sent, thread="plain")
    assert guide == plain


@pytest.mark.parametrize(
    ("question", "seen"),
    [
        ("How high is March?", {"charts": charts(some_bars(confidence=0.4))}),
        ("How high is March?", {}),
        ("How many bars are there?", {}),
        ("Solve the equation", {}),
        ("Solve number 7", {"equations": a_sheet(an_equation("x + 1 = 3"))}),
        ("Which is the largest?", {"tables": tables(a_table())}),
    ],
)
async def test_what_cannot_be_told_is_said_as_ever(
    thread: Thread, question: str, seen: dict[str, Any]
) -> None:
    picture = await thread.picture(**seen)
    guide = await thread.ask(question, picture, manner="tutor", thread="tutor")
    plain = await thread.ask(question, picture, thread="plain")
    assert guide == plain
    assert REVEAL not in guide.follow_ups


async def test_a_chart_that_no_word_calls_for_is_led_through_all_the_same(
    thread: Thread,
) -> None:
    picture = await thread.picture(charts=charts(BARS))
    said = await thread.ask("And what was March like?", picture, manner="tutor")
    assert words(said).startswith("Let's find out how high “March” is.")
    assert "42" not in said.text


class Counting:
    """A model that counts aloud."""

    async def look(
        self,
        task: object,
        picture_name: str,
        content: bytes,
        on_words: Callable[[str], None] | None = None,
        is_gone: Callable[[], bool] = lambda: False,
    ) -> Grounded:
        if on_words is not None:
            on_words("seven dogs")
        dogs = Segment("seven dogs", (Box(0.1, 0.1, 0.3, 0.3), Box(0.6, 0.6, 0.8, 0.8)))
        return Grounded((dogs,))


async def test_words_on_the_way_do_not_give_the_result_away(thread: Thread) -> None:
    thread.model = Counting()
    picture = await thread.picture()
    said = await thread.ask("How many dogs are there?", picture, manner="tutor")
    assert thread.ear.heard == [said.text]
    assert "seven" not in f"{said.text} {said.findings}"
    assert said.findings[0].boxes == (Box(0.1, 0.1, 0.8, 0.8),)
    plain = await thread.ask(REVEAL, manner="tutor")
    assert "seven dogs [1]" in words(plain).lower()
    assert any("seven dogs" in heard for heard in thread.ear.heard)


@pytest.mark.parametrize(
    "wish",
    [REVEAL, "show me the answer", "Show the answer!", "What is the answer?"],
)
@pytest.mark.parametrize("manner", ["tutor", "plain"])
async def test_the_answer_is_there_for_the_asking(
    thread: Thread, wish: str, manner: str
) -> None:
    picture = await thread.picture(charts=charts(BARS))
    await thread.ask("Which bar is the tallest?", picture, manner="tutor")
    said = await thread.ask(wish, manner=manner)
    assert words(said) == "The tallest is “March” (42) [1]."
    assert REVEAL not in said.follow_ups


async def test_a_conversation_goes_on_behind_the_answer(thread: Thread) -> None:
    picture = await thread.picture(charts=charts(BARS))
    await thread.ask("Which bar is the tallest?", picture, manner="tutor")
    await thread.ask(REVEAL, manner="tutor")
    guide = await thread.ask("And the smallest?", manner="tutor")
    assert words(guide).startswith("Let's find the shortest bar.")
    said = await thread.ask(REVEAL, manner="tutor")
    assert words(said) == "The smallest is “May” (5) [1]."
    again = await thread.ask(REVEAL, manner="tutor")
    assert again == said


async def test_the_same_is_asked_of_another_after_the_answer(thread: Thread) -> None:
    picture = await thread.picture(charts=charts(BARS))
    await thread.ask("How high is March?", picture, manner="tutor")
    await thread.ask(REVEAL, manner="tutor")
    guide = await thread.ask("And the first bar?", manner="tutor")
    assert words(guide).startswith("Let's find out how high this bar is.")
    assert guide.findings[0].boxes == (BARS.points[0].box,)


async def test_a_marked_place_is_remembered_until_the_answer(thread: Thread) -> None:
    picture = await thread.picture(
        (("Total 19.50", 0.1, 0.97), ("Total 42.10", 0.5, 0.97))
    )
    marked = {"picture": picture.name, "region": Box(0.05, 0.45, 0.95, 0.6)}
    guide = await thread.ask("How much is it?", picture, manner="tutor", **marked)
    assert "42.10" not in guide.text
    said = await thread.ask(REVEAL, manner="tutor")
    assert "42.10" in said.text
    assert "19.50" not in said.text


async def test_steps_that_are_right_are_simply_said_to_be(thread: Thread) -> None:
    lines = ("2x + 6 = 14", "2x = 8", "x = 4")
    sheet = a_sheet(*(an_equation(t, 0.1 * n) for n, t in enumerate(lines, 1)))
    picture = await thread.picture(equations=sheet)
    said = await thread.ask("Check my steps", picture, manner="tutor")
    assert words(said).startswith("Each step follows from the one above")


async def test_a_bare_check_of_a_worksheet_is_guided_too(thread: Thread) -> None:
    lines = ("2x + 6 = 14", "2x = 20")
    sheet = a_sheet(*(an_equation(t, 0.1 * n) for n, t in enumerate(lines, 1)))
    picture = await thread.picture(equations=sheet)
    said = await thread.ask("Is this correct?", picture, manner="tutor")
    assert words(said).startswith("Look at 2x = 20 [1] again.")
    assert "x = 4" not in said.text


async def test_of_two_pictures_the_answer_stays_the_last_that_is_offered(
    thread: Thread,
) -> None:
    one = await thread.picture(charts=charts(a_pie()))
    other = await thread.picture(colour="grey", charts=charts(BARS))
    said = await thread.ask("Which is the largest?", one, other, manner="tutor")
    assert words(said).startswith("Picture 1: Let's find the largest slice.")
    assert "Picture 2: Let's find the tallest bar." in words(said)
    assert said.follow_ups[-1] == REVEAL


async def test_values_to_take_away_are_not_attached(thread: Thread) -> None:
    picture = await thread.picture(charts=charts(a_line_chart(a_line(5, 9, 7, 3))))
    said = await thread.ask("Give me the values as CSV", picture, manner="tutor")
    assert not said.files
    plain = await thread.ask(REVEAL, manner="tutor")
    assert plain.files


async def test_a_plain_answer_offers_no_answer(thread: Thread) -> None:
    picture = await thread.picture(charts=charts(BARS))
    said: Answer = await thread.ask("How high is March?", picture)
    assert REVEAL not in said.follow_ups
