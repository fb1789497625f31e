from __future__ import annotations

import logging

from bot.ledger import Discretion, traced


def broken(words: str) -> None:
    raise KeyError(words)


def broken_again(words: str) -> None:
    try:
        broken(words)
    except KeyError as error:
        raise ValueError(words) from error


def caught(words: str) -> BaseException:
    try:
        broken_again(words)
    except ValueError as error:
        return error
    raise AssertionError("it must break")


def test_a_fault_is_told_by_its_type_its_lines_and_its_cause() -> None:
    told = traced(caught("x"))
    assert told.startswith("ValueError at test_ledger.py:")
    assert ", from KeyError at test_ledger.py:" in told


def test_a_fault_never_tells_the_words_it_broke_on() -> None:
    assert "my salary" not in traced(caught("my salary"))


def test_a_fault_that_was_never_raised_has_no_line() -> None:
    assert traced(KeyError("x")) == "KeyError at no line"


def test_an_exception_in_the_log_keeps_its_place_and_loses_its_words() -> None:
    error = caught("my salary")
    record = logging.LogRecord(
        "x", logging.ERROR, "x.py", 1, "! %s", ("job",), (type(error), error, None)
    )
    assert Discretion().filter(record)
    line = logging.Formatter().format(record)
    assert line.startswith("! job (ValueError at test_ledger.py:")
    assert "my salary" not in line
