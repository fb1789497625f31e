"""Whatever words come, Slack and its clients find nothing in them to act on."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.slack.saying.inert import inert_markdown, inert_mrkdwn
from bot.inert import JOINER, inert
from bot.rendering import safe_text

PING = re.compile("[@\uff20](?=[^\\s\u2060])")
LINK = re.compile(r"://|(?:www\.|mailto:|tel:)(?=[^\s\u2060])", re.IGNORECASE)
DOMAIN = re.compile(
    r"[^\s.\u2060]\.(?:com|org|net|io|dev|ly|be|gg)(?![a-z0-9])", re.IGNORECASE
)
TAG = re.compile(r"[<>]|&(?!(?:amp|lt|gt);)")
SHORTCODE = re.compile(r":[\w+'-]+:")
MARKDOWN = re.compile(r"[*_~`\[\]<>#|\\&]")

PIECES = (
    *("<!channel>", "<@U1>", "<#C1|x>", "<https://a.test|b>", "@", "\uff20", "here"),
    *("everyone", "http", "://", ":", "/", "//", "www.", "WWW", "mailto:", "tel:"),
    *("evil", ".", "com", ".com", ".ORG", ".ly", "_", "*", "~", "`", "```", "> ", "#"),
    *("&lt;", "&", ";", "[a](b)", "\\", "|", "\n", " ", "-", "x", "1", "\u00e9"),
    *("\u7684", "\u200b", JOINER, "\u202e", "\u0301", ":tada:", "\U0001f600", "\ufe0f"),
)
HOSTILE = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=14).map("".join), st.text()
)
ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))


def alive(text: str, *more: re.Pattern[str]) -> list[str]:
    patterns = (PING, LINK, DOMAIN, *more)
    return [found.group() for each in patterns if (found := each.search(text))]


def seen(text: str) -> str:
    return text.replace(JOINER, "")


@given(HOSTILE)
def test_literal_words_hold_no_ping_and_no_link(text: str) -> None:
    assert alive(inert(text)) == []


@given(HOSTILE)
def test_literal_words_read_as_before(text: str) -> None:
    assert seen(inert(text)) == safe_text(text)


@given(HOSTILE)
def test_words_made_inert_twice_are_the_same(text: str) -> None:
    assert inert(inert(text)) == inert(text)


@given(HOSTILE)
def test_a_notification_holds_no_tag_and_no_emoji_code(text: str) -> None:
    assert alive(inert_mrkdwn(text), TAG, SHORTCODE) == []


@given(HOSTILE)
def test_a_notification_reads_as_before(text: str) -> None:
    told = seen(inert_mrkdwn(text))
    for entity, char in ENTITIES:
        told = told.replace(entity, char)
    assert told == safe_text(text)


@given(HOSTILE)
def test_a_stream_holds_no_mark(text: str) -> None:
    assert alive(inert_markdown(text), MARKDOWN, SHORTCODE) == []


@given(HOSTILE)
def test_a_stream_keeps_each_letter_number_and_space(text: str) -> None:
    def plain(words: str) -> str:
        return "".join(c for c in words if c.isspace() or c.isalnum())

    # What stands for a mark is no letter, but for one that Unicode counts as such.
    told = seen(inert_markdown(text)).replace("\u02cd", "").replace("\u02cb", "")
    was = safe_text(text).replace("\u02cd", "").replace("\u02cb", "")
    assert plain(told) == plain(was)


@pytest.mark.parametrize("make", [inert, inert_mrkdwn, inert_markdown])
@pytest.mark.parametrize(
    "words",
    [
        *("evil.com_", "_evil.com_", "evil.com-x", "\u89c1evil.com\u7684"),
        *("\u7684.com", "bit.ly/x", "youtu.be/x", "discord.gg/x", "EVIL.COM."),
        *("mailto://evil.com", "tel://1", "www.www.evil.com", "a@b.com"),
    ],
)
def test_an_address_is_broken_whatever_stands_around_it(
    words: str, make: Callable[[str], str]
) -> None:
    assert alive(make(words)) == []
    assert unicodedata.normalize("NFC", words) == safe_text(words)


@pytest.mark.parametrize("words", [":tada:", ":`:", ":_x_:", "::a::b::"])
def test_no_mark_that_is_replaced_makes_an_emoji_code(words: str) -> None:
    assert alive(inert_markdown(words), SHORTCODE) == []


@pytest.mark.parametrize(
    "words", ["main.py:42", "report.pdf", "3.14", "setup.cfg", "v1.2.3", "a.csv"]
)
def test_names_of_files_and_numbers_copy_as_they_are(words: str) -> None:
    assert inert(words) == words


@pytest.mark.parametrize(
    "words",
    [
        *("@here", "\uff20x", "a://b", "www.x", "mailto:a", "tel:1", "evil.com_"),
        *("<!channel>", "&copy", ":tada:"),
    ],
)
def test_the_oracle_sees_what_lives(words: str) -> None:
    assert alive(words, TAG, SHORTCODE) != []
