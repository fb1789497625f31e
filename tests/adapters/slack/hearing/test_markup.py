"""Slack's markup becomes the person's words again, and only the markup."""

from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as rules
from hypothesis import strategies as st

from adapters.slack.hearing.markup import mentions, plain

QUICK = rules(max_examples=50, suppress_health_check=[HealthCheck.too_slow])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<@UBOT> why?", "why?"),
        ("<@UBOT|sightline>: why?", "why?"),
        ("hey <@UBOT> why?", "hey why?"),
        ("why? <@UBOT>", "why?"),
        ("ask <@U1> or <@U2|ana>", "ask @someone or @ana"),
        ("in <#C1|general> or <#C2>", "in #general or #channel"),
        ("<!channel> <!here> <!subteam^S1|@x>", "@channel @here @x"),
        ("due <!date^1392734382^{date}|Feb 18>", "due Feb 18"),
        (
            "<https://x.test/a?b=1|label> <https://x.test/a_b_c>",
            "label https://x.test/a_b_c",
        ),
        ("<mailto:a@x.test|a@x.test> <mailto:b@x.test>", "a@x.test b@x.test"),
        ("a &amp; b &lt;c&gt; &amp;lt;", "a & b <c> &lt;"),
        ("*bold* _it_ ~gone~ *_both_*", "bold it gone both"),
        ("2*3*4 snake_case_name ~ a * b * c", "2*3*4 snake_case_name ~ a * b * c"),
        ("`*a*` ```x_  y_```", "`*a*` ```x_  y_```"),
        ("&lt;grounding&gt;&lt;phrase&gt;", "<grounding><phrase>"),
        ("&lt;@UBOT&gt;", "<@UBOT>"),
    ],
)
def test_markup_becomes_words(text: str, words: str) -> None:
    assert plain(text, "UBOT") == words


def test_an_escaped_mention_and_another_person_mention_nobody_of_us() -> None:
    assert mentions("<@UBOT|s> x", "UBOT")
    assert not mentions("&lt;@UBOT&gt; <@UBOT2>", "UBOT")
    assert not mentions("<@> x", "")


@QUICK
@given(st.text(alphabet="ab <>&;", max_size=30))
def test_typed_characters_come_back_as_they_were(typed: str) -> None:
    escaped = typed.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert plain(escaped, "UBOT") == typed.strip()


@QUICK
@given(st.text(alphabet="<>@!#|^&;*_~`\n Ua1", max_size=60))
def test_any_markup_is_read_without_raising(text: str) -> None:
    assert isinstance(plain(text, "UBOT"), str)


def test_long_hostile_markup_is_read_quickly() -> None:
    began = time.process_time()
    for piece in ("*a ", " ", "<@", "`", "_*~a", "<!date^", "``` ", "<@UBOT> "):
        plain(f"a{piece * 20_000}a", "UBOT")
    assert time.process_time() - began < 2
