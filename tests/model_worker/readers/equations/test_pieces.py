from model_worker.readers.equations.names import Guess
from model_worker.readers.equations.pieces import (
    Piece,
    around,
    digit_height,
    shared_height,
    shared_width,
    without,
)


def a_piece(
    left: float, top: float, right: float, bottom: float, label: str = "3"
) -> Piece:
    guesses = (Guess(label, 0.99),)
    return Piece(left=left, top=top, right=right, bottom=bottom, guesses=guesses)


def test_the_place_of_several_pieces_holds_them_all() -> None:
    assert around([a_piece(5, 9, 10, 20), a_piece(8, 2, 30, 12)]) == (5, 2, 30, 20)


def test_pieces_beside_each_other_share_no_width_but_their_height() -> None:
    one, other = a_piece(0, 0, 10, 20), a_piece(15, 10, 25, 30)

    assert shared_width(one, other) == 0
    assert shared_height(one, other) == 10


def test_a_raised_digit_does_not_make_digits_smaller() -> None:
    row = [a_piece(0, 0, 10, 20), a_piece(12, 0, 22, 20), a_piece(24, 0, 30, 12, "2")]

    assert digit_height(row, 99) == 20


def test_a_tall_sign_that_is_no_digit_does_not_make_digits_larger() -> None:
    row = [a_piece(0, 0, 10, 40, "("), a_piece(12, 10, 22, 30), a_piece(24, 10, 34, 30)]

    assert digit_height(row, 99) == 20


def test_without_any_sign_the_height_is_the_one_that_was_expected() -> None:
    assert digit_height([], 17) == 17


def test_only_the_very_pieces_that_were_taken_are_gone() -> None:
    one, twin = a_piece(0, 0, 10, 20), a_piece(0, 0, 10, 20)

    left = without([one, twin], [one])

    assert len(left) == 1
    assert left[0] is twin
