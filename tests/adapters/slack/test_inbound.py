"""Slack's events, as its documentation writes them, become notes or nothing."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as rules
from hypothesis import strategies as st

from adapters.slack import inbound
from adapters.slack.hearing.gestures import Judged
from adapters.slack.notes import Deleted, Edited, Posted, Revoked, Stopped

JOB = "0123456789abcdef" * 2
FILE = {
    "id": "F1",
    "name": "cat.png",
    "mode": "hosted",
    "url_private": "https://files.slack.com/files-pri/T1-F1/cat.png",
    "mimetype": "image/png",
    "size": 10,
}


def body(**event: Any) -> dict[str, Any]:
    whole = {"type": "message", "channel": "C1", "channel_type": "channel"}
    whole |= {"user": "U1", "text": "Why?", "ts": "1.000100", "team": "T1"} | event
    return {
        "type": "event_callback",
        "team_id": "T1",
        "event_id": "Ev1",
        "authorizations": [{"team_id": "T1", "is_bot": True}],
        "event": whole,
    }


def note(**event: Any) -> Any:
    return inbound.note(body(**event), "UBOT", "BBOT")


def changed(now: dict[str, Any], before: dict[str, Any], **event: Any) -> Any:
    said = {"type": "message", "user": "U1", "ts": "1.000100", "text": "Why?"}
    return note(
        subtype="message_changed",
        hidden=True,
        event_ts="2.000100",
        message=said | now,
        previous_message=said | before,
        **event,
    )


@pytest.mark.parametrize("subtype", ["", "file_share", "thread_broadcast"])
def test_what_a_person_says_is_posted(subtype: str) -> None:
    posted = note(subtype=subtype, files=[FILE])
    assert isinstance(posted, Posted)
    assert posted.event_id == "T1:C1:1.000100"
    assert [file.id for file in posted.message.files] == ["F1"]


@pytest.mark.parametrize(
    "subtype", ["channel_join", "channel_topic", "reminder_add", "bot_add", "x"]
)
def test_what_the_workspace_says_itself_is_nothing(subtype: str) -> None:
    assert note(subtype=subtype) is None


def test_a_mention_and_its_message_are_one_event() -> None:
    mention = note(type="app_mention", text="<@UBOT> why?", channel_type=None)
    message = note(text="<@UBOT> why?", files=[])
    assert mention.event_id == message.event_id
    assert (mention.message.is_partial, message.message.is_partial) == (True, False)
    assert mention.message.is_mention
    assert message.message.is_mention


def test_malformed_edits_and_hidden_messages_are_nothing() -> None:
    assert note(hidden=True) is None
    assert changed({"text": "How?", "hidden": True}, {}) is None
    assert note(subtype="message_changed", message="x", previous_message=[]) is None


def test_a_private_and_a_direct_mention_know_their_kind_of_channel() -> None:
    mention = {"type": "app_mention", "channel_type": None}
    assert note(**mention, channel="D1").message.channel_type == "im"
    assert note(**mention, channel="G1").message.channel_type == "group"


def test_a_question_leads_back_to_its_thread() -> None:
    message = note(thread_ts="1.000000", user_team="T2").message
    asked = inbound.question(message, [], "Why?")
    assert asked.event_id == "T1:C1:1.000100"
    assert asked.address.thread_key == "slack:T1:C1:1.000000"
    assert asked.address.details == {
        "ts": "1.000100",
        "type": "channel",
        "user_team": "T2",
    }


def test_hundreds_of_files_are_cut_and_huge_words_are_not() -> None:
    posted = note(files=[FILE] * 500, text="a" * 100_000)
    assert len(posted.message.files) == 100
    assert len(posted.message.text) == 100_000


def test_our_own_messages_are_nothing_and_other_bots_keep_their_id() -> None:
    assert note(user="UBOT") is None
    assert note(bot_id="BBOT") is None
    other = note(subtype="bot_message", user=None, bot_id="B2")
    assert (other.message.bot, other.message.user) == ("B2", "B2")


def test_an_unfurl_is_no_edit_but_other_words_and_files_are() -> None:
    assert changed({"attachments": [{"id": 1}]}, {}) is None
    words = changed({"text": "How?", "edited": {"ts": "2.0"}}, {})
    assert isinstance(words, Edited)
    assert words.event_id == "T1:C1:1.000100:2.0"
    gone = changed({"files": [FILE | {"mode": "tombstone"}]}, {"files": [FILE]})
    assert isinstance(gone, Edited)
    assert gone.message.files == ()


def test_edits_of_our_own_answers_are_nothing() -> None:
    assert changed({"text": "x", "user": "UBOT", "bot_id": "BBOT"}, {}) is None


def test_deletes_and_tombstones_are_deleted_unless_a_bot_said_it() -> None:
    gone = {"user": "U1", "ts": "1.000100", "thread_ts": "1.000000"}
    event = {"subtype": "message_deleted", "deleted_ts": "1.000100", "user": None}
    assert note(**event, previous_message=gone) == Deleted(
        team="T1", channel="C1", ts="1.000100", thread_ts="1.000000"
    )
    assert note(**event, previous_message=gone | {"bot_id": "B2"}) is None
    assert note(**event, previous_message=gone | {"user": "UBOT"}) is None
    stone = changed({"subtype": "tombstone", "user": "USLACKBOT"}, {})
    assert isinstance(stone, Deleted)


def test_a_shared_channel_belongs_to_the_apps_workspace_not_the_authors() -> None:
    shared = body(user_team="T2", source_team="T2", team="T2")
    shared["team_id"] = "T2"
    posted = inbound.note(shared, "UBOT", "BBOT")
    assert isinstance(posted, Posted)
    assert (posted.message.team, posted.message.user_team) == ("T1", "T2")


def test_a_stub_of_a_shared_channel_is_known_as_one() -> None:
    posted = note(files=[{"id": "F1", "file_access": "check_file_info"}])
    assert posted.message.files[0].is_stub


def test_only_the_loss_of_a_bots_token_is_a_revocation() -> None:
    assert note(type="tokens_revoked", tokens={"oauth": ["U1"], "bot": []}) is None
    lost = note(type="tokens_revoked", tokens={"oauth": [], "bot": ["UBOT"]})
    assert isinstance(lost, Revoked)
    assert not lost.is_uninstalled
    assert note(type="app_uninstalled").is_uninstalled


def test_the_stop_button_stops_its_thread() -> None:
    stopped = note(
        type="agent_session_stopped", thread_ts="1.0", event_ts="3.0", user="U1"
    )
    assert stopped == Stopped(
        team="T1", channel="C1", thread_ts="1.0", user="U1", at="3.0"
    )


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(st.sampled_from(["user", "ts", "id"]), inner, max_size=2)
    ),
    max_leaves=4,
)
QUICK = rules(max_examples=50, suppress_health_check=[HealthCheck.too_slow])
KEYS = ["type", "subtype", "user", "ts", "files", "message", "previous_message", "text"]


@QUICK
@given(st.dictionaries(st.sampled_from([*KEYS, "tokens", "channel"]), anything))
def test_a_malformed_event_never_raises(event: dict[str, Any]) -> None:
    note(**event)
    inbound.note(event, "UBOT", "BBOT")


@QUICK
@given(anything)
def test_a_malformed_gesture_never_raises(raw: Any) -> None:
    for kind in ("block_actions", "view_submission", "message_action"):
        payload = {"type": kind, "actions": [raw], "view": raw, "team": raw}
        assert inbound.pressed(payload) is None
        assert inbound.feedback(payload) is None
        assert inbound.submitted(payload) is None
        assert inbound.shortcut_target(payload) is None
    assert inbound.command(raw) is None


def action(action_id: str, value: str) -> dict[str, Any]:
    return {
        "type": "block_actions",
        "team": {"id": "T1"},
        "user": {"id": "U1", "team_id": "T1"},
        "container": {"channel_id": "C1", "message_ts": "2.0", "thread_ts": "1.0"},
        "actions": [{"action_id": action_id, "value": value, "action_ts": "3.0"}],
    }


def test_a_button_names_what_which_job_and_number() -> None:
    button = inbound.pressed(action("closer:2", JOB))
    assert button is not None
    assert (button.what, button.number, button.job_id) == ("closer", 2, JOB)
    assert inbound.pressed(action("closer:2", JOB[:-1] + "G")) is None
    assert inbound.pressed(action("drop:2", JOB)) is None
    assert inbound.feedback(action("feedback", f"up:{JOB}")) == Judged(
        team="T1", channel="C1", job_id=JOB, verdict="up"
    )
    assert inbound.feedback(action("feedback", f"meh:{JOB}")) is None


def test_the_form_comes_back_with_the_place_of_its_shortcut() -> None:
    who = {"team": {"id": "T1"}, "user": {"id": "U1"}}
    message = {"ts": "1.5", "thread_ts": "1.0"}
    used = {"type": "message_action", "channel": {"id": "C1"}, "message": message}
    target = inbound.shortcut_target(who | used)
    assert target is not None
    state = {"values": {"b": {"question": {"type": "x", "value": "Why?"}}}}
    view = {"id": "V1", "private_metadata": target.metadata, "state": state}
    form = inbound.submitted(who | {"type": "view_submission", "view": view})
    assert form is not None
    assert (form.channel, form.ts, form.thread_ts) == ("C1", "1.5", "1.0")
    asked = inbound.question(form, [], form.text)
    assert (asked.text, asked.address.thread) == ("Why?", "1.0")
    assert asked.address.details["quoted"] == "1"
