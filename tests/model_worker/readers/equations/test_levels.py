from model_worker.readers.equations.levels import levels, line_of
from tests.model_worker.readers.equations.typed import DIGIT, a_bar, a_sign


def test_a_small_sign_whose_foot_is_high_is_raised() -> None:
    row = [a_sign("4", 0), a_sign("3", 22, -6, 18), a_sign("5", 50)]
    line = line_of(row, DIGIT)

    assert levels(row, line) == ["line", "raised", "line"]
    assert (line.foot, line.digit) == (30, 30)


def test_a_minus_between_a_base_and_a_raised_digit_is_raised_with_it() -> None:
    row = [a_sign("4", 0), a_bar(22, 30, 2), a_sign("3", 34, -6, 18)]

    assert levels(row, line_of(row, DIGIT)) == ["line", "raised", "raised"]


def test_a_digit_below_the_line_is_lowered() -> None:
    row = [a_sign("4", 0), a_sign("5", 22), a_sign("1", 44, 18, 18)]

    assert levels(row, line_of(row, DIGIT))[2] == "lowered"


def test_without_digits_or_letters_the_bars_tell_where_the_line_is() -> None:
    line = line_of([a_bar(0, 20, 14)], DIGIT)

    assert line.digit == DIGIT
    assert line.foot > 16
