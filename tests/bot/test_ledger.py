from __future__ import annotations

import logging

from bot.ledger import LINES_MAX, REPEAT_S, Calm, Discretion, traced
from tests.waiting import Clock


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


def a_record(
    words: str, *arguments: object, level: int = logging.WARNING
) -> logging.LogRecord:
    return logging.LogRecord("x", level, "x.py", 1, words, arguments, None)


def test_the_same_warning_again_and_again_is_a_line_now_and_then(clock: Clock) -> None:
    calm = Calm(clock)
    told = [calm.filter(a_record("! the inbox waits: %s", "away")) for _ in range(60)]
    assert told == [True] + [False] * 59

    clock.forward(REPEAT_S)
    again = a_record("! the inbox waits: %s", "away")
    assert calm.filter(again)
    assert again.getMessage() == "! the inbox waits: away (and 59 times before)"


def test_other_warnings_and_the_ledgers_own_lines_are_all_told(clock: Clock) -> None:
    calm = Calm(clock)
    for number in range(2 * LINES_MAX):
        assert calm.filter(a_record("! %s broke", number))
        assert calm.filter(a_record("-> sent", level=logging.INFO))


def test_a_calm_line_is_as_discreet(clock: Clock) -> None:
    calm, error = Calm(clock), caught("my salary")
    for _ in range(2):
        record = a_record("! %s", "job")
        record.exc_info = (type(error), error, None)
        calm.filter(record)
        clock.forward(REPEAT_S / 2)
    clock.forward(REPEAT_S)
    record = a_record("! %s", "job")
    record.exc_info = (type(error), error, None)
    assert calm.filter(record)
    assert Discretion().filter(record)
    line = logging.Formatter().format(record)
    assert line.startswith("! job (and 1 times before) (ValueError at test_ledger.py:")
    assert "my salary" not in line
