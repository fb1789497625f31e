"""Who is answered, who hears why not, and who is left in peace."""

from __future__ import annotations

from typing import Any

import pytest

from adapters.discord.hearing.manners import (
    Ask,
    Ignore,
    Manners,
    Refuse,
    Surroundings,
    Verdict,
)
from adapters.discord.hearing.servers import Room, Server
from adapters.discord.notes import File, Message, Person, Where
from bot.settings import DiscordSettings

PICTURE = (File(id="1", name="a.png", media_type="image/png"),)
ARCHIVE = (File(id="1", name="a.zip", media_type="application/zip"),)
OURS = Surroundings(is_ours=True)
CHANNEL = Where(guild="G", channel="C")
THREAD = Where(guild="G", channel="T", parent="C")
DIRECT = Where(channel="D", is_direct=True)
EVERY = Server(rooms={"C": Room(every_picture=True)})


def said(text: str = "Why?", **more: Any) -> Message:
    known: dict[str, Any] = {"where": CHANNEL, "id": "2", "person": Person(user="U")}
    return Message(**known | {"text": text} | more)


def mention(text: str = "<@9> why?", **more: Any) -> Message:
    return said(text, is_mention=True, **more)


def direct(text: str = "Why?", **more: Any) -> Message:
    return said(text, where=DIRECT, **more)


def judged(
    message: Message,
    around: Surroundings | None = None,
    server: Server | None = None,
    **asked: Any,
) -> Verdict:
    manners = Manners(DiscordSettings(**{"message_content": True} | asked))
    return manners.verdict(message, server or Server(), around)


def test_a_mention_is_for_us_anywhere_and_a_dm_always() -> None:
    assert judged(mention()) == Ask("mention")
    assert judged(mention(where=THREAD)) == Ask("mention")
    assert judged(direct()) == Ask("direct")
    assert judged(said()) == Ignore()
    assert judged(said(where=Where(channel="D")), OURS) == Ignore()


@pytest.mark.parametrize("where", [CHANNEL, Where(guild="G", channel="2", parent="C")])
def test_a_post_with_a_picture_is_for_us_where_it_is_set_and_on_top(
    where: Where,
) -> None:
    assert judged(said(where=where, files=PICTURE), server=EVERY) == Ask("picture")
    assert judged(said(where=where, files=PICTURE)) == Ignore()
    assert judged(said(where=where, files=ARCHIVE), server=EVERY) == Ignore()
    assert judged(said(where=where), server=EVERY) == Ignore()


def test_a_picture_within_a_thread_is_no_post() -> None:
    assert judged(said(where=THREAD, files=PICTURE), server=EVERY) == Ignore()


@pytest.mark.parametrize(
    ("follow", "files", "verdict"),
    [
        ("always", (), Ask("follow_up")),
        ("pictures", (), Ignore()),
        ("pictures", ARCHIVE, Ignore()),
        ("pictures", PICTURE, Ask("follow_up")),
        ("mention", PICTURE, Ignore()),
    ],
)
def test_follow_ups_are_for_us_as_the_server_says(
    follow: Any, files: tuple[File, ...], verdict: Verdict
) -> None:
    reply = said(where=THREAD, files=files)

    assert judged(reply, OURS, follow=follow) == verdict
    assert judged(reply, follow=follow) == Ignore()
    for server in (
        Server(default=Room(follow=follow)),
        Server(default=Room(follow="mention"), rooms={"C": Room(follow=follow)}),
    ):
        assert judged(reply, OURS, server) == verdict


def test_without_message_content_only_mentions_and_dms_are_for_us() -> None:
    blind: dict[str, Any] = {"message_content": False}

    assert judged(said(files=PICTURE), server=EVERY, **blind) == Ignore()
    assert judged(said(where=THREAD), OURS, **blind) == Ignore()
    assert judged(mention(), **blind) == Ask("mention")
    assert judged(direct(), **blind) == Ask("direct")


def test_once_a_human_was_called_only_mentions_are_for_us() -> None:
    called = Surroundings(is_ours=True, is_human_called=True)

    assert judged(said(where=THREAD), called) == Ignore()
    assert judged(mention(where=THREAD), called) == Ask("mention")


@pytest.mark.parametrize("first", ["<@2>", " <@!2>", "<@&3>"])
def test_what_begins_by_addressing_another_is_not_for_us(first: str) -> None:
    assert judged(said(f"{first} see?", where=THREAD), OURS) == Ignore()
    assert judged(said(f"{first} see?", files=PICTURE), server=EVERY) == Ignore()
    assert judged(said(f"see {first}?", where=THREAD), OURS) == Ask("follow_up")
    assert judged(mention(f"{first} <@9> see?")) == Ask("mention")


def test_an_answer_to_another_is_a_follow_up_in_a_thread_unless_it_pings_them() -> None:
    answer: dict[str, Any] = {"reply_to": "1", "reply_author": "V"}

    assert judged(said(where=THREAD, **answer), OURS) == Ask("follow_up")
    assert judged(said(where=THREAD, pings_replied=True, **answer), OURS) == Ignore()
    assert judged(said(**answer), OURS) == Ignore()
    assert judged(said(), OURS) == Ask("follow_up")
    assert judged(mention(pings_replied=True, **answer)) == Ask("mention")


def test_bots_and_webhooks_are_always_ignored() -> None:
    robot = Person(user="B", is_bot=True)

    assert judged(mention(person=robot)) == Ignore()
    assert judged(direct(person=robot)) == Ignore()
    assert judged(mention(is_webhook=True)) == Ignore()
    assert Manners(DiscordSettings()).forbidden(CHANNEL, robot, Server()) == "bot"


LISTS: list[tuple[dict[str, Any], str]] = [
    ({"block_channels": ("C",), "allow_channels": ("C",)}, "channel"),
    ({"allow_channels": ("X",)}, "channel"),
    ({"block_users": ("U",), "allow_users": ("U",)}, "user"),
    ({"allow_users": ("X",)}, "user"),
    ({"block_roles": ("R",), "allow_roles": ("R", "S")}, "role"),
    ({"allow_roles": ("X",)}, "role"),
]


@pytest.mark.parametrize(("lists", "code"), LISTS)
def test_who_may_not_hears_it_when_they_addressed_us_and_only_then(
    lists: dict[str, Any], code: Any
) -> None:
    person = Person(user="U", roles=("R", "S"), is_moderator=True)
    asked = mention(person=person, where=THREAD)
    unasked = said(person=person, files=PICTURE)

    assert judged(asked, **lists) == Refuse(code)
    assert judged(asked, server=Server(**lists)) == Refuse(code)
    assert judged(unasked, server=EVERY, **lists) == Ignore()


@pytest.mark.parametrize(
    "lists", [{"allow_servers": ("X",)}, {"block_servers": ("G",)}]
)
def test_a_server_may_be_shut_altogether(lists: dict[str, Any]) -> None:
    assert judged(mention(), **lists) == Refuse("server")
    assert judged(direct(), **lists) == Ask("direct")


def test_who_is_let_in_may() -> None:
    lists: dict[str, Any] = {"allow_roles": ("R",), "allow_users": ("U",)}
    lists["allow_channels"] = ("C",)
    one = Person(user="U", roles=("R",))

    for where in (CHANNEL, THREAD):
        assert judged(mention(person=one, where=where), **lists) == Ask("mention")
    assert judged(mention(person=one), allow_servers=("G",)) == Ask("mention")
    single = Server(allow_channels=("T",))
    assert judged(mention(where=THREAD), server=single) == Ask("mention")


def test_a_dm_is_open_but_for_people_who_are_shut_out() -> None:
    lists: dict[str, Any] = {"allow_roles": ("R",), "block_channels": ("D",)}

    assert judged(direct(), allow_channels=("X",), **lists) == Ask("direct")
    assert judged(direct(), block_users=("U",)) == Refuse("user")
    assert judged(direct(), allow_users=("X",)) == Refuse("user")


def test_the_operators_lists_come_before_those_of_the_server() -> None:
    server = Server(block_users=("U",))

    assert judged(mention(), server=server, block_channels=("C",)) == Refuse("channel")
    assert judged(mention(), server=server, allow_users=("U",)) == Refuse("user")


def test_a_bare_mention_describes_the_picture_or_gets_help() -> None:
    bare = mention("<@9>", where=THREAD)

    assert judged(bare) == Refuse("help")
    assert judged(mention("<@9> <@2>")) == Refuse("help")
    assert judged(bare, Surroundings(has_pictures=True)) == Ask("mention")
    assert judged(mention("<@9>", files=PICTURE)) == Ask("mention")


@pytest.mark.parametrize(
    ("answer", "verdict"),
    [
        ({"reply_author": "V", "reply_files": PICTURE}, Ask("mention")),
        ({"reply_author": "V", "is_reply_hidden": True}, Ask("mention")),
        ({}, Ask("mention")),
        ({"reply_author": "V"}, Refuse("help")),
    ],
)
def test_a_bare_mention_asks_about_what_it_answers(
    answer: dict[str, Any], verdict: Verdict
) -> None:
    assert judged(mention("<@9>", reply_to="1", **answer)) == verdict


@pytest.mark.parametrize("text", ["help", "Help?", "what can you do?", "Hilfe!"])
def test_who_asks_for_help_gets_it_wherever_it_is_asked(text: str) -> None:
    around = Surroundings(is_ours=True, has_pictures=True)

    assert judged(direct(text), around) == Refuse("help")
    assert judged(mention(f"<@9> {text}"), around) == Refuse("help")
    assert judged(mention(f"<@9> {text}", files=PICTURE), around) == Ask("mention")
    assert judged(mention(f"<@9> {text} me?"), around) == Ask("mention")
