"""Words that would ping, link, unfurl or pretend, wherever a model could put them.

Whatever Slack was sent in a whole conversation is looked through.
"""

from __future__ import annotations

import random
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from msgspec.structs import replace

from adapters.slack.saying.placeholders import settled, stream_chunks
from bot.jobs import Answer, Failure, Job, Progress, Span, TextFile
from bot.redis_connection import connect
from bot.settings import ChannelSettings, RedisSettings, Settings
from tests.adapters.slack.fake import Message, Upload, said
from tests.adapters.slack.fake.calls import Call
from tests.adapters.slack.fake.world import World
from tests.adapters.slack.inertness import living
from tests.adapters.slack.office import Office, office
from tests.adapters.web.helpdesk import SCREEN, pointing
from tests.redis_server import RedisServer
from tests.waiting import until

HOSTILE = (
    "<!channel>",
    "<!here|here>",
    "<!subteam^S123|@admins>",
    "<@U123>",
    "<#C123|general>",
    "@everyone",
    "@here",
    "\uff20channel",
    "#general",
    "https://evil.example/?q=secret",
    "HTTP://evil.example",
    "www.evil.example",
    "evil.com/x",
    "mailto:a@evil.com",
    "<https://evil.example|click here>",
    "<mailto:a@evil.com|mail>",
    "[click](https://evil.example)",
    "![](https://evil.example/x.png)",
    "&lt;!channel&gt;",
    "&#60;!channel&#62;",
    "`code` ```block```",
    "*bold* _italic_ ~struck~",
    ":rotating_light: :tada:",
    "> quote\n# head\n- item",
    "\u202eevil\u202c \u2066x\u2069 \u200e\u061c",
    "slack://open?team=T1",
    "tel:+15550100",
    "<!date^1392734382^{date}^https://evil.example|x>",
    "ht\u200btps://evil.example <\u200b!channel>",
    "@\u2060everyone",
)
ALL = " ".join(HOSTILE)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def desk(redis_server: RedisServer) -> AsyncIterator[Office]:
    where = RedisSettings(url=redis_server.url)
    async with connect(where) as client:
        await client.flushall()
    escalating = ChannelSettings(channel="*", escalation="C000000007", persona=ALL)
    async with office(Settings(redis=where), channels=(escalating,)) as desk:
        number = 0
        while desk.slack.channel(f"c{number}").id != "C000000007":
            number += 1
        yield desk


def saying(job: Job, words: str) -> Answer:
    """Return an answer that says *words* wherever an answer says anything."""
    usual = pointing(job)
    (finding,) = usual.findings
    return replace(
        usual,
        spans=(Span(f"{words} "), Span(words, 1), Span(f" {words}")),
        findings=(replace(finding, phrase=words),),
        follow_ups=(words[:900], "Why?"),
        caveats=(words,),
        files=(TextFile(f"{words[:40]}.csv", "a,b"),),
    )


async def conversation(desk: Office, words: str, question: str = "") -> list[Call]:
    """Say *words* in every way there is; return what Slack was sent meanwhile."""
    before = len(desk.slack.calls())
    channel, ana = desk.slack.channel(), desk.slack.person("ana")
    ana.user.name = f"ana {words}"
    named = Upload(SCREEN.png(), f"{words}.png")
    bad = Upload(b"hello", f"{words}.txt", "text/plain")
    text = f"{desk.slack.mention} {question or 'what is it?'}"
    posted = await ana.post(channel, text, [named, bad])
    claim = await desk.claim()
    await streamed(desk, claim.job, words)
    await desk.finish(claim, saying(claim.job, words))
    answer = await desk.answered(channel, posted.ts)

    for action_id in ("ask:0", "closer:1"):
        await ana.press(answer, action_id)
        again = await desk.claim()
        earlier = replace(again.job, pictures=claim.job.pictures)
        await desk.finish(again, saying(earlier, words))
    await desk.answered(channel, posted.ts, 3)
    await ana.press(answer, "human:0")
    await ana.post(channel, f"{desk.slack.mention} {question}", [bad])
    failing = await ana.post(channel, text, [named])
    await desk.work(Failure("broken", words))
    await until(lambda: any(words[:3] in said(m) for m in _of(desk, failing)))
    await ana.post(channel, f"{desk.slack.mention} {words * 3}", [named])
    await ana.slash(channel, words)
    await desk.settled()
    return desk.slack.calls()[before:]


def _of(desk: Office, message: Message) -> list[Message]:
    return desk.slack.answers(desk.slack.world.channel(message.channel), message.ts)


async def streamed(desk: Office, job: Job, words: str) -> None:
    """Return once Slack shows some of *words*, as they come from a model."""
    shown = f"I see {words} and"
    before = len(desk.slack.calls())
    glimpse = Progress(job_id=job.id, state="working", step="answering", words=shown)

    async def is_shown() -> bool:
        await desk.queue.tell(glimpse)
        return any("I see" in str(call.args) for call in desk.slack.calls()[before:])

    await until(is_shown)


@pytest.mark.asyncio(loop_scope="module")
async def test_no_word_of_a_model_or_a_person_pings_links_or_unfurls(
    desk: Office,
) -> None:
    calls = await conversation(desk, ALL)
    methods = {call.method for call in calls}

    assert living(calls) == []
    assert methods >= {
        "chat.startStream",
        "chat.appendStream",
        "chat.update",
        "chat.postMessage",
        "chat.postEphemeral",
        "files.getUploadURLExternal",
        "files.completeUploadExternal",
    }
    whispered = [str(each) for each in desk.slack.world.ephemerals]
    assert whispered
    assert desk.slack.surprises == []


@pytest.mark.asyncio(loop_scope="module")
async def test_an_answer_of_13_000_characters_is_shown_within_slacks_limits(
    desk: Office,
) -> None:
    calls = await conversation(desk, "so much https://evil.example/x " * 420)
    assert living(calls) == []


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("words", ["<&>" * 4000, "\u202e" * 13_000, "[1]" * 4000])
async def test_an_answer_of_marks_alone_is_shown_within_slacks_limits(
    desk: Office, words: str
) -> None:
    channel, ana = desk.slack.channel(), desk.slack.person("ana")
    before = len(desk.slack.calls())
    text = f"{desk.slack.mention} what is it?"
    posted = await ana.post(channel, text, [Upload(SCREEN.png(), "a.png")])
    claim = await desk.claim()
    await desk.finish(claim, saying(claim.job, words))
    await desk.answered(channel, posted.ts)
    assert living(desk.slack.calls()[before:]) == []


@pytest.mark.asyncio(loop_scope="module")
async def test_what_a_human_writes_back_is_as_inert(desk: Office) -> None:
    channel, ana = desk.slack.channel(), desk.slack.person("ana")
    text = f"{desk.slack.mention} what is it?"
    posted = await ana.post(channel, text, [Upload(SCREEN.png(), "a.png")])
    await desk.work()
    answer = await desk.answered(channel, posted.ts)
    helpers = desk.slack.world.channel("C000000007")
    known = len(helpers.standing)
    await ana.press(answer, "human:0")
    await until(lambda: len(helpers.standing) > known)
    before = len(desk.slack.calls())
    ben = desk.slack.person("ben")
    ben.user.name = "<!channel> @here"
    await ben.post(helpers, ALL, thread=helpers.standing[-1].ts)
    await until(lambda: len(_of(desk, posted)) == 2)

    assert living(desk.slack.calls()[before:]) == []


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("error", ["invalid_blocks", "msg_blocks_too_long"])
async def test_an_answer_of_which_slack_takes_no_block_is_said_in_its_words(
    desk: Office, error: str
) -> None:
    channel, ana = desk.slack.channel(), desk.slack.person("ana")
    text = f"{desk.slack.mention} what is it?"
    posted = await ana.post(channel, text, [Upload(SCREEN.png(), "a.png")])
    claim = await desk.claim()
    desk.slack.faults.refuse("chat.update", error, 5, channel=channel.id)
    await desk.finish(claim)

    await until(lambda: any("was refused" in m.text for m in _of(desk, posted)))
    (answer,) = _of(desk, posted)
    assert answer.blocks == []


def test_no_way_to_cut_streamed_words_makes_a_link_of_them() -> None:
    chance, words = random.Random(7), f"{ALL} and "
    for _ in range(300):
        cuts = sorted(chance.sample(range(len(words)), 12))
        appended, said = 0, ""
        for end in [*cuts, len(words)]:
            fresh = settled(words[:end])[appended:]
            appended += len(fresh)
            chunks = stream_chunks(Progress(job_id="j", state="working"), 0, fresh)
            said += "".join(c["text"] for c in chunks if c["type"] == "markdown_text")
        assert "evil" in said
        assert living([a_call("chat.appendStream", chunks=[markdown(said)])]) == []


def markdown(text: str) -> dict[str, str]:
    return {"type": "markdown_text", "text": text}


def test_the_guard_itself_sees_what_lives() -> None:
    """The control: every hostile word is found where nothing was done about it."""
    for words in HOSTILE:
        harmless = {"#general", "*bold* _italic_ ~struck~", "`code` ```block```"}
        harmless |= {":rotating_light: :tada:", "&lt;!channel&gt;"}
        harmless |= {"@\u2060everyone"}
        call = a_call("chat.postMessage", text=words, parse="none")
        found = [fault for fault in living([call]) if " is on" not in fault]
        assert bool(found) != (words in harmless), words
    assert living([a_call("chat.update", text="x", link_names=0)]) != []
    assert living([a_call("chat.update", text="x", parse="none")]) != []
    assert living([a_call("chat.update", text="x", parse="none", link_names=0)]) == []


def a_call(method: str, **args: object) -> Call:
    return Call(World(), method, dict(args))
