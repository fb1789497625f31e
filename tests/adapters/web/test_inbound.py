from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.web.inbound import Form, question
from bot.errors import QuestionError
from bot.jobs import Box
from bot.questions import Attachment, Question

PICTURE = Attachment("screen.png", b"bytes")


def asked(key: str | None = None, user: str = "ada", **fields: str) -> Question:
    form = Form({"text": "Why?"} | fields, (PICTURE,))
    return question(form, site="page", user=user, key=key)


def test_a_form_becomes_a_question() -> None:
    got = asked(thread="0" * 32, picture="a" * 64, region="[0, 0.25, 0.5, 1]")
    assert got.text == "Why?"
    assert got.attachments == (PICTURE,)
    assert got.picture == "a" * 64
    assert got.region == Box(0, 0.25, 0.5, 1)
    assert got.address.thread_key == f"web:page:helpdesk:{'0' * 32}"
    assert got.address.user_key == "web:page:ada"


def test_without_a_key_every_attempt_is_another_event_in_another_thread() -> None:
    first, second = asked(), asked()
    assert first.event_id != second.event_id
    assert first.address.thread != second.address.thread


def test_with_a_key_the_same_attempt_is_the_same_event_in_the_same_thread() -> None:
    assert asked(key="1") == asked(key="1")
    assert asked(key="1") != asked(key="2")
    assert asked(key="1").event_id != asked(key="1", user="bob").event_id
    assert asked(key="1").address.thread != asked(key="1", user="bob").address.thread


def test_empty_fields_count_as_missing() -> None:
    got = asked(thread="", picture="", region="")
    assert (got.picture, got.region) == (None, None)


@given(
    st.dictionaries(
        st.sampled_from(["text", "thread", "picture", "region"]), st.text()
    ),
    st.none() | st.text(),
)
def test_whatever_is_sent_becomes_a_question_or_one_sentence(
    fields: dict[str, str], key: str | None
) -> None:
    with suppress(QuestionError):
        got = question(Form(fields), site="page", user="ada", key=key)
        assert got.text.strip() or got.picture


@given(st.lists(st.floats() | st.integers(), min_size=4, max_size=4))
def test_no_numbers_make_a_region_outside_the_picture(corners: list[float]) -> None:
    with suppress(QuestionError):
        box = asked(region=str(corners)).region
        assert box is not None
        assert 0 <= box.left < box.right <= 1


@pytest.mark.parametrize("thread", ["../x", "A" * 32, "0" * 31, "0" * 33, "thread-1"])
def test_a_thread_is_named_as_this_site_names_them(thread: str) -> None:
    with pytest.raises(QuestionError, match="thread_wrong"):
        asked(thread=thread)
