from __future__ import annotations

import random
from collections.abc import Callable
from io import BytesIO

import pytest
from msgspec.structs import replace
from PIL import Image

from bot.jobs import Box
from bot.marks import is_unsure
from bot.text_reading import Line, TextReading
from model_worker.places.table_places import row_box
from model_worker.readings import Table
from model_worker.telling.csv_files import table_file
from tests.model_worker.readers.table_pictures import (
    DARK,
    GRID,
    LEFT,
    PITCH,
    PRICES,
    TOP,
    Look,
    a_canvas,
    a_table,
    cells_of,
    draw_table,
    reading_of,
    tables_in,
    text_of,
)
from tests.rendered import Rendered, bar_chart, font, form, two_column_page

LOOKS = [
    GRID,
    Look(ruling="rows"),
    Look(ruling="zebra"),
    Look(ruling="head"),
    Look(ruling="none"),
    DARK,
    Look(ruling="zebra", paper=DARK.paper, ink=DARK.ink, stripe=DARK.stripe),
]
PLAIN = Look(ruling="none", is_bold=False)
NAMES = "Ann Ben Cleo Dora Emil Finn Gina Hugo Iris Jan Kai Lena".split()  # noqa: SIM905


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: f"{look.ruling} {look.paper}")
def test_rows_columns_header_and_cells_are_found_in_any_look(look: Look) -> None:
    (table,) = tables_in(a_table(PRICES, look))
    assert cells_of(table) == [list(row) for row in PRICES]
    assert table.has_header
    assert not is_unsure(table.confidence)
    assert table_file(table).text.splitlines()[1] == "Tea,12,2.50"


@pytest.mark.parametrize("look", [GRID, Look(ruling="zebra"), DARK])
def test_a_lossy_picture_says_the_same(look: Look) -> None:
    drawn = a_table(PRICES, look)
    with Image.open(BytesIO(drawn.jpeg(50))) as image:
        lossy = Rendered(image.convert("RGB"), drawn.texts)
    (table,) = tables_in(lossy)
    assert cells_of(table) == [list(row) for row in PRICES]


def test_a_ruled_cell_has_the_box_of_its_frame_another_that_of_its_words() -> None:
    (ruled,) = tables_in(a_table(PRICES, GRID))
    frame = Box(LEFT / 760, (TOP + PITCH) / 480, 190 / 760, (TOP + 2 * PITCH) / 480)
    assert ruled.rows[1][0].box.iou(frame) > 0.95
    (plain,) = tables_in(a_table(PRICES, Look(ruling="none")))
    drawn = a_table(PRICES, Look(ruling="none"))
    assert plain.rows[1][0].box.iou(drawn.box_of("Tea")) > 0.9


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: f"{look.ruling} {look.paper}")
def test_the_bottom_row_is_found_as_wide_and_high_as_it_is(look: Look) -> None:
    (table,) = tables_in(a_table(PRICES, look))
    top = (TOP + 4 * PITCH) / 480
    bottom = Box(LEFT / 760, top, 490 / 760, top + PITCH / 480)
    assert row_box(table, -1).iou(bottom) > 0.6


@pytest.mark.parametrize("seed", range(8))
def test_tables_of_any_size_are_found(seed: int) -> None:
    chance = random.Random(seed)
    rows, columns = chance.randint(3, 9), chance.randint(2, 4)
    head = ["Name", "Points", "Age", "Debt"][:columns]
    body = [
        [name, *(str(chance.randint(1, 900)) for _ in head[1:])]
        for name in chance.sample(NAMES, rows)
    ]
    look = chance.choice(LOOKS)
    (table,) = tables_in(a_table([head, *body], look))
    assert cells_of(table) == [head, *body]


def test_empty_cells_stay_empty() -> None:
    rows = [list(row) for row in PRICES]
    rows[2][1] = rows[3][2] = ""
    for look in (GRID, Look(ruling="rows"), Look(ruling="none")):
        (table,) = tables_in(a_table(rows, look))
        assert cells_of(table) == rows


@pytest.mark.parametrize("ruling", ["grid", "rows"])
def test_lines_of_one_cell_are_joined(ruling: str) -> None:
    canvas = a_canvas()
    for y in (80, 114, 170, 226):
        canvas.pen.line((40, y, 490, y), fill="#999999")
    for x in (40, 190, 340, 490) if ruling == "grid" else ():
        canvas.pen.line((x, 80, x, 226), fill="#999999")
    for x, y, words in (
        (48, 88, "Item"),
        (198, 88, "What it is"),
        (348, 88, "Price"),
        (48, 132, "Tea"),
        (198, 121, "dried leaves"),
        (198, 143, "of a bush"),
        (430, 132, "2.50"),
        (48, 188, "Coffee"),
        (198, 177, "roasted and"),
        (198, 199, "ground beans"),
        (430, 188, "4.00"),
    ):
        canvas.write((x, y), words, "black", font(15))
    (table,) = tables_in(canvas.finished())
    assert cells_of(table) == [
        ["Item", "What it is", "Price"],
        ["Tea", "dried leaves of a bush", "2.50"],
        ["Coffee", "roasted and ground beans", "4.00"],
    ]


def test_cells_that_were_read_as_one_line_are_parted() -> None:
    for look in (GRID, Look(ruling="none")):
        drawn = a_table(PRICES, look)
        (table,) = tables_in(drawn, ("Tea", "12"), ("30", "4.00"))
        assert cells_of(table) == [list(row) for row in PRICES]


def test_a_name_over_several_columns_joins_the_names_below() -> None:
    canvas = a_canvas()
    rows = [
        ("City", "Old", "New", "Sum"),
        ("Oslo", "3", "4", "7"),
        ("Rome", "5", "1", "6"),
    ]
    draw_table(canvas, rows, replace_wide(Look(ruling="grid")), TOP + PITCH)
    canvas.pen.rectangle((40, TOP, 480, TOP + PITCH), outline="#bbbbbb")
    canvas.pen.line((150, TOP, 150, TOP + PITCH), fill="#bbbbbb")
    canvas.pen.line((370, TOP, 370, TOP + PITCH), fill="#bbbbbb")
    canvas.write((230, TOP + 8), "Houses", "black", font(16, "Sans-Bold"))
    (table,) = tables_in(canvas.finished())
    assert [cell.text for cell in table.header] == [
        "City",
        "Houses Old",
        "Houses New",
        "Sum",
    ]
    assert len(table.body) == 2


def replace_wide(look: Look) -> Look:
    return Look(ruling=look.ruling, wide=110)


def test_the_line_above_is_the_title_and_a_sentence_is_not() -> None:
    for words, title in (("Prices in May", "Prices in May"), ("See below.", "")):
        canvas = a_canvas()
        canvas.write((LEFT, 40), words, "black", font(20, "Sans-Bold"))
        draw_table(canvas, PRICES, Look(ruling="rows"))
        (table,) = tables_in(canvas.finished())
        assert table.title == title


def test_two_tables_below_each_other_are_two() -> None:
    canvas = a_canvas()
    look = Look(ruling="rows")
    draw_table(canvas, PRICES, look, 30)
    canvas.write((LEFT, 226), "Another list", "black", font(18, "Sans-Bold"))
    draw_table(canvas, PRICES[:4], look, 270)
    first, second = tables_in(canvas.finished())
    assert (len(first.rows), len(second.rows)) == (5, 4)
    assert second.title == "Another list"


def test_a_side_bar_is_no_column() -> None:
    canvas = a_canvas()
    draw_table(canvas, PRICES, Look(ruling="rows", left=220))
    for place, words in enumerate(("Home", "Orders", "People", "Reports", "Help")):
        canvas.write((20, 70 + 42 * place), words, "black", font(16))
    (table,) = tables_in(canvas.finished())
    assert cells_of(table) == [list(row) for row in PRICES]


def test_the_letters_and_numbers_of_a_spreadsheet_are_left_out() -> None:
    sheet = [
        ("", "A", "B", "C"),
        *((str(at), *row) for at, row in enumerate(PRICES, 1)),
    ]
    (table,) = tables_in(a_table(sheet, Look(wide=110, is_bold=False)))
    assert cells_of(table) == [list(row) for row in PRICES]


def test_a_row_without_names_is_no_header() -> None:
    (table,) = tables_in(a_table(PRICES[1:], Look(is_bold=False)))
    assert not table.has_header
    assert len(table.body) == 4


def test_a_dash_is_read_though_no_reader_of_text_reads_it() -> None:
    rows = [list(row) for row in PRICES]
    rows[2][2] = "-"
    drawn = a_table(rows)
    (table,) = reading_of(drawn, without(text_of(drawn), "-")).tables
    assert table.rows[2][2].text == "-"


def test_a_cell_that_was_passed_over_is_looked_at_again() -> None:
    drawn = a_table()
    missed = next(line for line in text_of(drawn).lines if line.text == "30")
    text = without(text_of(drawn), "30")
    (table,) = reading_of(drawn, text, closer=[missed]).tables
    assert table.rows[2][1].text == "30"
    assert not is_unsure(table.rows[2][1].confidence)


def test_a_cell_that_nobody_can_read_is_not_said_to_be_empty() -> None:
    drawn = a_table()
    (table,) = reading_of(drawn, without(text_of(drawn), "30")).tables
    assert table.rows[2][1].text == ""
    assert is_unsure(table.rows[2][1].confidence)


def test_few_cells_are_looked_at_again_as_each_look_takes_its_time() -> None:
    drawn, looks = a_table([list("abcd")] * 9), list[Box]()

    def closer(region: Box) -> tuple[Line, ...]:
        looks.append(region)
        return ()

    text = text_of(drawn)
    doubted = [replace(line, confidence=0.4) for line in text.lines]
    blocks = tuple(replace(text.blocks[0], lines=(line,)) for line in doubted)
    reading_of(drawn, TextReading(blocks), closer)
    assert 0 < len(looks) <= 6


def without(text: TextReading, words: str) -> TextReading:
    return TextReading(tuple(b for b in text.blocks if b.text != words))


def a_calendar() -> Rendered:
    days = [str(day) for day in range(1, 31)]
    weeks = [["", "", *days[:5]], *(days[at : at + 7] for at in range(5, 26, 7))]
    head = "Mon Tue Wed Thu Fri Sat Sun".split()  # noqa: SIM905
    return a_table([head, *weeks], Look(wide=60))


def a_keypad() -> Rendered:
    canvas = a_canvas()
    for place, key in enumerate("789456123"):
        x, y = 60 + 80 * (place % 3), 60 + 80 * (place // 3)
        canvas.pen.rectangle((x, y, x + 60, y + 60), outline="#888888")
        canvas.write((x + 24, y + 20), key, "black", font(18))
    return canvas.finished()


def code() -> Rendered:
    canvas = a_canvas()
    lines = (
        "def total(rows):",
        "    price = 0",
        "    for row in rows:",
        "        add(row)",
    )
    for place, line in enumerate(lines):
        canvas.write(
            (30, 50 + 30 * place), str(place + 1), "grey", font(15, "SansMono")
        )
        indent = 9 * (len(line) - len(line.lstrip()))
        canvas.write(
            (70 + indent, 50 + 30 * place), line.strip(), "black", font(15, "SansMono")
        )
    return canvas.finished()


def cards() -> Rendered:
    canvas = a_canvas()
    for column, (name, amount, change) in enumerate(
        (("Orders", "320", "+2%"), ("Visits", "9,120", "-1%"), ("Refunds", "17", "+4%"))
    ):
        x = 30 + 230 * column
        canvas.pen.rectangle((x, 60, x + 200, 210), outline="#999999")
        canvas.write((x + 16, 76), name, "grey", font(15))
        canvas.write((x + 16, 110), amount, "black", font(34))
        canvas.write((x + 16, 174), change, "green", font(15))
    return canvas.finished()


def a_list() -> Rendered:
    canvas = a_canvas()
    for place, name in enumerate(NAMES[:6]):
        canvas.write((40, 60 + 34 * place), f"{place + 1}.", "black", font(16))
        canvas.write((90, 60 + 34 * place), f"Ask {name} about it", "black", font(16))
    return canvas.finished()


def links() -> Rendered:
    canvas = a_canvas()
    for column, words in enumerate(
        ("About Team Press", "Help Docs Blog", "Terms Privacy Law")
    ):
        for row, word in enumerate(words.split()):
            canvas.write((40 + 200 * column, 60 + 30 * row), word, "black", font(15))
    return canvas.finished()


@pytest.mark.parametrize(
    "draw",
    [
        form,
        two_column_page,
        bar_chart,
        a_calendar,
        a_keypad,
        code,
        cards,
        a_list,
        links,
    ],
)
def test_what_only_stands_in_rows_and_columns_is_no_sure_table(
    draw: Callable[[], Rendered],
) -> None:
    assert not sure(tables_in(draw()))


def sure(tables: tuple[Table, ...]) -> list[Table]:
    return [table for table in tables if not is_unsure(table.confidence)]


def test_where_there_is_no_text_there_is_no_table() -> None:
    canvas = a_canvas()
    for y in range(40, 300, 40):
        canvas.pen.line((40, y, 400, y), fill="black")
        canvas.pen.line((y, 40, y, 280), fill="black")
    assert tables_in(canvas.finished()) == ()
