"""Draws the three sample pictures that the page offers to try.

`python -m tests.page.make_samples` writes them beside samples.json. Drawn at twice
the size and reduced, with the typeface that Pillow carries: the same on any machine.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

FOLDER = Path(__file__).resolve().parents[2] / "adapters/web/page/samples"
SCALE = 2
COLOURS = 128  # enough for smooth edges of type, and under 60 kB

INK, SOFT, LINE, PAPER = "#1f2430", "#5c6472", "#d9dde3", "#ffffff"


class Sheet:
    """A drawing in the pixels of the finished picture."""

    def __init__(self, width: int, height: int, colour: str) -> None:
        self._image = Image.new("RGB", (width * SCALE, height * SCALE), colour)
        self._draw = ImageDraw.Draw(self._image)

    def box(
        self,
        box: tuple[int, int, int, int],
        fill: str | None,
        outline: str | None = None,
        radius: int = 0,
    ) -> None:
        scaled = tuple(side * SCALE for side in box)
        width = SCALE if outline else 0
        self._draw.rounded_rectangle(scaled, radius * SCALE, fill, outline, width)

    def line(self, points: list[tuple[int, int]], colour: str, width: int = 1) -> None:
        scaled = [(x * SCALE, y * SCALE) for x, y in points]
        self._draw.line(scaled, colour, width * SCALE, joint="curve")

    def disc(self, centre: tuple[int, int], radius: int, colour: str) -> None:
        x, y = (side * SCALE for side in centre)
        self._draw.circle((x, y), radius * SCALE, colour)

    def text(
        self,
        at: tuple[int, int],
        words: str,
        size: int,
        colour: str = INK,
        anchor: str = "la",
        weight: float = 0,
    ) -> None:
        font = ImageFont.load_default(size * SCALE)
        x, y = (side * SCALE for side in at)
        self._draw.text(
            (x, y), words, colour, font, anchor, stroke_width=weight * SCALE
        )

    def reduced(self) -> Image.Image:
        width, height = self._image.size
        small = self._image.resize(
            (width // SCALE, height // SCALE), Image.Resampling.LANCZOS
        )
        return small.quantize(COLOURS, dither=Image.Dither.NONE)


def error_dialog() -> Image.Image:
    """A file manager that cannot reach its server."""
    sheet = Sheet(1120, 700, "#3d5a80")
    sheet.box((70, 50, 1050, 650), "#f7f8fa", radius=10)
    sheet.box((70, 50, 1050, 100), "#e9ecf1", radius=10)
    sheet.text((110, 66), "Projects", 17, INK, weight=0.4)
    for x, colour in ((960, "#c3c9d2"), (990, "#c3c9d2"), (1020, "#e2725b")):
        sheet.disc((x, 75), 7, colour)
    for row, (name, day) in enumerate(_FILES):
        y = 128 + row * 46
        sheet.box((110, y, 136, y + 22), "#8fb3d9", radius=4)
        sheet.text((152, y + 2), name, 16)
        sheet.text((800, y + 2), day, 15, SOFT)
        sheet.line([(110, y + 34), (1010, y + 34)], LINE)
    _dialog(sheet)
    return sheet.reduced()


_FILES = [
    ("Annual report", "12 May"),
    ("Brand pictures", "9 May"),
    ("Contracts", "3 May"),
    ("Drawings", "28 April"),
    ("Estimates", "21 April"),
    ("Field notes", "17 April"),
    ("Invoices", "2 April"),
    ("Letters", "30 March"),
    ("Meetings", "22 March"),
    ("Orders", "14 March"),
    ("Plans", "1 March"),
]


def _dialog(sheet: Sheet) -> None:
    sheet.box((276, 206, 852, 504), "#c9ced6", radius=12)
    sheet.box((272, 200, 848, 496), PAPER, "#b6bdc8", radius=12)
    sheet.disc((330, 268), 26, "#c8352b")
    sheet.line([(320, 258), (340, 278)], PAPER, 4)
    sheet.line([(340, 258), (320, 278)], PAPER, 4)
    sheet.text((380, 238), "Cannot open Projects", 24, INK, weight=0.5)
    sheet.text((380, 284), "Error 0x80070035", 18, "#a3261d", weight=0.3)
    sheet.text((380, 318), "The network path was not found.", 18)
    sheet.text((380, 352), "Check that the VPN is connected,", 17, SOFT)
    sheet.text((380, 378), "then try again.", 17, SOFT)
    sheet.box((560, 428, 690, 470), PAPER, "#b6bdc8", radius=8)
    sheet.text((625, 449), "Cancel", 17, INK, "mm")
    sheet.box((702, 428, 824, 470), "#2f5fb3", radius=8)
    sheet.text((763, 449), "Try again", 17, PAPER, "mm")


def bar_chart() -> Image.Image:
    """Support requests by channel, the values written above the bars."""
    sheet = Sheet(1120, 700, PAPER)
    sheet.text((80, 50), "Support requests by channel", 30, INK, weight=0.5)
    sheet.text((80, 96), "April to June, in thousands", 18, SOFT)
    base, top = 590, 160
    for tick in range(0, 51, 10):
        y = base - (base - top) * tick // 50
        sheet.line([(130, y), (1050, y)], INK if tick == 0 else LINE)
        sheet.text((112, y), str(tick), 17, SOFT, "rm")
    for column, (name, value, colour) in enumerate(_CHANNELS):
        x = 176 + column * 182
        y = base - round((base - top) * value / 50)
        sheet.box((x, y, x + 104, base - 1), colour)
        sheet.text((x + 52, y - 8), f"{value:g}", 20, INK, "mb", 0.3)
        sheet.text((x + 52, base + 18), name, 19, INK, "ma")
    sheet.text((1050, 660), "Source: helpdesk log", 15, SOFT, "ra")
    return sheet.reduced()


_CHANNELS = [
    ("Email", 42.5, "#2f6f8f"),
    ("Chat", 31, "#5b9bb0"),
    ("Phone", 16.8, "#93bfc9"),
    ("Forum", 12.4, "#c98f5a"),
    ("Post", 3.1, "#8b8f99"),
]


def worksheet() -> Image.Image:
    """A school sheet with five numbered tasks."""
    sheet = Sheet(840, 1080, "#fffdf8")
    sheet.text((80, 64), "Fractions and percentages", 32, INK, weight=0.5)
    sheet.text((80, 116), "Worksheet 4", 19, SOFT)
    sheet.text((480, 116), "Name", 19, SOFT)
    sheet.line([(540, 138), (760, 138)], SOFT)
    sheet.line([(80, 166), (760, 166)], INK, 2)
    for row, (task, hint) in enumerate(_TASKS):
        y = 208 + row * 166
        sheet.disc((102, y + 14), 20, "#2f6f5e")
        sheet.text((102, y + 14), str(row + 1), 20, PAPER, "mm", 0.3)
        sheet.text((144, y), task, 22)
        sheet.text((144, y + 36), hint, 18, SOFT)
        sheet.box((144, y + 72, 760, y + 124), PAPER, LINE, 6)
    sheet.text((760, 1036), "Page 1 of 2", 16, SOFT, "ra")
    return sheet.reduced()


_TASKS = [
    ("Write 3/4 as a percentage.", "Divide, then multiply by 100."),
    ("Which is larger: 2/3 or 5/8?", "Use a common denominator."),
    ("Find 15% of 240.", "Show every step."),
    ("A coat costs 80. It is reduced by 25%.", "What does it cost now?"),
    ("Write 0.125 as a fraction.", "Give it in its lowest terms."),
]

SAMPLES: list[tuple[str, str, str, Callable[[], Image.Image]]] = [
    ("error.png", "An error message", "What does the error say?", error_dialog),
    ("chart.png", "A chart", "Where is Email in this chart?", bar_chart),
    ("worksheet.png", "A worksheet", "What does task 3 say?", worksheet),
]


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    listed = []
    for file, title, question, draw in SAMPLES:
        draw().save(FOLDER / file, optimize=True)
        listed.append({"file": file, "title": title, "question": question})
    (FOLDER / "samples.json").write_text(json.dumps(listed, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
