"""Who is answered, who hears why not, and who is left in peace."""

from __future__ import annotations

from typing import Any

import pytest

from adapters.slack.hearing.manners import (
    Ask,
    Ignore,
    Manners,
    Person,
    Refuse,
    Surroundings,
    Verdict,
)
from adapters.slack.notes import File, Message
from bot.settings import ChannelSettings, SlackSettings

PICTURE = (File(id="F1", name="a.png"),)
OURS = Surroundings(is_ours=True)


def said(text: str = "Why?", **more: Any) -> Message:
    known: dict[str, Any] = {"team": "T1", "channel": "C1", "ts": "2.0", "user": "U1"}
    return Message(**known | {"text": text} | more)


def mention(text: str = "<@UBOT> why?", **more: Any) -> Message:
    return said(text, is_mention=True, **more)


def direct(text: str = "Why?", **more: Any) -> Message:
    return said(text, channel_type="im", **more)


def judged(
    message: Message, around: Surroundings | None = None, **asked: Any
) -> Verdict:
    person = asked.pop("person", Person(user=message.user))
    manners = Manners(SlackSettings(**asked))
    return manners.verdict(message, person, "UBOT", around)


EVERY: dict[str, Any] = {
    "channels": (ChannelSettings(channel="T1:C1", every_picture=True),)
}


def test_a_mention_is_for_us_anywhere_and_a_dm_always() -> None:
    assert judged(mention()) == Ask("mention")
    assert judged(mention(channel_type="mpim")) == Ask("mention")
    assert judged(direct()) == Ask("direct")
    assert judged(said()) == Ignore()
    assert judged(said(channel_type="mpim"), OURS) == Ignore()


def test_a_post_with_a_picture_is_for_us_only_where_configured_and_on_top() -> None:
    assert judged(said(files=PICTURE), **EVERY) == Ask("picture")
    assert judged(said(files=PICTURE)) == Ignore()
    assert judged(said(), **EVERY) == Ignore()
    assert judged(said(files=PICTURE, thread_ts="1.0"), **EVERY) == Ignore()


@pytest.mark.parametrize(
    ("follow", "files", "verdict"),
    [
        ("always", (), Ask("follow_up")),
        ("pictures", (), Ignore()),
        ("pictures", PICTURE, Ask("follow_up")),
        ("mention", PICTURE, Ignore()),
    ],
)
def test_follow_ups_are_for_us_as_the_channel_says(
    follow: Any, files: tuple[File, ...], verdict: Verdict
) -> None:
    reply = said(thread_ts="1.0", files=files)
    assert judged(reply, OURS, follow=follow) == verdict
    assert judged(reply, follow=follow) == Ignore()
    own = (ChannelSettings(channel="*", follow=follow),)
    assert judged(reply, OURS, channels=own) == verdict


def test_once_a_human_was_called_only_mentions_are_for_us() -> None:
    called = Surroundings(is_ours=True, is_human_called=True)
    assert judged(said(thread_ts="1.0"), called) == Ignore()
    assert judged(mention(thread_ts="1.0"), called) == Ask("mention")


def test_what_begins_by_addressing_another_is_not_for_us() -> None:
    assert judged(said("<@U2> see?", thread_ts="1.0"), OURS) == Ignore()
    assert judged(said("see <@U2>?", thread_ts="1.0"), OURS) == Ask("follow_up")
    assert judged(mention("<@U2> <@UBOT> see?")) == Ask("mention")


def test_bots_are_ignored_unless_allowed_and_mentioning_us() -> None:
    assert judged(mention(bot="B1")) == Ignore()
    assert judged(mention(bot="B1"), allow_bots=("B1",)) == Ask("mention")
    assert judged(direct(bot="B1"), allow_bots=("B1",)) == Ignore()
    assert judged(mention(), person=Person(user="U1", is_bot=True)) == Ignore()


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"block_channels": ("C1",), "allow_channels": ("C1",)}, "channel"),
        ({"allow_channels": ("C2",)}, "channel"),
        ({"block_users": ("T1:U1",), "allow_users": ("U1",)}, "user"),
        ({"allow_users": ("U2",)}, "user"),
        ({"person": Person(user="U1", is_guest=True)}, "guest"),
        ({"person": Person(user="U1", is_partner=True)}, "partner"),
    ],
)
def test_who_may_not_hears_it_when_they_addressed_us_and_only_then(
    asked: dict[str, Any], code: Any
) -> None:
    assert judged(mention(), **asked) == Refuse(code)
    assert judged(said(files=PICTURE), **asked, **EVERY) == Ignore()


def test_guests_and_partners_may_where_they_are_let_in() -> None:
    guest = Person(user="U1", is_guest=True)
    partner = Person(user="U1", is_partner=True)
    assert judged(mention(), person=guest, guests=True) == Ask("mention")
    assert judged(mention(), person=partner, partners=True) == Ask("mention")
    assert judged(direct(), allow_channels=("C2",)) == Ask("direct")


def test_a_bare_mention_describes_the_picture_or_gets_help() -> None:
    bare = mention("<@UBOT>", thread_ts="1.0")
    assert judged(bare) == Refuse("help")
    assert judged(bare, Surroundings(has_pictures=True)) == Ask("mention")
    assert judged(mention("<@UBOT>", files=PICTURE)) == Ask("mention")


@pytest.mark.parametrize("text", ["help", "Help?", "what can you do?"])
def test_who_asks_for_help_gets_it_wherever_it_is_asked(text: str) -> None:
    around = Surroundings(is_ours=True, has_pictures=True)

    assert judged(direct(text), around) == Refuse("help")
    assert judged(mention(f"<@UBOT> {text}"), around) == Refuse("help")
    assert judged(direct(text, files=PICTURE), around) == Ask("direct")
