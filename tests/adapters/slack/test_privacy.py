"""What people wrote and sent is nowhere it does not belong: logs, keys, other threads.

And nowhere at all once it was forgotten.
"""

from __future__ import annotations

import io
import logging
import re
from collections.abc import AsyncIterator, Iterator

import msgspec
import pytest
import redis.asyncio
from msgspec.structs import replace

from bot.jobs import Job, Span
from bot.ledger import LINE, Discretion
from bot.settings import ChannelSettings, Settings
from tests.adapters.slack.fake import Channel, Message, Person, Upload, said
from tests.adapters.slack.office import Office, office
from tests.adapters.web.helpdesk import SCREEN, pointing
from tests.waiting import until

WORDS, EDITED, ANSWERED = "canarywords", "canaryedited", "canaryanswered"
NAME, NICK, RELAYED = "canaryfile", "canarynick", "canaryrelayed"
CANARIES = (WORDS, EDITED, ANSWERED, NAME, NICK, RELAYED)
PIXELS = SCREEN.png()[200:232]


@pytest.fixture
async def desk(settings: Settings) -> AsyncIterator[Office]:
    treated = ChannelSettings(channel="*", escalation="C000000003")
    async with office(settings, channels=(treated,)) as desk:
        assert desk.slack.channel("helpers").id == "C000000003"
        yield desk


@pytest.fixture
def ledger() -> Iterator[io.StringIO]:
    """The log as it is shipped, but with all that we ourselves ever say."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.addFilter(Discretion())
    handler.setFormatter(logging.Formatter(LINE))
    root, ours = (
        logging.getLogger(),
        [logging.getLogger(n) for n in ("adapters", "bot")],
    )
    before = [(log, log.level) for log in (root, *ours)]
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    for log in ours:
        log.setLevel(logging.DEBUG)
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


async def asked(desk: Office, channel: Channel, ana: Person) -> tuple[Message, Message]:
    """Let *ana* ask, edit and be answered; return her message and the answer."""
    ana.user.name = NICK
    sent = Upload(SCREEN.png(), f"{NAME}.png")
    spoilt = Upload(b"x", f"{NAME}.txt", "text/plain")
    posted = await ana.post(channel, f"{desk.slack.mention} {WORDS}?", [sent, spoilt])
    await answer(desk)
    await desk.answered(channel, posted.ts)
    await ana.edit(posted, f"{desk.slack.mention} {EDITED}?")
    job = await answer(desk)
    assert EDITED in job.text
    await desk.settled()
    await until(lambda: ANSWERED in said(desk.slack.answers(channel, posted.ts)[0]))
    return posted, desk.slack.answers(channel, posted.ts)[0]


async def answer(desk: Office) -> Job:
    claim = await desk.claim()
    usual = pointing(claim.job)
    spans = (Span(f"{ANSWERED} "), *usual.spans)
    await desk.finish(claim, replace(usual, spans=spans, follow_ups=(f"{ANSWERED}?",)))
    return claim.job


async def left(desk: Office) -> dict[bytes, list[str]]:
    """Return the keys that still hold a word, a name or a picture, and which."""
    found = {}
    for key, value in (await everything(desk.client)).items():
        whole = key + value
        hits = [canary for canary in CANARIES if canary.encode() in whole]
        hits += ["picture"] * (PIXELS in value or b":picture" in key)
        if hits:
            found[key] = hits
    return found


async def test_until_it_is_forgotten_it_is_there(desk: Office) -> None:
    """The control of all that follows: the scan finds what is kept."""
    channel, ana = desk.slack.channel(), desk.slack.person()
    await asked(desk, channel, ana)
    found = {hit for hits in (await left(desk)).values() for hit in hits}
    assert found >= {EDITED, ANSWERED, NAME, "picture"}


async def test_after_forget_me_nothing_of_a_person_is_left(desk: Office) -> None:
    channel, ana = desk.slack.channel(), desk.slack.person()
    await asked(desk, channel, ana)
    reply = await ana.slash(channel, "forget me")
    assert "forgotten" in str(reply.ack)
    assert await left(desk) == {}


async def test_after_forget_this_thread_nothing_of_it_is_left(desk: Office) -> None:
    channel, ana = desk.slack.channel(), desk.slack.person()
    await asked(desk, channel, ana)
    await ana.slash(channel, "forget this thread")
    assert await left(desk) == {}


async def test_after_a_deletion_nothing_of_the_message_is_left(desk: Office) -> None:
    channel, ana = desk.slack.channel(), desk.slack.person()
    posted, _ = await asked(desk, channel, ana)
    await ana.delete(posted)
    await desk.settled()
    assert await left(desk) == {}
    assert desk.slack.answers(channel) == []


async def test_after_the_app_is_uninstalled_nothing_of_the_workspace_is_left(
    desk: Office,
) -> None:
    channel, ana = desk.slack.channel(), desk.slack.person()
    _, answered = await asked(desk, channel, ana)
    helpers = desk.slack.world.channel("C000000003")
    await ana.press(answered, "human:0")
    await until(lambda: bool(helpers.standing))
    await desk.settled()
    await ana.uninstall()
    await desk.settled()
    assert await left(desk) == {}
    known = await everything(desk.client)
    known = {key: known[key] for key in known if b":letter:" not in key}
    assert [k for k in known if ana.id.encode() in k + known[k]] == []
    assert not [k for k in known if b":note:" in k and desk.slack.team.encode() in k]


async def test_an_edit_that_is_not_for_us_is_not_kept(desk: Office) -> None:
    channel, ana = desk.slack.channel(), desk.slack.person()
    posted = await ana.post(channel, WORDS)
    await ana.edit(posted, EDITED)
    await desk.settled()
    kept = [ttl for key in await left(desk) if (ttl := await desk.client.ttl(key))]
    assert all(0 < ttl <= 120 for ttl in kept)


async def test_no_key_is_made_of_what_anybody_wrote(desk: Office) -> None:
    channel, ana = desk.slack.channel(), desk.slack.person()
    await asked(desk, channel, ana)
    for key in await everything(desk.client):
        assert not [canary for canary in CANARIES if canary.encode() in key]


async def test_no_secret_lies_in_redis(desk: Office) -> None:
    channel, ana = desk.slack.channel(), desk.slack.person()
    _, answered = await asked(desk, channel, ana)
    await ana.press(answered, "feedback")
    await ana.press(answered, "ask:0")
    await desk.work()
    secrets = [desk.slack.bot_token, desk.slack.app_token, desk.slack.signing_secret]
    secrets += ["/response/"]
    for key, value in (await everything(desk.client)).items():
        assert not [secret for secret in secrets if secret.encode() in value], key


async def test_one_threads_words_are_in_no_other_threads_job_or_answer(
    desk: Office,
) -> None:
    channel, ana = desk.slack.channel(), desk.slack.person()
    await asked(desk, channel, ana)
    for place in (channel, desk.slack.channel("other"), ana.direct):
        text = f"{desk.slack.mention} what is it?"
        posted = await ana.post(place, text, [Upload(SCREEN.png(), "a.png")])
        job = await desk.work()
        turns = await desk.store.turns(job.address.thread_key)
        answered = await desk.answered(place, posted.ts)
        told = msgspec.json.encode([job, turns]).decode() + said(answered)
        assert not [canary for canary in CANARIES if canary in told]


MARK = re.compile(r" (?:!|--) ")


async def test_a_question_leaves_a_line_where_it_came_and_one_where_it_went(
    desk: Office, ledger: io.StringIO
) -> None:
    channel, ana = desk.slack.channel(), desk.slack.person()
    text = f"{desk.slack.mention} {WORDS}?"
    posted = await ana.post(channel, text, [Upload(SCREEN.png(), f"{NAME}.png")])
    job = await desk.work()
    await desk.answered(channel, posted.ts)
    await until(lambda: "sent to slack" in ledger.getvalue())

    lines = [line for line in ledger.getvalue().splitlines() if job.id in line]
    assert [line.partition(" INFO ")[2] for line in lines if " INFO " in line] == [
        f"<- {job.id} placed, 1 in line",
        f"-> {job.id} sent to slack",
    ]


async def test_a_wait_that_slack_asks_for_is_one_line(
    desk: Office, ledger: io.StringIO
) -> None:
    channel, ana = desk.slack.channel(), desk.slack.person()
    posted = await ana.post(channel, desk.slack.mention)
    await desk.settled()
    desk.slack.faults.rate_limit("chat.update", 3, 0, channel=channel.id)
    desk.slack.faults.refuse("chat.startStream", "not_allowed", channel=channel.id)
    text = f"{desk.slack.mention} {WORDS}?"
    posted = await ana.post(channel, text, [Upload(SCREEN.png(), "a.png")])
    await desk.work()
    await desk.answered(channel, posted.ts)

    waits = [line for line in ledger.getvalue().splitlines() if " waits " in line]
    assert len(waits) == 3
    assert all(f"-- {desk.slack.team}:{channel.id} waits 0.0 s" in w for w in waits)


METHODS = (
    "agents.sessions.setStatus",
    "auth.test",
    "chat.appendStream",
    "chat.delete",
    "chat.postEphemeral",
    "chat.postMessage",
    "chat.startStream",
    "chat.stopStream",
    "chat.update",
    "conversations.history",
    "conversations.replies",
    "files.completeUploadExternal",
    "files.delete",
    "files.getUploadURLExternal",
    "files.info",
    "reactions.add",
    "upload",
    "users.info",
    "views.open",
)


async def test_no_word_name_or_secret_is_in_any_log(
    desk: Office, ledger: io.StringIO
) -> None:
    channel, ana = desk.slack.channel(), desk.slack.person()
    posted, answered = await asked(desk, channel, ana)
    for action_id in ("feedback", "human:0", "ask:0"):
        await ana.press(answered, action_id)
    await desk.work()
    await desk.answered(channel, posted.ts, 2)
    view = await ana.shortcut(posted)
    await ana.submit_modal(view, f"{WORDS}? " * 200)
    await ana.slash(channel, WORDS)
    await ana.post(channel, f"{desk.slack.mention} {WORDS * 1000}")
    await ana.post(ana.direct, WORDS)
    await desk.settled()
    await ana.delete(posted)
    await desk.settled()
    assert_silent(desk, ledger)
    assert "-> " in ledger.getvalue()


@pytest.mark.parametrize("kind", ["away", "refused", "cut", "crowded"])
async def test_no_failure_of_slack_is_logged_with_words_names_or_secrets(
    desk: Office, ledger: io.StringIO, kind: str
) -> None:
    channel, ana = desk.slack.channel(), desk.slack.person()
    posted, answered = await asked(desk, channel, ana)
    for method in METHODS:
        match kind:
            case "away":
                desk.slack.faults.fail(method, 100)
            case "refused":
                desk.slack.faults.refuse(method, "some_error", 100)
            case "cut":
                desk.slack.faults.lose_reply(method, 100)
            case _:
                desk.slack.faults.rate_limit(method, 100, 1)
    known = ledger.getvalue()
    sent = Upload(SCREEN.png(), f"{NAME}.png")
    await ana.post(channel, f"{desk.slack.mention} {WORDS}?", [sent])
    await answer(desk)
    await ana.press(answered, "human:0")
    await ana.slash(channel, WORDS)
    await ana.post(channel, f"{desk.slack.mention} {WORDS * 1000}")
    await ana.edit(posted, f"{desk.slack.mention} {EDITED} again?")
    await ana.delete(posted)
    await until(lambda: len(MARK.findall(ledger.getvalue(), len(known))) >= 2)
    assert_silent(desk, ledger)


def test_the_ledger_of_these_tests_hears_what_is_said(ledger: io.StringIO) -> None:
    """The control: a careless line would be found."""
    logging.getLogger("adapters.slack.asking").debug("asked %s", WORDS)
    assert WORDS in ledger.getvalue()


def assert_silent(desk: Office, ledger: io.StringIO) -> None:
    slack, written = desk.slack, ledger.getvalue()
    secrets = [slack.bot_token, slack.app_token, slack.signing_secret, "/response/"]
    secrets += ["ticket=", "/upload/v1", "/files-pri/", "Bearer", "trigger"]
    assert [line for line in written.splitlines() if _tells(line, secrets)] == []


def _tells(line: str, secrets: list[str]) -> bool:
    return any(each in line for each in (*CANARIES, *secrets))
