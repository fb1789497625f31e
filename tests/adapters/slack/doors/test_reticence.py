"""Slack's libraries keep what they were told to themselves."""

from __future__ import annotations

import logging

import pytest

from adapters.slack.doors.reticence import library_log


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ("Failed to run listener function (error: a person's words)", "Failed to run"),
        ("Unhandled request ({'text': 'a person'})", "Unhandled request"),
        ("Failed to connect (error: wss://wss.slack.com/link?ticket=1)", "Failed to"),
        ("xoxb-1-2-three is invalid", "... is invalid"),
        ("xapp-1-A1-2-three and xoxe.xoxp-1-more", "... and ..."),
        ("wss://wss.slack.com/?ticket=secret failed", "... failed"),
    ],
)
def test_a_line_is_cut_where_its_values_begin(
    told: str, kept: str, caplog: pytest.LogCaptureFixture
) -> None:
    library_log("test").warning(told)

    [record] = caplog.records
    assert record.getMessage().startswith(kept)
    for secret in ("person", "three", "more", "secret", "ticket"):
        assert secret not in record.getMessage()


def test_an_exception_leaves_its_place_without_its_words(
    caplog: pytest.LogCaptureFixture,
) -> None:
    try:
        int("a person's words")
    except ValueError:
        library_log("test").exception("Failed: %s", "a person's words")

    assert "person" not in caplog.text
    assert "ValueError at test_reticence.py" in caplog.text


def test_only_warnings_are_written(caplog: pytest.LogCaptureFixture) -> None:
    library_log("test").info("a body")

    assert caplog.records == []
    assert library_log("test").level == logging.WARNING
