from __future__ import annotations

import pytest

from model_worker.readers.look_alikes import OPEN_MAX, settled


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("KERNEL32.dII was not found", "KERNEL32.dll was not found"),
        ("KERNEL32.dIlI", "KERNEL32.dll"),
        ("ERR_TIMED_oUT", "ERR_TIMED_OUT"),
        ("ERR_cONN_REFUSED", "ERR_CONN_REFUSED"),
        ("net::ERR_TIMED_0UT", "net::ERR_TIMED_OUT"),
        ("Error code: 0x800/0035", "Error code: 0x80070035"),
        ("Ox8OO7003S", "Ox8OO7003S"),
        ("0x8OO7OO35", "0x80070035"),
        ("it wilI restart", "it will restart"),
        ("IIlinois", "Illinois"),
        ("budget-2024.xIsx", "budget-2024.xlsx"),
        ("/var/spool/app.Iog", "/var/spool/app.log"),
        ("14:10:02 ERR0R and INF0", "14:10:02 ERROR and INFO"),
        ("ERR CONNECTION_REFUSED", "ERR_CONNECTION_REFUSED"),
        ("\uff08see below\uff09\uff1a", "(see below):"),
    ],
)
def test_what_the_surroundings_settle_is_set_right(read: str, meant: str) -> None:
    assert settled(read, 0.97) == (meant, 0.97)


@pytest.mark.parametrize(
    "text",
    [
        "World War II",
        "getItem() failed in APIInterface",
        "snake_case and CamelCase",
        "cs_max of 0x1A2B/0x3C4D",
        "HTML5 and html5",
        "COM0_READY, TLS_1_0",
        "AB0CD and 300 of R0",
        "ERR NO",
        "Mr.Ilock",
        "\u5317\u4eac\uff0c2024",
        "a = b + c",
    ],
)
def test_what_is_right_stays(text: str) -> None:
    assert settled(text, 0.97) == (text, 0.97)


@pytest.mark.parametrize("text", ["a missing dII file", "backupl4", "1O1", "disk 5I2"])
def test_what_stays_open_costs_confidence(text: str) -> None:
    assert settled(text, 0.97) == (text, OPEN_MAX)


@pytest.mark.parametrize("text", ["_", "\u2014", ". .", "|", ""])
def test_rules_and_frames_are_no_text(text: str) -> None:
    assert settled(text, 0.9)[0] == ""


@pytest.mark.parametrize("text", ["=", "+", "?", "5", "\u2192"])
def test_a_lone_sign_is_text(text: str) -> None:
    assert settled(text, 0.9) == (text, 0.9)
