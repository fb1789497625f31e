"""Only Slack's own bytes of the last five minutes pass, and garbage never raises."""

from __future__ import annotations

import pytest
from hypothesis import given, settings, strategies

from adapters.slack.doors.signatures import is_slacks, signature

SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
BODY = (
    b"token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&"
    b"channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&"
    b"command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2F"
    b"commands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id="
    b"398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c"
)
AT = 1531420618
SIGNED = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"


def test_the_example_of_slacks_own_documentation_passes() -> None:
    assert signature(SECRET, str(AT), BODY) == SIGNED
    assert is_slacks(SECRET, [str(AT)], [SIGNED], BODY, AT)


@pytest.mark.parametrize(("skew", "passes"), [(299, True), (300, True), (301, False)])
@pytest.mark.parametrize("direction", [1, -1])
def test_a_clock_may_be_five_minutes_off(
    skew: int, direction: int, *, passes: bool
) -> None:
    assert is_slacks(SECRET, [str(AT)], [SIGNED], BODY, AT + direction * skew) is passes


def test_another_body_another_secret_or_no_secret_is_not_slacks() -> None:
    unsigned = signature("", str(AT), BODY)

    assert not is_slacks(SECRET, [str(AT)], [SIGNED], BODY + b"&", AT)
    assert not is_slacks("other", [str(AT)], [SIGNED], BODY, AT)
    assert not is_slacks("", [str(AT)], [unsigned], BODY, AT)


@pytest.mark.parametrize(
    "timestamp",
    [
        "",
        "abc",
        "-1531420618",
        "1531420618.0",
        "+1531420618",
        "1531420618\n",
        " 1531420618",
        "١٥٣١٤٢٠٦١٨",
        "1" * 13,
        "nan",
        "1e9",
        "\udc80",
    ],
)
def test_a_timestamp_that_is_no_number_is_refused(timestamp: str) -> None:
    assert not is_slacks(SECRET, [timestamp], [SIGNED], BODY, AT)


@pytest.mark.parametrize(
    "sent",
    [
        "",
        "v0=",
        SIGNED.upper(),
        SIGNED + "\n",
        "v1" + SIGNED[2:],
        SIGNED[3:],
        "v0=" + "é" * 64,
        "v0=" + "\udcff" * 64,
        "v0=" + "\u0966" * 64,
    ],
)
def test_a_signature_of_another_shape_is_refused(sent: str) -> None:
    assert not is_slacks(SECRET, [str(AT)], [sent], BODY, AT)


def test_missing_or_doubled_headers_are_refused() -> None:
    at = str(AT)

    assert not is_slacks(SECRET, [], [SIGNED], BODY, AT)
    assert not is_slacks(SECRET, [at], [], BODY, AT)
    assert not is_slacks(SECRET, [at, at], [SIGNED], BODY, AT)
    assert not is_slacks(SECRET, [at], [SIGNED, SIGNED], BODY, AT)


@settings(max_examples=50)
@given(
    strategies.lists(strategies.text(), max_size=2),
    strategies.lists(strategies.text(), max_size=2),
    strategies.binary(max_size=64),
)
def test_nothing_that_a_stranger_sends_raises(
    timestamps: list[str], signatures: list[str], body: bytes
) -> None:
    assert not is_slacks(SECRET, timestamps, signatures, body, AT)
