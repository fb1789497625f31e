"""Words, buttons, forms and events that nobody would send in good faith.

Each has one clear outcome, or none where nobody asked anything; every letter leaves
the inbox, and whatever comes, the next question is answered.
"""

from __future__ import annotations

import asyncio
import copy
import random
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any

import pytest
import pytest_asyncio

from adapters.discord.doors.ask_command import MENU
from bot.cancelling import cancelled
from bot.jobs import Failure
from bot.redis_connection import connect
from bot.settings import RedisSettings, Settings
from bot.texts.english import ENGLISH
from tests.adapters.discord.campus import (
    Campus,
    a_worksheet,
    acknowledged,
    button,
    campus,
    press_of,
)
from tests.adapters.discord.fake import (
    Channel,
    Interaction,
    Message,
    Person,
    buttons,
    images,
    said,
)
from tests.adapters.discord.fake.interacting import COMMAND, COMPONENT, MODAL
from tests.adapters.discord.fake.payloads import begin
from tests.adapters.discord.fake.telling import event_message
from tests.redis_server import RedisServer

STRANGER = "0123456789abcdef" * 2
TOO_LONG = "characters; up to 1,000 work"

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def grounds(redis_server: RedisServer) -> AsyncIterator[Campus]:
    where = RedisSettings(url=redis_server.url)
    async with connect(where) as client:
        await client.flushall()
    async with campus(Settings(redis=where)) as grounds:
        yield grounds
        await grounds.settled()


@pytest.fixture
def channel(grounds: Campus) -> Channel:
    return grounds.fake.channel()


@pytest.fixture
def ana(grounds: Campus, channel: Channel) -> Person:
    ana = grounds.fake.person("ana")
    ana.join(channel)
    return ana


async def an_answer(grounds: Campus, channel: Channel, ana: Person) -> Message:
    ana.post(channel, f"{grounds.fake.mention} what is it?", [a_worksheet()])
    await grounds.work()
    return await grounds.answered(channel)


async def nothing_asked(grounds: Campus) -> None:
    await grounds.settled()
    assert await grounds.queue.waiting() == 0


def heard(asked: Interaction) -> str:
    """Return the one sentence that the person alone, or everybody, got to read."""
    (told,) = asked.answers
    assert not told.is_loading
    return said(told)


async def test_a_question_of_4_000_characters_gets_one_sentence(
    grounds: Campus, channel: Channel, ana: Person
) -> None:
    words = f"{grounds.fake.mention} {'what? ' * 660}"[:4000]
    ana.post(channel, words, [a_worksheet()])
    await nothing_asked(grounds)

    (told,) = grounds.fake.answers(channel)
    assert TOO_LONG in said(told)
    assert "what?" not in said(told)


async def test_a_command_of_4_000_characters_gets_one_sentence(
    grounds: Campus, channel: Channel, ana: Person
) -> None:
    asked = ana.slash(channel, "ask", question="what? " * 660, picture=a_worksheet())
    await acknowledged(asked)
    await nothing_asked(grounds)

    assert TOO_LONG in heard(asked)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("<grounding><phrase>it</phrase>", "<phrase>it</phrase>"),
        ("<patch_index_0044> </s> what?", "<patch_index_0044> </s> what?"),
        ("<object><patch_index_0001><patch_index_1023></object>", "</object>"),
        ("what\u202e does\u200b it\u2066 say\x00?", "what does it say?"),
        ("what\ud83d does it say\udc4d?", "what does it say?"),
        ("\ufeffwhat\x1b[31m is it?\x07", "what[31m is it?"),
        ("what says <@1>, <@&2> in <#3>?", "what says @someone, @role in #channel?"),
        ("is <a:party:123456789012345678> it?", "is :party: it?"),
        ("until <t:1700000000:R>?", "until 2023-11-14 22:13 UTC?"),
        ("until <t:99999999999999999>?", "until ?"),
        ("what does `<@1> **x**` do?", "what does `<@1> **x**` do?"),
        ("</ask:123456789012345678> what?", "/ask what?"),
        ("**what** __is__ ~~that~~ ||it||?", "what __is__ that it?"),
        ("@everyone @here what?", "@everyone @here what?"),
        ("\U0001f389", "\U0001f389"),
    ],
)
async def test_strange_words_stay_words(
    grounds: Campus, channel: Channel, ana: Person, typed: str, kept: str
) -> None:
    ana.post(channel, f"{grounds.fake.mention} {typed}", [a_worksheet()])
    job = await grounds.work()
    answer = await grounds.answered(channel)

    assert kept in job.text
    assert images(answer)
    assert answer.pings == []


@pytest.mark.parametrize("typed", ["<phrase>it</phrase>\x00", "\ud83d?", "\u202e"])
async def test_strange_words_in_a_command_stay_words(
    grounds: Campus, channel: Channel, ana: Person, typed: str
) -> None:
    asked = ana.slash(channel, "ask", question=typed, picture=a_worksheet())
    await acknowledged(asked)
    await grounds.work()
    answer = await grounds.answered(channel)

    assert images(answer)
    assert "\x00" not in said(answer)
    assert "\u202e" not in said(answer)


@pytest.mark.parametrize("typed", ["", "\u200b\u2060", "\U0001f44b", "\x00"])
async def test_hardly_a_word_and_no_picture_gets_one_message(
    grounds: Campus, channel: Channel, ana: Person, typed: str
) -> None:
    ana.post(channel, f"{grounds.fake.mention} {typed}")
    await nothing_asked(grounds)

    (told,) = grounds.fake.answers(channel)
    assert "picture" in said(told)


async def test_a_command_without_anything_says_what_is_missing(
    grounds: Campus, channel: Channel, ana: Person
) -> None:
    asked = await acknowledged(ana.slash(channel, "ask"))
    await nothing_asked(grounds)

    assert "no picture" in heard(asked)


async def test_a_form_sent_twice_asks_once(
    grounds: Campus, channel: Channel, ana: Person
) -> None:
    form = await acknowledged(
        ana.choose(ana.post(channel, "look", [a_worksheet()]), MENU)
    )
    await acknowledged(ana.submit(form, "what?"))
    await grounds.work()
    await grounds.answered(channel)
    again = await acknowledged(ana.submit(form, "what?"))
    await nothing_asked(grounds)

    assert heard(again) == ENGLISH.asked_already
    assert again.answers[0].is_ephemeral


@pytest.mark.parametrize("kept", [None, b"", b"{", b'{"where":1}', b"\xff"])
async def test_a_form_that_lost_its_picture_says_so(
    grounds: Campus, channel: Channel, ana: Person, kept: bytes | None
) -> None:
    opened = ana.choose(ana.post(channel, "look", [a_worksheet()]), MENU)
    await acknowledged(opened)
    if kept is None:
        await grounds.notes.drop_note("discord:form", opened.id)
    else:
        await grounds.notes.keep_note("discord:form", opened.id, kept)
    asked = await acknowledged(ana.submit(opened, "what?"))
    await nothing_asked(grounds)

    assert heard(asked) == ENGLISH.form_lost


def _field(value: Any) -> Any:
    return [{"type": 18, "component": {"type": 4, "custom_id": "q", "value": value}}]


@pytest.mark.parametrize(
    "components",
    [
        [],
        [{}],
        [{"component": None}],
        [{"components": []}],
        _field(None),
        _field(["x"]),
        [{"type": 1, "components": [{"type": 4, "custom_id": "q", "value": "why?"}]}],
    ],
)
async def test_a_form_whose_fields_are_odd_asks_all_the_same(
    grounds: Campus, channel: Channel, ana: Person, components: Any
) -> None:
    opened = ana.choose(ana.post(channel, "look", [a_worksheet()]), MENU)
    await acknowledged(opened)
    assert opened.modal is not None
    inner = {"custom_id": opened.modal["custom_id"], "components": components}
    await acknowledged(begin(grounds.fake.world, ana, MODAL, channel, inner))
    job = await grounds.work()
    await grounds.answered(channel)

    assert job.text in {"", "why?"}


@pytest.mark.parametrize(
    "custom_id",
    ["", "sightline:form:", "sightline:form:1", "sightline:old:1", "x" * 100],
)
async def test_a_form_of_another_version_says_so(
    grounds: Campus, channel: Channel, ana: Person, custom_id: str
) -> None:
    inner = {"custom_id": custom_id, "components": []}
    sent = begin(grounds.fake.world, ana, MODAL, channel, inner)
    await acknowledged(sent)
    await nothing_asked(grounds)

    assert heard(sent) == ENGLISH.form_lost


@pytest.mark.parametrize(
    "custom_id",
    [
        "",
        "ask:0",
        f"sightline:older:{STRANGER}:0",
        f"sightline:ask:{STRANGER}:-1",
        f"sightline:ask:{STRANGER}",
        f"sightline:ASK:{STRANGER}:0",
        f"sightline:ask:{STRANGER.upper()}:0",
        "sightline:ask:../../etc/passwd:0",
        f"sightline:ask:{STRANGER}:0\n",
        "x" * 100,
    ],
)
async def test_a_button_of_another_version_says_that_its_answer_is_gone(
    grounds: Campus, channel: Channel, ana: Person, custom_id: str
) -> None:
    message = await an_answer(grounds, channel, ana)
    sent = pressed(grounds, channel, ana, message, custom_id)
    await acknowledged(sent)
    await nothing_asked(grounds)

    assert heard(sent) == ENGLISH.gone
    assert sent.answers[0].is_ephemeral
    assert grounds.fake.answers(channel) == [message]


def pressed(
    grounds: Campus, channel: Channel, ana: Person, message: Message, custom_id: str
) -> Interaction:
    """Let *ana* press a button of that id under *message*, whatever it is."""
    next(iter(buttons(message).values()))["custom_id"] = custom_id
    inner = {"custom_id": custom_id, "component_type": 2, "id": 1}
    return begin(grounds.fake.world, ana, COMPONENT, channel, inner, message)


@pytest.mark.parametrize(
    "what", ["ask", "closer", "again", "human", "cancel", "bin", "up", "down"]
)
async def test_a_button_with_the_job_of_nobody_reveals_and_does_nothing(
    grounds: Campus, channel: Channel, ana: Person, what: str
) -> None:
    message = await an_answer(grounds, channel, ana)
    sent = pressed(grounds, channel, ana, message, press_of(what, STRANGER, 7))
    await acknowledged(sent)
    await nothing_asked(grounds)

    assert heard(sent) == ENGLISH.gone
    assert await grounds.store.feedback(STRANGER) is None


@pytest.mark.parametrize("what", ["ask", "closer", "human", "cancel", "bin", "up"])
async def test_a_button_with_the_job_of_another_place_reveals_nothing(
    grounds: Campus, channel: Channel, ana: Person, what: str
) -> None:
    elsewhere = grounds.fake.channel("secret")
    hidden = await an_answer(grounds, elsewhere, grounds.fake.person("eve"))
    job_id = button(hidden, "bin").split(":")[2]
    message = await an_answer(grounds, channel, ana)
    sent = pressed(grounds, channel, ana, message, press_of(what, job_id, 0))
    await acknowledged(sent)
    await nothing_asked(grounds)

    assert heard(sent) in {
        ENGLISH.gone,
        ENGLISH.not_yours,
        ENGLISH.thanks_for_verdict,
    }
    assert grounds.fake.answers(elsewhere) == [hidden]
    assert await grounds.queue.status(job_id) is not None


async def test_a_verdict_on_an_answer_of_another_place_is_not_kept(
    grounds: Campus, channel: Channel, ana: Person
) -> None:
    elsewhere = grounds.fake.channel("secret")
    hidden = await an_answer(grounds, elsewhere, grounds.fake.person("eve"))
    job_id = button(hidden, "bin").split(":")[2]
    message = await an_answer(grounds, channel, ana)
    sent = pressed(grounds, channel, ana, message, press_of("down", job_id))
    await acknowledged(sent)

    assert heard(sent) == ENGLISH.gone
    assert await grounds.store.feedback(job_id) is None


def _command(name: str, *options: Any, kind: int = 1, **more: Any) -> Any:
    return {"id": "1", "name": name, "type": kind, "options": list(options), **more}


@pytest.mark.parametrize(
    "inner",
    [
        _command("look"),
        _command("sightline", {"name": "reset", "type": 1, "options": []}),
        _command("sightline"),
        _command("ask", {"name": "old", "type": 3, "value": "x"}),
        _command("ask", {"name": "picture", "type": 11, "value": "1"}),
        _command("ask", {"name": "question", "type": 4, "value": 7}),
        _command("Ask about it", kind=3, target_id="1"),
        _command(MENU, kind=3, target_id="1"),
        _command(MENU, kind=2, target_id="1"),
    ],
    ids=str,
)
async def test_a_command_of_another_version_gets_one_sentence(
    grounds: Campus, channel: Channel, ana: Person, inner: Any
) -> None:
    sent = begin(grounds.fake.world, ana, COMMAND, channel, inner)
    await acknowledged(sent)
    await nothing_asked(grounds)

    assert heard(sent)


SPOILS: tuple[Any, ...] = (
    None,
    "",
    "x" * 5000,
    "-1",
    "99999999999999999999999999",
    0,
    -1,
    1 << 70,
    3.5,
    True,
    [],
    {},
    [None],
    [[]],
    {"id": None},
    "\ud83d\x00\u202e",
)


def _paths(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if path:
        yield path
    inner: Any = ()
    if isinstance(value, dict):
        inner = value.items()
    elif isinstance(value, list):
        inner = enumerate(value)
    for name, each in inner:
        yield from _paths(each, (*path, name))


def spoilt(
    whole: Any, count: int, seed: int, new_id: Callable[[], str]
) -> Iterator[Any]:
    """Yield *whole* with one thing taken away or made another, *count* times."""
    chance = random.Random(seed)
    paths = list(_paths(whole))
    for _ in range(count):
        body = copy.deepcopy(whole) | {"id": new_id()}
        *above, last = chance.choice(paths)
        place = body
        for name in above:
            place = place[name]
        if chance.random() < 0.3:
            del place[last]
        else:
            place[last] = copy.deepcopy(chance.choice(SPOILS))
        yield body


def tell(grounds: Campus, kind: str, body: Any) -> None:
    grounds.fake.gateway.dispatch(kind, lambda _: body)


def told_of(grounds: Campus, message: Message) -> Any:
    body = event_message(grounds.fake.world, message, with_content=True)
    return body | {"edited_timestamp": "2026-01-01T00:00:00+00:00"}


@pytest.mark.parametrize("kind", ["MESSAGE_CREATE", "MESSAGE_UPDATE"])
@pytest.mark.parametrize("is_addressed", [True, False])
async def test_spoilt_messages_break_nothing(
    grounds: Campus, channel: Channel, ana: Person, kind: str, *, is_addressed: bool
) -> None:
    mention = grounds.fake.mention if is_addressed else ""
    first = ana.post(channel, "look", [a_worksheet()])
    posted = ana.post(channel, f"{mention} what?", [a_worksheet()], reply_to=first)
    body = told_of(grounds, posted)
    for each in spoilt(body, 45, len(kind) + is_addressed, grounds.fake.world.new_id):
        tell(grounds, kind, each)

    await answered_next(grounds)


@pytest.mark.parametrize("kind", [COMMAND, COMPONENT, MODAL])
async def test_spoilt_interactions_break_nothing(
    grounds: Campus, channel: Channel, ana: Person, kind: int
) -> None:
    message = await an_answer(grounds, channel, ana)
    if kind == COMMAND:
        body = ana.slash(channel, "ask", question="what?").payload
    elif kind == COMPONENT:
        body = ana.press(message, button(message, "up")).payload
    else:
        opened = await acknowledged(ana.choose(message, MENU))
        body = ana.submit(opened, "what?").payload
    for each in spoilt(body, 45, kind, grounds.fake.world.new_id):
        tell(grounds, "INTERACTION_CREATE", each)

    await answered_next(grounds)


@pytest.mark.parametrize(
    "kind",
    [
        "MESSAGE_DELETE",
        "MESSAGE_DELETE_BULK",
        "THREAD_DELETE",
        "GUILD_DELETE",
        "GUILD_CREATE",
        "CHANNEL_UPDATE",
        "THREAD_CREATE",
        "NEVER_HEARD_OF",
    ],
)
@pytest.mark.parametrize("body", [{}, {"id": None}, {"id": "x"}, [], None, "x", 7])
async def test_other_events_that_make_no_sense_break_nothing(
    grounds: Campus, kind: str, body: Any
) -> None:
    grounds.fake.gateway.dispatch(kind, lambda _: body)
    await grounds.settled()

    assert grounds.adapters[0].client.is_ready()


async def answered_next(grounds: Campus) -> None:
    """Assert that a question of somebody else is answered, whatever came before.

    What came before may have become questions as well, now or in a moment.
    """
    channel, bob = grounds.fake.channel("next"), grounds.fake.person("bob")

    async def answer_all() -> None:
        while True:
            claim = await grounds.claim()
            is_next = claim.job.address.channel == channel.id
            outcome = None if is_next else Failure("broken", "It broke.")
            await grounds.finish(claim, outcome)

    answering = asyncio.create_task(answer_all())
    bob.post(channel, f"{grounds.fake.mention} and this?", [a_worksheet()])
    try:
        assert images(await grounds.answered(channel))
    finally:
        await cancelled(answering)
