import pytest

from model_worker.readers.colour_names import (
    COLOUR_WORDS,
    colour_name,
    family,
    is_colour,
    lab,
    may_mean,
)


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("ffffff", "white"),
        ("000000", "black"),
        ("808080", "grey"),
        ("d62728", "red"),
        ("c44e52", "red"),
        ("ff7f0e", "orange"),
        ("ffd700", "yellow"),
        ("2ca02c", "green"),
        ("008080", "teal"),
        ("17becf", "turquoise"),
        ("1f77b4", "blue"),
        ("add8e6", "light blue"),
        ("000080", "navy"),
        ("9467bd", "purple"),
        ("ff69b4", "pink"),
        ("8c564b", "brown"),
        ("f5f5dc", "beige"),
    ],
)
def test_colours_are_called_what_people_call_them(code: str, name: str) -> None:
    red, green, blue = bytes.fromhex(code)

    assert colour_name((red, green, blue)) == name


def test_every_name_that_is_given_is_a_colour_word() -> None:
    steps = range(0, 256, 51)
    names = {colour_name((r, g, b)) for r in steps for g in steps for b in steps}

    assert names <= COLOUR_WORDS
    assert len(names) > 25


def test_a_shade_belongs_to_its_plain_colour() -> None:
    assert family("navy") == family("light blue") == family("Sky-Blue") == "blue"
    assert family("dark gray") == "grey"
    assert family("table") == "table"


def test_words_are_told_from_other_words() -> None:
    assert is_colour("Turquoise")
    assert is_colour("gray")
    assert not is_colour("tall")


def test_a_plain_word_means_every_shade_of_it() -> None:
    assert may_mean("blue", "navy")
    assert may_mean("blue", "light blue")
    assert may_mean("grey", "light grey")
    assert not may_mean("blue", "red")


def test_a_shade_never_means_the_opposite_shade() -> None:
    assert not may_mean("light blue", "dark blue")
    assert not may_mean("dark grey", "light grey")


def test_people_differ_about_the_border_of_blue_and_green() -> None:
    assert may_mean("green", "teal")
    assert may_mean("blue", "turquoise")
    assert not may_mean("green", "blue")


def test_lab_agrees_with_the_published_value_of_pure_red() -> None:
    assert lab((255, 0, 0)) == pytest.approx((53.24, 80.09, 67.20), abs=0.02)
