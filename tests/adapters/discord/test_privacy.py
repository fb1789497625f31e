"""What people wrote and sent is nowhere it does not belong: logs, keys, other threads.

And nowhere at all once it was forgotten.
"""

from __future__ import annotations

import io
import logging
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any

import msgspec
import pytest
import redis.asyncio
from msgspec.structs import replace

from adapters.discord.doors.ask_command import MENU
from adapters.discord.doors.reticence import QUIET, be_reticent
from bot.jobs import Job, Span
from bot.ledger import LINE, Discretion
from bot.redis_keys import keep_s
from bot.settings import Settings
from bot.texts.english import ENGLISH
from tests.adapters.discord.campus import (
    Campus,
    a_worksheet,
    acknowledged,
    button,
    campus,
)
from tests.adapters.discord.fake import Channel, Message, Person, Upload, said
from tests.adapters.discord.fake.interacting import COMMAND
from tests.adapters.discord.fake.payloads import begin
from tests.adapters.discord.fake.refusals import Refused
from tests.adapters.web.helpdesk import SCREEN, pointing
from tests.waiting import until

WORDS, EDITED, ANSWERED = "canarywords", "canaryedited", "canaryanswered"
NAME, NICK, PERSONA = "canaryfile", "canarynick", "canarypersona"
CANARIES = (WORDS, EDITED, ANSWERED, NAME, NICK)
PIXELS = SCREEN.png()[200:232]


@pytest.fixture
async def grounds(settings: Settings) -> AsyncIterator[Campus]:
    async with campus(settings) as grounds:
        grounds.fake.main.channels.clear()
        yield grounds


@pytest.fixture
def ana(grounds: Campus, channel: Channel) -> Person:
    ana = grounds.fake.person(NICK)
    ana.join(channel)
    return ana


@pytest.fixture
def ledger() -> Iterator[io.StringIO]:
    """The log as it is shipped, but with all that we ourselves ever say."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.addFilter(Discretion())
    handler.setFormatter(logging.Formatter(LINE))
    root = logging.getLogger()
    ours = [logging.getLogger(name) for name in ("adapters", "bot")]
    before = [(log, log.level) for log in (root, *ours)]
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    for log in ours:
        log.setLevel(logging.DEBUG)
    be_reticent()
    yield written
    root.removeHandler(handler)
    for log, level in before:
        log.setLevel(level)


async def everything(client: redis.asyncio.Redis) -> dict[bytes, bytes]:
    """Return every key with all that is in it."""
    found: dict[bytes, bytes] = {}
    async for key in client.scan_iter("*"):
        match await client.type(key):
            case b"string":
                value: object = await client.get(key)
            case b"hash":
                value = await client.hgetall(key)
            case b"list":
                value = await client.lrange(key, 0, -1)
            case b"set":
                value = await client.smembers(key)
            case b"zset":
                value = await client.zrange(key, 0, -1)
            case b"stream":
                value = await client.xrange(key)
            case other:
                raise AssertionError(f"{key!r} is a {other!r}")
        found[key] = value if isinstance(value, bytes) else repr(value).encode()
    return found


async def left(grounds: Campus) -> dict[bytes, list[str]]:
    """Return the keys that still hold words, names, pictures or tokens, and which."""
    await grounds.settled()
    found = {}
    tokens = list(grounds.fake.world.interactions)
    for key, value in (await everything(grounds.client)).items():
        whole = key + value
        hits = [canary for canary in CANARIES if canary.encode() in whole]
        hits += ["token"] * any(each.encode() in whole for each in tokens)
        hits += ["picture"] * (PIXELS in value or b":picture" in key)
        if hits:
            found[key] = hits
    return found


async def answer(grounds: Campus) -> Job:
    claim = await grounds.claim()
    pictures = claim.job.pictures
    if not pictures:
        turns = await grounds.store.turns(claim.job.address.thread_key)
        pictures = next(t.job.pictures for t in turns if t.job.pictures)
    usual = pointing(replace(claim.job, pictures=pictures))
    spans = (Span(f"{ANSWERED} "), *usual.spans)
    outcome = replace(usual, spans=spans, follow_ups=(f"{ANSWERED}?",))
    await grounds.finish(claim, outcome)
    return claim.job


def files() -> tuple[Upload, Upload]:
    return Upload(f"{NAME}.png", SCREEN.png()), Upload(f"{NAME}.txt", b"x")


async def asked(grounds: Campus, channel: Channel, ana: Person) -> Message:
    """Let *ana* ask, edit, press, use the form and the command; return her message."""
    posted = ana.post(channel, f"{grounds.fake.mention} {WORDS}?", files())
    await answer(grounds)
    first = await grounds.answered(channel)
    ana.edit(posted, f"{grounds.fake.mention} {EDITED}?")
    assert EDITED in (await answer(grounds)).text
    await until(grounds.has_delivered_all)
    await acknowledged(ana.press(first, button(first, "ask", 0)))
    await answer(grounds)
    await grounds.answered(channel, 2)
    return posted


async def commanded(grounds: Campus, channel: Channel, ana: Person) -> None:
    """Let *ana* ask by the command, openly and for herself, and by the form."""
    for is_private in (False, True):
        given: dict[str, Any] = {"picture": files()[0], "private": is_private}
        sent = ana.slash(channel, "ask", question=WORDS, **given)
        await acknowledged(sent)
        await answer(grounds)
    picture = ana.post(channel, "", [files()[0]])
    form = await acknowledged(ana.choose(picture, MENU))
    await acknowledged(ana.submit(form, WORDS))
    await answer(grounds)
    await until(grounds.has_delivered_all)


async def test_until_it_is_forgotten_it_is_there(
    grounds: Campus, channel: Channel, ana: Person
) -> None:
    """The control of all that follows: the scan finds what is kept."""
    await asked(grounds, channel, ana)
    found = {hit for hits in (await left(grounds)).values() for hit in hits}

    assert found >= {EDITED, ANSWERED, NAME, "picture", "token"}


async def test_after_forget_me_nothing_of_a_person_is_left(
    grounds: Campus, channel: Channel, ana: Person
) -> None:
    await asked(grounds, channel, ana)
    await commanded(grounds, channel, ana)
    await acknowledged(ana.slash(channel, "sightline forget me"))

    assert await left(grounds) == {}


async def test_after_forget_this_thread_nothing_of_it_is_left(
    grounds: Campus, channel: Channel, ana: Person
) -> None:
    thread = ana.thread(ana.post(channel, "let us meet here"))
    await asked(grounds, thread, ana)
    await acknowledged(ana.slash(thread, "sightline forget this-thread"))

    assert await left(grounds) == {}


async def test_after_a_deletion_nothing_of_the_message_is_left(
    grounds: Campus, channel: Channel, ana: Person
) -> None:
    posted = ana.post(channel, f"{grounds.fake.mention} {WORDS}?", files())
    await answer(grounds)
    await grounds.answered(channel)
    ana.edit(posted, f"{grounds.fake.mention} {EDITED}?")
    await answer(grounds)
    await until(grounds.has_delivered_all)
    ana.delete(posted)
    await until(lambda: not grounds.fake.answers(channel))

    assert await left(grounds) == {}


async def test_after_the_bin_nothing_of_a_commands_answer_is_left(
    grounds: Campus, channel: Channel, ana: Person
) -> None:
    await acknowledged(ana.slash(channel, "ask", question=WORDS, picture=files()[0]))
    await answer(grounds)
    told = await grounds.answered(channel)
    (sure,) = (await acknowledged(ana.press(told, button(told, "bin")))).answers
    await acknowledged(ana.press(sure, button(sure, "remove")))
    await until(lambda: not grounds.fake.answers(channel))

    assert await left(grounds) == {}


async def test_after_a_thread_is_deleted_nothing_of_it_is_left(
    grounds: Campus, channel: Channel, ana: Person
) -> None:
    thread = ana.thread(ana.post(channel, "let us meet here"))
    await asked(grounds, thread, ana)
    grounds.fake.remove(thread)

    assert await left(grounds) == {}


async def test_after_a_server_is_left_nothing_of_it_is_left(
    grounds: Campus, channel: Channel, ana: Person
) -> None:
    await grounds.treat(channel, persona=PERSONA)
    await asked(grounds, channel, ana)
    await commanded(grounds, channel, ana)
    grounds.fake.remove_from(grounds.fake.main)

    assert await left(grounds) == {}
    known = await everything(grounds.client)
    assert not [k for k in known if PERSONA.encode() in known[k]]
    known = {key: known[key] for key in known if b":letter:" not in key}
    assert [k for k in known if ana.id.encode() in k + known[k]] == []
    assert [k for k in known if channel.guild.encode() in k] == []


async def test_a_form_that_was_sent_leaves_nothing_behind(
    grounds: Campus, channel: Channel, ana: Person
) -> None:
    picture = ana.post(channel, "", [files()[0]])
    form = await acknowledged(ana.choose(picture, MENU))
    assert NAME in {hit for hits in (await left(grounds)).values() for hit in hits}
    for key in await left(grounds):
        assert 0 < await grounds.client.ttl(key) <= 3600
    await acknowledged(ana.submit(form, WORDS))
    await answer(grounds)
    await grounds.answered(channel)
    await acknowledged(ana.slash(channel, "sightline forget me"))

    assert await left(grounds) == {}


async def test_nothing_is_kept_longer_than_its_thread(
    grounds: Campus, channel: Channel, ana: Person
) -> None:
    await asked(grounds, channel, ana)
    await commanded(grounds, channel, ana)
    for key, hits in (await left(grounds)).items():
        ttl = await grounds.client.ttl(key)
        assert 0 < ttl <= keep_s(grounds.settings) + 60, (key, hits, ttl)


async def test_an_edit_that_is_not_for_us_is_not_kept(
    grounds: Campus, channel: Channel, ana: Person
) -> None:
    posted = ana.post(channel, WORDS)
    ana.edit(posted, EDITED)

    assert await left(grounds) == {}


async def test_no_key_is_made_of_what_anybody_wrote(
    grounds: Campus, channel: Channel, ana: Person
) -> None:
    await asked(grounds, channel, ana)
    await commanded(grounds, channel, ana)
    secrets = [*CANARIES, *grounds.fake.world.interactions, grounds.fake.token]
    for key, value in (await everything(grounds.client)).items():
        assert not [each for each in secrets if each.encode() in key]
        assert grounds.fake.token.encode() not in value


async def test_a_private_answer_is_in_nobody_elses_context(
    grounds: Campus, channel: Channel, ana: Person
) -> None:
    thread = ana.thread(ana.post(channel, "let us meet here"))
    sent = ana.slash(thread, "ask", question=WORDS, picture=files()[0], private=True)
    await acknowledged(sent)
    await answer(grounds)
    await grounds.answered(thread, to=ana.id)
    bob = grounds.fake.person("bob")
    for place in (thread, channel, bob.direct):
        bob.post(place, f"{grounds.fake.mention} what is it?", [a_worksheet()])
        job = await grounds.work()
        turns = await grounds.store.turns(job.address.thread_key)
        answered = await grounds.answered(place)
        told = msgspec.json.encode([job, turns]).decode() + said(answered)
        assert not [canary for canary in CANARIES if canary in told]
    assert all(WORDS not in said(m) for m in grounds.fake.answers(thread))


ROUTES = (
    "messages.create",
    "messages.edit",
    "messages.get",
    "messages.history",
    "messages.delete",
    "followups.edit",
    "interactions.callback",
    "dm",
)


def secrets_of(grounds: Campus) -> list[str]:
    tokens = list(grounds.fake.world.interactions)
    return [*CANARIES, *tokens, grounds.fake.token, "hm=", "/attachments/", "Bot MT"]


def assert_silent(grounds: Campus, ledger: io.StringIO) -> None:
    secrets = secrets_of(grounds)
    lines = ledger.getvalue().splitlines()
    assert [line for line in lines if any(each in line for each in secrets)] == []


async def test_no_word_name_or_token_is_in_any_log(
    grounds: Campus, channel: Channel, ana: Person, ledger: io.StringIO
) -> None:
    team = grounds.fake.channel("helpers")
    await grounds.treat(channel, humans=team.id)
    posted = await asked(grounds, channel, ana)
    await commanded(grounds, channel, ana)
    told = grounds.fake.answers(channel)[0]
    for what, number in (("human", 0), ("up", 0), ("closer", 1)):
        await acknowledged(ana.press(told, button(told, what, number)))
    await answer(grounds)
    ana.post(channel, f"{grounds.fake.mention} {WORDS * 150}")
    ana.post(ana.direct, WORDS)
    old = {"id": "1", "name": WORDS, "type": 1, "options": []}
    await acknowledged(begin(grounds.fake.world, ana, COMMAND, channel, old))
    grounds.fake.gateway.drop()
    await until(lambda: grounds.fake.gateway.is_connected)
    ana.delete(posted)
    await grounds.settled()

    assert_silent(grounds, ledger)
    assert "-> " in ledger.getvalue()


KINDS: dict[str, Callable[[Campus, str], None]] = {
    "away": lambda grounds, route: grounds.fake.faults.fail(route, 40, 503),
    "refused": lambda grounds, route: grounds.fake.faults.refuse(
        route, Refused(400, 50035, f"Invalid Form Body {WORDS}"), 100
    ),
    "forbidden": lambda grounds, route: grounds.fake.faults.refuse(
        route, Refused(403, 50001, "Missing Access"), 100
    ),
    "cut": lambda grounds, route: grounds.fake.faults.lose_reply(route, 40),
    "crowded": lambda grounds, route: grounds.fake.faults.rate_limit(route, 40, 0.01),
}


@pytest.mark.parametrize("kind", KINDS)
async def test_no_failure_of_discord_is_logged_with_words_names_or_tokens(
    grounds: Campus, channel: Channel, ana: Person, ledger: io.StringIO, kind: str
) -> None:
    ana.post(channel, f"{grounds.fake.mention} {WORDS}?", files())
    await answer(grounds)
    told = await grounds.answered(channel)
    for route in ROUTES:
        KINDS[kind](grounds, route)
    known = len(ledger.getvalue())
    ana.post(channel, f"{grounds.fake.mention} {WORDS}?", files())
    ana.slash(channel, "ask", question=WORDS, picture=files()[0], private=True)
    ana.press(told, button(told, "closer", 1))
    ana.press(told, button(told, "up"))
    for _ in range(2):
        await answer(grounds)
    marks = (" ! ", " -- ", "WARNING", "ERROR")
    until_told = lambda: any(m in ledger.getvalue()[known:] for m in marks)  # noqa: E731
    await until(until_told)

    assert_silent(grounds, ledger)


async def test_a_handler_that_breaks_is_logged_without_what_broke_it(
    grounds: Campus,
    channel: Channel,
    ana: Person,
    ledger: io.StringIO,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def breaks(*_: object, **__: object) -> None:
        raise ValueError(f"{WORDS} {NAME}")

    ana.post(channel, f"{grounds.fake.mention} what?", [a_worksheet()])
    await grounds.work()
    answered = await grounds.answered(channel)
    told = ana.post(channel, "", [files()[0]])
    form = await acknowledged(ana.choose(told, MENU))
    listening = grounds.adapters[0]._parts.listening
    for name in ("message", "edit", "ask", "press", "gone"):
        monkeypatch.setattr(listening, name, breaks)
    posted = ana.post(channel, f"{grounds.fake.mention} {WORDS}?", files())
    ana.edit(posted, EDITED)
    waiting = [
        ana.slash(channel, "ask", question=WORDS, picture=files()[0]),
        ana.submit(form, WORDS),
        ana.press(answered, button(answered, "closer", 1)),
    ]
    ana.delete(posted)
    await until(lambda: ledger.getvalue().count("broke: ") >= 6)

    for each in waiting:
        (apology,) = (await acknowledged(each)).answers
        assert said(apology) == ENGLISH.broken
    assert_silent(grounds, ledger)


def test_the_ledger_of_these_tests_hears_what_is_said(ledger: io.StringIO) -> None:
    """The control: a careless line would be found."""
    logging.getLogger("adapters.discord.asking").debug("asked %s", WORDS)
    assert WORDS in ledger.getvalue()


@pytest.mark.parametrize("name", QUIET)
def test_discords_own_loggers_are_kept_from_what_they_would_tell(
    ledger: io.StringIO, name: str
) -> None:
    logging.getLogger(name).info("asked %s", WORDS)
    assert WORDS not in ledger.getvalue()
