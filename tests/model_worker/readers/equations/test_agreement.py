from msgspec.structs import replace

from bot.jobs import Box
from bot.text_reading import Line
from model_worker.readers.equations.agreement import agreement, alike
from model_worker.readers.equations.cuts import Cut
from model_worker.readers.equations.pieces import Piece
from tests.model_worker.readers.equations.typed import a_sign

CUT = Cut(1.0, 0, 0, (200, 100))
ROW = [
    replace(a_sign(text, 22.0 * place), text=text) for place, text in enumerate("2+3")
]


def read_as(text: str, row: list[Piece] = ROW) -> tuple[int, int]:
    line = Line(text, Box(0, 0, 0.32, 0.3), 0.9)
    agreed = agreement(row, [line], CUT)
    return agreed.confirmed, agreed.disputed


def test_what_both_readers_see_is_confirmed() -> None:
    assert read_as("2 + 3") == (3, 0)


def test_what_the_text_engine_reads_otherwise_is_disputed() -> None:
    assert read_as("2 + 8") == (2, 1)


def test_what_it_leaves_out_is_no_dispute() -> None:
    assert read_as("2 3") == (2, 0)


def test_signs_that_look_alike_are_the_same() -> None:
    assert alike("\u00d7") == alike("x")
    assert alike("O l") == "01"
