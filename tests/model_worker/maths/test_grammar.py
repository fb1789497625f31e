from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model_worker.maths.exact import expression
from model_worker.maths.grammar import DEPTH_MAX, TOKENS_MAX, parsed
from model_worker.maths.terms import MathsError, Statement
from model_worker.maths.writing import statement_text


def value(text: str) -> str:
    return str(expression(parsed(text).left))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2 + 3*4", "14"),
        ("(2 + 3)*4", "20"),
        ("10 - 4 - 3", "3"),
        ("12 / 3 / 2", "2"),
        ("-3^2", "-9"),
        ("(-3)^2", "9"),
        ("2^3^2", "512"),
        ("2^-1", "1/2"),
        ("5 - -2", "7"),
        ("2*-3", "-6"),
        ("2(3 + 4)", "14"),
        ("(1+2)(3+4)", "21"),
        ("sqrt(16) + √9", "7"),
        ("√16x", "4*x"),
        ("2 1/2", "5/2"),
        ("2½", "5/2"),
        ("1/2 ÷ 3/4", "2/3"),
        ("6/2(1+2)", "9"),
        ("2/3^2", "2/9"),
        ("1/2x", "x/2"),
        ("[2 + {3}]", "5"),
    ],
)
def test_signs_bind_as_they_do_at_school(text: str, expected: str) -> None:
    assert value(text) == expected


@pytest.mark.parametrize("text", ["3 + 4 =", "3 + 4 = ?", "3 + 4 = ____", "3 + 4"])
def test_an_empty_right_side_asks_for_the_left(text: str) -> None:
    assert parsed(text) == parsed("3 + 4")


def test_a_question_mark_within_is_an_unknown() -> None:
    assert statement_text(parsed("7 + ? = 12")) == "7 + ? = 12"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "=",
        "= 4",
        "3 +",
        "* 3",
        "(3 + 4",
        "3 + 4)",
        "x2 = 9",
        "3 4",
        "1 = 2 = 3",
        "f(x) = 2x",
        "3 + + * 4",
        "2^",
        "√",
    ],
)
def test_what_no_teacher_writes_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(MathsError) as refused:
        parsed(text)
    assert refused.value.sentence.endswith(".")


@pytest.mark.parametrize("left", ["(", "-", "√", "2^", "((", "-("])
def test_depth_is_bounded(left: str) -> None:
    with pytest.raises(MathsError):
        parsed(left * (DEPTH_MAX + 1) + "1" + ")" * left.count("(") * (DEPTH_MAX + 1))


def test_length_is_bounded() -> None:
    with pytest.raises(MathsError):
        parsed("+".join("1" * TOKENS_MAX))


@pytest.mark.parametrize(
    "text",
    [
        "3x + 4 = 10",
        "2 1/2 + 3/4",
        "3(x² \u2212 2)/4 = \u2212y",
        "√(x + 1) = 2√x",
        "(\u22123)² \u2212 2·(\u22123)",
        "1/2 ÷ 3/4",
        "(3/4)x",
    ],
)
def test_a_statement_is_written_as_it_was_meant(text: str) -> None:
    assert statement_text(parsed(text)) == text


@given(st.text("0123456789+-*/^=()x. ²√,?:", max_size=30))
def test_whatever_is_typed_is_understood_or_refused(text: str) -> None:
    try:
        statement = parsed(text)
    except MathsError:
        return
    assert isinstance(statement, Statement)
    assert parsed(statement_text(statement)) == parsed(
        statement_text(parsed(statement_text(statement)))
    )
