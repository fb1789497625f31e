"""What cannot be read is passed over, whatever broke; what is needed is not."""

from __future__ import annotations

from typing import Any

import pytest

from adapters.discord.doors.passing_over import Parse, pass_over


def broken(event: Any) -> None:
    raise KeyError(f"no author in {event}")


def test_an_event_that_cannot_be_read_is_passed_over_without_its_words(
    caplog: pytest.LogCaptureFixture,
) -> None:
    parsers: dict[str, Parse] = {"MESSAGE_CREATE": broken}
    pass_over(parsers)
    parsers["MESSAGE_CREATE"]("my homework")

    assert "MESSAGE_CREATE was passed over: KeyError at" in caplog.text
    assert "homework" not in caplog.text


def test_an_event_that_can_be_read_is_read() -> None:
    heard: list[Any] = []
    parsers: dict[str, Parse] = {"MESSAGE_CREATE": heard.append}
    pass_over(parsers)
    parsers["MESSAGE_CREATE"]("hello")

    assert heard == ["hello"]


def test_what_begins_a_session_may_not_be_passed_over() -> None:
    parsers: dict[str, Parse] = {"READY": broken}
    pass_over(parsers)

    with pytest.raises(KeyError):
        parsers["READY"]({})
