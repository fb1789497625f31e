"""What Discord would make of words: read as its clients read them, then compared."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.discord.outbound import Dress, answer_layout
from adapters.discord.saying.inert import escaped, numbered, quoted, small
from adapters.discord.saying.layouts import PARTS_MAX, WORDS_MAX
from bot.inert import JOINER
from bot.jobs import Address, Failure, Finding, Span
from bot.rendering import safe_text
from bot.replies import Reply
from bot.texts.english import ENGLISH
from bot.texts.german import GERMAN

HOSTILE = (
    "@everyone",
    "@here",
    "<@123456789012345678>",
    "<@!123456789012345678>",
    "<@&123456789012345678>",
    "<#123456789012345678>",
    "</ask:123456789012345678>",
    "<id:customize>",
    "<t:1700000000:R>",
    "<:smile:123456789012345678>",
    "<a:smile:123456789012345678>",
    "https://evil.example/x",
    "<https://evil.example>",
    "[click](https://evil.example)",
    "[click](<https://evil.example>)",
    "discord.gg/abcdef",
    "steam://run/1",
    "||spoiler||",
    "**bold** __under__ *it* _it_ ~~gone~~",
    "`code` ``code``",
    "```py\ncode\n```",
    "# shout",
    "### shout",
    "-# small",
    "> quote",
    ">>> quote",
    "- list\n- list",
    "* list",
    "+ list",
    "a\n# shout\n  - list",
    "\\@everyone \\*x\\*",
    "mailto:a@b.com",
)
UNESCAPED = re.compile(r"(?<!\\)(?:\\\\)*([*_~|`<>\[\]])")
_BACKSLASH = re.compile(r"\\([^0-9A-Za-z\s])")


def read(markdown: str) -> str:
    """Return what a person reads of *markdown* that holds nothing but escapes."""
    return _BACKSLASH.sub(r"\1", markdown)


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_are_read_and_do_nothing(words: str) -> None:
    told = escaped(words)

    assert read(told).replace(JOINER, "") == words
    assert not UNESCAPED.search(told)
    assert not re.search(r"^\s*[#+-]", told, re.MULTILINE)
    assert "@everyone" not in told
    assert "@here" not in told
    assert not re.search(r"https?://|discord\.gg|steam://", told)


@given(st.text())
def test_every_word_is_read_as_it_was_written(words: str) -> None:
    told = escaped(words)

    assert read(told).replace(JOINER, "") == safe_text(words).replace(JOINER, "")
    assert not UNESCAPED.search(told)
    assert not re.search(r"^\s*[#+-]", told, re.MULTILINE)


@given(st.text())
def test_small_print_and_quotations_stay_on_their_lines(words: str) -> None:
    assert "\n" not in small(words)
    for line in quoted(words).split("\n"):
        assert line.startswith("> ") or not line


def test_numbers_of_places_are_bold() -> None:
    assert numbered("A cat [1], two [12]") == "A cat **[1]**, two **[12]**"


@given(st.text(max_size=6000), st.text(max_size=2000), st.lists(st.text(), max_size=9))
def test_an_answer_is_within_what_discord_takes(
    words: str, quoted: str, caveats: list[str]
) -> None:
    for dress in (
        Dress(texts=ENGLISH, quoted=quoted, persona="Hello.", has_human=True),
        Dress(texts=GERMAN, quoted=quoted, is_private=True),
    ):
        layout = answer_layout(a_reply(words, caveats), dress)
        assert layout.words <= WORDS_MAX
        assert len(layout.parts) < PARTS_MAX


@given(st.text(max_size=6000), st.text(max_size=2000))
def test_a_failure_is_within_what_discord_takes(words: str, quoted: str) -> None:
    failed = Reply(job_id="0" * 32, address=HERE, failure=Failure("broken", words))
    layout = answer_layout(failed, Dress(texts=ENGLISH, quoted=quoted))

    assert layout.words <= WORDS_MAX


HERE = Address(platform="discord", tenant="1", channel="2", thread="3", user="4")


def a_reply(words: str, caveats: list[str]) -> Reply:
    finding = Finding(
        number=1, phrase="x", boxes=(), picture="p", source="read", confidence=1
    )
    return Reply(
        job_id="0" * 32,
        address=HERE,
        spans=(Span(words, 1),),
        findings=(finding,),
        caveats=tuple(caveats),
        follow_ups=tuple(caveats),
    )
