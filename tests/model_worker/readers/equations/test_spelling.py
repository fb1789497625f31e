import pytest

from model_worker.readers.equations.pieces import Piece
from model_worker.readers.equations.spelling import spelled
from tests.model_worker.readers.equations.typed import DIGIT, a_bar, a_sign, equals


@pytest.mark.parametrize(
    ("row", "text"),
    [
        ([a_sign("4", 0), a_sign("3", 20, -6, 18)], "4^(3)"),
        ([a_sign("4", 0), a_sign("7", 20)], "47"),
        ([a_sign("4", 0), equals(30), a_sign("7", 60)], "4 = 7"),
        ([a_sign("4", 0), a_bar(30, 48), a_sign("7", 60)], "4 - 7"),
        ([a_sign("4", 0), equals(30), a_bar(60, 130, 26)], "4 = __"),
    ],
)
def test_a_row_is_spelled_as_it_stands(row: list[Piece], text: str) -> None:
    assert spelled(row, DIGIT).text == text


def test_a_sign_below_another_without_a_bar_is_unreadable() -> None:
    row = [a_sign("4", 0), a_sign("7", 1, 34)]

    assert "#" in spelled(row, DIGIT).text


def test_a_line_is_as_sure_as_its_least_sure_sign() -> None:
    assert spelled([a_sign("4", 0), a_sign("7", 20)], DIGIT).chance <= 0.99
