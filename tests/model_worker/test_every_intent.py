"""Every intent once, from drawn pixels to the answer, nothing of it given."""

from __future__ import annotations

from typing import get_args

import pytest
from PIL import Image, ImageDraw

from bot.jobs import Intent
from bot.redis_queue import Queue
from bot.redis_store import Store
from model_worker.readers.picture_reader import PictureReader
from tests import rendered
from tests.model_worker.thread import Thread, words
from tests.rendered import font

ASKED: dict[str, tuple[tuple[Intent, str, str], ...]] = {
    "bill": (
        ("ask", "What is the invoice number?", "“A-2041” [1] is given as"),
        ("value", "How much is the total?", "“19.50”"),
        ("summarise", "Summarise this document", "This looks like an invoice"),
        ("read", "Read the text", "Bill to: Ann Lee"),
        ("describe", "What do you see?", "lines of text here"),
        ("locate", "Where is the due date?", "It is here: “Due date: 2 June 2025”"),
        ("check", "Is it true that the total is 19.50?", "supported"),
        ("forget", "Forget this", "I have forgotten this thread"),
    ),
    "dialog": (
        ("explain", "Explain this error", "refused"),
        ("fix", "What should I check first?", "backup service is running"),
    ),
    "bars": (
        ("extreme", "Which bar is the tallest?", "“May”"),
        ("compare", "Compare Jan and May", "“Jan”"),
        ("count", "How many bars are there?", "4"),
    ),
    "line": (("trend", "What is the trend?", "It goes up"),),
    "sum": (("solve", "Solve the equation", "x = 2"),),
}


def bill() -> Image.Image:
    lines = (
        ("INVOICE", 26),
        ("Invoice no.: A-2041", 16),
        ("Bill to: Ann Lee", 16),
        ("Due date: 2 June 2025", 16),
        ("Total: 19.50", 16),
    )
    image = Image.new("RGB", (420, 300), "#ffffff")
    for row, (line, size) in enumerate(lines):
        at = (30, 24 + 50 * row)
        ImageDraw.Draw(image).text(at, line, fill="#111111", font=font(size))
    return image


def dialog() -> Image.Image:
    return rendered.error_dialog().image


def axes() -> tuple[Image.Image, ImageDraw.ImageDraw]:
    """Paper with an axis from 0 to 40, five pixels a unit."""
    image = Image.new("RGB", (480, 300), "#ffffff")
    pen = ImageDraw.Draw(image)
    pen.line((60, 30, 60, 250, 450, 250), fill="#333333", width=1)
    for value in (0, 10, 20, 30, 40):
        height = 250 - 5 * value
        pen.line((55, height, 60, height), fill="#333333")
        pen.text((50, height), str(value), fill="#111111", font=font(14), anchor="rm")
    for place, month in enumerate(("Jan", "Mar", "May", "Jul")):
        at = (110 + 95 * place, 266)
        pen.text(at, month, fill="#111111", font=font(14), anchor="mm")
    return image, pen


def bars() -> Image.Image:
    image, pen = axes()
    for place, value in enumerate((12, 25, 38, 18)):
        left = 85 + 95 * place
        pen.rectangle((left, 250 - 5 * value, left + 50, 249), fill="#1f77b4")
    return image


def line() -> Image.Image:
    image, pen = axes()
    values = (5, 14, 24, 37)
    points = [(110 + 95 * at, 250 - 5 * value) for at, value in enumerate(values)]
    pen.line(points, fill="#d62728", width=3)
    return image


def an_equation() -> Image.Image:
    image = Image.new("RGB", (420, 120), "#ffffff")
    pen = ImageDraw.Draw(image)
    pen.text((40, 40), "3x + 4 = 10", fill="#111111", font=font(36))
    return image


PICTURES = {
    "bill": bill,
    "dialog": dialog,
    "bars": bars,
    "line": line,
    "sum": an_equation,
}


@pytest.mark.parametrize("kind", ASKED)
async def test_what_is_asked_of_drawn_pixels_is_answered(
    kind: str, queue: Queue, store: Store, text_reader: PictureReader
) -> None:
    thread = Thread(queue, store, text_reader)
    picture = await thread.shown(PICTURES[kind]())
    for intent, question, said in ASKED[kind]:
        answer = await thread.ask(question, picture, user=intent)
        assert (answer.intent, question) == (intent, question)
        assert said in words(answer)


def test_no_intent_is_left_out() -> None:
    asked = [intent for questions in ASKED.values() for intent, _, _ in questions]
    assert sorted(asked) == sorted(get_args(Intent))
