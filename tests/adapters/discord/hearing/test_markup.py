"""Discord's markup becomes the person's words again, and only the markup."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as rules
from hypothesis import strategies as st

from adapters.discord.hearing.markup import (
    begins_with_mention,
    named,
    plain,
    unaddressed,
)

QUICK = rules(max_examples=50, suppress_health_check=[HealthCheck.too_slow])
ID = re.compile(r"<[^<>\s]*\d+>")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<@9> why?", "why?"),
        ("<@!9>: why?", "why?"),
        ("<@9>, <@9> why?", "why?"),
        ("<@9> :smile: why?", ":smile: why?"),
        ("<@9>:smile: why?", ":smile: why?"),
        ("<@&8> why?", "why?"),
        ("hey <@9> why?", "hey why?"),
        ("hey<@9>why?", "hey why?"),
        ("why? <@9>", "why?"),
        ("why?\n<@9>\nhow?", "why?\n\nhow?"),
        ("ask <@1> or <@!2> or <@&3>", "ask @someone or @someone or @role"),
        ("in <#1> and <id:browse>", "in #channel and #browse"),
        ("<:smile:1> <a:wave_2:3>", ":smile: :wave_2:"),
        ("at <t:1392734382:R>, <t:0>", "at 2014-02-18 14:39 UTC, 1970-01-01 00:00 UTC"),
        ("at <t:99999999999999999:R>!", "at !"),
        ("at <t:253402300800>!", "at !"),
        ("use </ask:5> or </sightline help:6>", "use /ask or /sightline help"),
        ("<https://x.test/a_b*c*?d=1>", "https://x.test/a_b*c*?d=1"),
        ("**bold** *it* ~~gone~~ ||hidden|| ***all***", "bold it gone hidden all"),
        ("**<@1>** and *<:a:1>*", "@someone and :a:"),
        ("2*3*4 snake_case_name __init__ a * b * c", None),
        ("`<@9> **a**` ```\n<@1>\n*x*``` ``a ` <@1>``", None),
        ("a < b > c <3 <> <@> <@x> @everyone", None),
    ],
)
def test_markup_becomes_words(text: str, words: str | None) -> None:
    read = plain(text, "9", "8")

    assert read == (text if words is None else words)


def test_the_words_without_anybodys_mention() -> None:
    assert unaddressed("<@9> <@&8> **help** <@!1>!") == "help  !"
    assert unaddressed(" <@9> ") == ""
    assert unaddressed("`<@9>`") == "`<@9>`"


def test_who_is_named_and_whether_first() -> None:
    assert named("<@1> <@!2> <@&3> <#4> `<@5>`") == {"1", "2", "3"}
    assert begins_with_mention("  <@!1> see?")
    assert begins_with_mention("<@&1>")
    assert not begins_with_mention("see <@1>?")
    assert not begins_with_mention("<#1>")


@pytest.mark.parametrize(
    "text", ["<@<@9>1>", "<@\ue0001>", "<<@9>@1>", "<@*1*>", "<#**1**>", "<@&<@!9>1>"]
)
def test_what_is_left_of_a_mention_makes_no_other(text: str) -> None:
    assert not ID.search(plain(text, "9", "8"))


@QUICK
@given(st.text(alphabet="ab .,?\n<>", max_size=30))
def test_typed_words_come_back_as_they_were(typed: str) -> None:
    assert plain(typed, "9", "8") == typed.strip()


@QUICK
@given(st.text(alphabet="<>@!#&:t/*~|\\ \n9818a", max_size=60))
def test_no_id_is_left_however_it_is_wrapped(text: str) -> None:
    assert not re.search(r"<(@[!&]?|#)\d+>", plain(text, "9", "8"))


@QUICK
@given(st.text(alphabet="<>@!#&:t/*~|_`\n Ua1-9\ue000", max_size=60))
def test_any_markup_is_read_without_raising(text: str) -> None:
    assert isinstance(plain(text, "9", "8"), str)
    assert isinstance(unaddressed(text), str)
    assert isinstance(named(text), frozenset)


def test_long_hostile_markup_is_read_quickly() -> None:
    began = time.process_time()
    for piece in ("*a ", " ", "<@", "`", "``a", "**~~a", "<t:", "``` ", "<@9> ", "||"):
        plain(f"a{piece * 2_000}a", "9")
    assert time.process_time() - began < 2
