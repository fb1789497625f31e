from model_worker.readers.equations.structures import structured
from tests.model_worker.readers.equations.typed import DIGIT, a_bar, a_sign


def test_what_stands_over_and_under_a_bar_is_a_fraction() -> None:
    (whole,) = structured([a_sign("3", 5, 0), a_bar(0, 28, 36), a_sign("4", 5, 46)], 30)

    assert whole.form == "fraction"
    assert whole.text == "((3)/(4))"
    assert whole.axis == 38


def test_a_bar_with_nothing_under_it_is_no_fraction() -> None:
    pieces = [a_sign("3", 5, 0), a_bar(0, 28, 36)]

    assert {piece.form for piece in structured(pieces, DIGIT)} == {"sign", "bar"}


def test_a_bar_much_longer_than_what_it_parts_is_a_rule_of_the_page() -> None:
    pieces = [a_sign("3", 205, 0), a_bar(0, 400, 36), a_sign("4", 205, 46)]

    assert all(piece.form != "fraction" for piece in structured(pieces, DIGIT))


def test_what_stands_under_the_bar_of_a_root_sign_is_its_root() -> None:
    hook = a_sign("\u221a", 0, 0, 40)
    pieces = [hook, a_bar(hook.right, 50, 0), a_sign("9", 28, 8)]

    (whole,) = structured(pieces, DIGIT)

    assert whole.text == "sqrt(9)"
