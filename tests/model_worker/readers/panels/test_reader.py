import numpy as np
import pytest
from PIL import Image

from bot.jobs import Box
from bot.text_reading import Block, Line, TextReading
from model_worker.readers.panels.reader import panel_reading
from model_worker.readers.pixels import Pixels, pixels_of
from model_worker.readings import PanelReading
from tests.rendered import Canvas, Rendered, font, form, two_column_page, wordless_photo


def read(picture: Rendered, *, is_lossy: bool = False) -> PanelReading:
    content = picture.jpeg() if is_lossy else picture.png()
    lines = [Line(text.words, text.box, 0.9) for text in picture.texts]
    return panel_reading(pixels_of(content), TextReading((Block(tuple(lines)),)), none)


def none(region: Box) -> tuple[Line, ...]:
    raise AssertionError(f"panels need no text enlarged at {region}")


def four_charts(ground: str = "white", ink: str = "black") -> Rendered:
    canvas = Canvas(800, 640, ground)
    canvas.write((290, 8), "Orders of the year", ink, font(22))
    for place in range(4):
        left, top = 70 + 380 * (place % 2), 80 + 280 * (place // 2)
        canvas.write((left + 90, top - 26), f"Region {place + 1}", ink, font(16))
        canvas.pen.line((left, top, left, top + 190, left + 300, top + 190), fill=ink)
        for bar in range(4):
            x = left + 20 + 70 * bar
            canvas.pen.rectangle(
                (x, top + 150 - 40 * bar, x + 40, top + 189), "#4c72b0"
            )
            canvas.write((x + 8, top + 196), f"Q{bar + 1}", ink, font(14))
        canvas.write((left - 34, top + 80), "20", ink, font(14))
    return canvas.finished()


def collage(gutter_px: int, columns: int = 2) -> Rendered:
    side = 220
    width = columns * side + (columns - 1) * gutter_px
    sheet = Image.new("RGB", (width, 2 * side + gutter_px), "white")
    for place in range(2 * columns):
        column, row = place % columns, place // columns
        photo = wordless_photo(side, side, seed=place + 1).image
        sheet.paste(photo, (column * (side + gutter_px), row * (side + gutter_px)))
    return Rendered(sheet)


def cards(ground: str, paper: str, sizes: list[tuple[int, int, int, int]]) -> Rendered:
    canvas = Canvas(900, 560, ground)
    for left, top, right, bottom in sizes:
        canvas.pen.rounded_rectangle((left, top, right, bottom), 8, fill=paper)
        canvas.write((left + 14, top + 10), "Revenue", "#7f8ea3", font(15))
        canvas.write((left + 14, top + 36), "4,210", "#7f8ea3", font(24, "Sans-Bold"))
        for bar in range(5):
            x = left + 20 + bar * (right - left - 60) // 4
            canvas.pen.rectangle(
                (x, bottom - 20 - 12 * bar, x + 16, bottom - 12), "#e24a33"
            )
    return canvas.finished()


@pytest.mark.parametrize(("ground", "ink"), [("white", "black"), ("#111111", "white")])
def test_charts_in_a_grid_are_found_with_their_titles(ground: str, ink: str) -> None:
    reading = read(four_charts(ground, ink))

    places = [(panel.row, panel.column) for panel in reading.panels]
    assert places == [(1, 1), (1, 2), (2, 1), (2, 2)]
    assert [panel.title for panel in reading.panels][:2] == ["Region 1", "Region 2"]
    assert reading.is_regular


def test_a_charts_labels_belong_to_it() -> None:
    panel = read(four_charts()).panels[3]

    assert panel.box.iou(Box(410 / 800, 334 / 640, 750 / 800, 570 / 640)) > 0.85


@pytest.mark.parametrize(("gutter_px", "is_lossy"), [(4, False), (4, True), (16, True)])
def test_photographs_are_parted_by_thin_gutters(
    gutter_px: int, *, is_lossy: bool
) -> None:
    reading = read(collage(gutter_px, columns=3), is_lossy=is_lossy)

    assert [(panel.row, panel.column) for panel in reading.panels] == [
        (row, column) for row in (1, 2) for column in (1, 2, 3)
    ]


@pytest.mark.parametrize("paper", ["#1e1e1e", "#343a46"])
def test_cards_hardly_lighter_than_a_dark_page_are_found(paper: str) -> None:
    sizes = [(20 + 290 * at, 60, 290 + 290 * at, 260) for at in range(3)]

    reading = read(cards("#121212", paper, sizes))

    assert [panel.column for panel in reading.panels] == [1, 2, 3]
    assert reading.panels[1].title == "Revenue"


def test_unequal_cards_are_found_and_called_irregular() -> None:
    sizes = [(20, 20, 600, 270), (620, 20, 880, 270), (20, 290, 300, 540)]
    sizes += [(320, 290, 590, 540), (610, 290, 880, 540)]

    reading = read(cards("#eef1f5", "white", sizes))

    assert [panel.row for panel in reading.panels] == [1, 1, 2, 2, 2]
    assert not reading.is_regular


@pytest.mark.parametrize(
    "picture",
    [form(), two_column_page(), wordless_photo(), Rendered(Image.new("RGB", (9, 9)))],
)
def test_one_piece_has_no_parts(picture: Rendered) -> None:
    assert read(picture).panels == ()


def test_bars_without_axes_are_no_parts() -> None:
    pixels: Pixels = np.full((400, 600, 3), 255, np.uint8)
    for at in range(4):
        pixels[100 + 60 * at : 360, 60 + 130 * at : 150 + 130 * at] = (31, 119, 180)

    assert panel_reading(pixels, TextReading(), none).panels == ()
