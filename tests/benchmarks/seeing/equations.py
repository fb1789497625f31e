"""Printed exercises: by matplotlib's mathtext, by a browser, in plain letters.

Run as `python -m tests.benchmarks.seeing.equations --seed 1 --count 20 --out FOLDER` to
look at some.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import matplotlib as mpl
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image, ImageDraw

from tests.benchmarks.seeing.browser import Window, a_browser
from tests.benchmarks.seeing.dumping import dump
from tests.benchmarks.seeing.exercises import EXERCISES, Exercise
from tests.benchmarks.seeing.notations import Html, Mathtext, Plain
from tests.benchmarks.seeing.samples import EquationTruth, Sample, chance_of, png
from tests.benchmarks.seeing.themes import page, theme_of
from tests.rendered import font

QUESTIONS = {
    "arithmetic": ("What is the result?", "Calculate this.", "Solve this."),
    "linear": ("Solve this equation.", "What is x?", "Solve for x."),
    "quadratic": ("Solve this equation.", "Find x.", "Solve this step by step."),
    "system": ("Solve this system.", "Solve this.", "What are x and y?"),
}
FONTSETS = ("dejavusans", "cm", "stix", "dejavuserif")
FRACTION = """
.frac { display: inline-flex; flex-direction: column; vertical-align: middle;
        text-align: center; margin: 0 .15em; line-height: 1.15; }
.frac > span:first-child { border-bottom: .07em solid; padding: 0 .2em; }
.brace { border-left: 3px solid; border-radius: 12px 0 0 12px; padding-left: 18px; }
"""


def equations(seed: int, count: int) -> Iterator[Sample]:
    """Yield every kind of exercise in each of three prints."""
    with a_browser() as browser:
        window = Window(browser)
        for number in range(count):
            chance = chance_of(seed, "equations", number)
            exercise = EXERCISES[number % len(EXERCISES)](chance)
            turn = number // len(EXERCISES) % 3
            content, source = _printed(turn, window, exercise, chance)
            yield Sample(
                name=f"equation-{seed}-{number:03}-{exercise.kind}",
                source=source,
                content=content,
                truth=EquationTruth(
                    kind=exercise.kind,
                    text="\n".join(exercise.lines(Plain())),
                    results=exercise.results,
                ),
                question=chance.choice(QUESTIONS[exercise.kind]),
            )


def _printed(
    turn: int, window: Window, exercise: Exercise, chance: random.Random
) -> tuple[bytes, Any]:
    match turn:
        case 0:
            return _by_mathtext(exercise, chance), "matplotlib"
        case 1:
            return _by_browser(window, exercise, chance), "html"
        case _:
            return _by_pillow(exercise, chance), "pillow"


def _by_mathtext(exercise: Exercise, chance: random.Random) -> bytes:
    lines = exercise.lines(Mathtext())
    with mpl.rc_context({"mathtext.fontset": chance.choice(FONTSETS)}):
        figure = Figure((6.4, 1.4 + 0.9 * len(lines)), dpi=100)
        FigureCanvasAgg(figure)
        size = chance.choice((20, 24, 28))
        for place, line in enumerate(lines):
            height = 1 - (place + 1) / (len(lines) + 1)
            figure.text(0.1, height, f"${line}$", size=size, va="center")
        content = BytesIO()
        figure.savefig(content, format="png")
    return content.getvalue()


def _by_browser(window: Window, exercise: Exercise, chance: random.Random) -> bytes:
    theme = theme_of(chance, is_dark=chance.random() < 0.25)
    rows = "".join(
        f"<div style='margin:10px 0'>{line}</div>" for line in exercise.lines(Html())
    )
    is_system = exercise.kind == "system"
    brace = "brace" if is_system and chance.random() < 0.5 else ""
    size = chance.choice((22, 26, 30))
    task = chance.choice(("Exercise 3", "Homework", "Question 2", ""))
    look = f"font-size:{size}px;margin:26px 10px"
    body = f"""<div style="padding:28px"><h2>{task}</h2>
      <div class="{brace}" style="{look}">{rows}</div></div>"""
    return window.shown(page(theme, body, FRACTION), (640, 320)).content


def _by_pillow(exercise: Exercise, chance: random.Random) -> bytes:
    face = font(chance.choice((26, 30, 36)), chance.choice(("Sans", "Serif")))
    lines = exercise.lines(Plain())
    image = Image.new("RGB", (700, 130 + 70 * len(lines)), "#ffffff")
    pen = ImageDraw.Draw(image)
    for place, line in enumerate(lines):
        pen.text((60, 50 + 70 * place), line, fill="#111111", font=face)
    return png(image)


if __name__ == "__main__":
    dump(equations)
