"""Words that would ping, link, format or pretend, wherever a model could put them.

Whatever we said in a whole conversation is looked through, each version of it.
"""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from msgspec.structs import replace

from bot.jobs import Answer, Failure, Job, Progress, Span, TextFile
from bot.redis_connection import connect
from bot.settings import RedisSettings, Settings
from tests.adapters.discord.campus import (
    Campus,
    a_worksheet,
    acknowledged,
    button,
    campus,
)
from tests.adapters.discord.fake import (
    Channel,
    Interaction,
    May,
    Message,
    Person,
    Upload,
    buttons,
    images,
    said,
)
from tests.adapters.discord.inertness import living, living_name
from tests.adapters.discord.saying.test_inert import HOSTILE as MARKUP
from tests.adapters.web.helpdesk import SCREEN, pointing
from tests.redis_server import RedisServer
from tests.waiting import until

HOSTILE = (
    *MARKUP,
    "<@!1>",
    "\uff20everyone",
    "HTTP://evil.example",
    "www.evil.example evil.com/x",
    '[a](https://evil.com "title") ![](https://evil.com/x.png)',
    "https://discord.com/channels/1/2/3",
    "discord.com/invite/abc",
    "\u202eevil\u202c \u2066x\u2069 \u200e\u061c",
    "ht\u200btps://evil.com <\u200b@1>",
    "@\u2060everyone",
    "<grounding><phrase>x</phrase><object><patch_index_0044></object></s>",
    "\\\\[x](https://evil.com)",
    "[1](https://evil.com)",
    "```\n@everyone\n```",
    "\x00\x1b[31m",
)

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def grounds(redis_server: RedisServer) -> AsyncIterator[Campus]:
    where = RedisSettings(url=redis_server.url)
    async with connect(where) as client:
        await client.flushall()
    async with campus(Settings(redis=where)) as grounds:
        yield grounds


@pytest.fixture
def channel(grounds: Campus) -> Channel:
    return grounds.fake.channel()


@pytest.fixture
def ana(grounds: Campus, channel: Channel) -> Person:
    ana = grounds.fake.person("ana", may=int(May.MANAGE_GUILD))
    ana.join(channel)
    return ana


def all_of(grounds: Campus, ana: Person) -> str:
    (role,) = list(grounds.fake.main.roles)[:1]
    return " ".join((*HOSTILE, f"<@{ana.id}>", f"<@&{role}>", "\n# head\n- item"))


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


def ours(grounds: Campus) -> list[Message]:
    """Return every message that we ever wrote, those that are gone too."""
    bot = grounds.fake.world.bot.id
    rooms = grounds.fake.world.channels.values()
    found = [m for room in rooms for m in room.messages.values() if m.author == bot]
    sent = grounds.fake.world.interactions.values()
    whispers = [m for each in sent for m in (each.original, *each.followups) if m]
    return [*found, *(m for m in whispers if m.author == bot)]


def dead(grounds: Campus) -> bool:
    found = {fault for message in ours(grounds) for fault in living(message)}
    threads = [c for c in grounds.fake.world.channels.values() if c.is_thread]
    found |= {fault for thread in threads for fault in living_name(thread)}
    assert found == set()
    return True


async def finish(grounds: Campus, words: str) -> Job:
    """Answer the next question with *words*, whatever thread it is in."""
    claim = await grounds.claim()
    turns = await grounds.store.turns(claim.job.address.thread_key)
    pictures = next(turn.job.pictures for turn in turns if turn.job.pictures)
    answer = saying(replace(claim.job, pictures=pictures), words)
    await grounds.finish(claim, answer)
    return claim.job


async def conversation(
    grounds: Campus, channel: Channel, ana: Person, words: str, asked: str
) -> Message:
    """Have *words* answered and *asked* asked in every way; return the first answer."""
    named = Upload(f"{words}.png", SCREEN.png())
    bad = Upload(f"{words}.txt", b"hello")
    ana.post(channel, f"{grounds.fake.mention} {asked}", [named, bad])
    claim = await grounds.claim()
    await streamed(grounds, channel, claim.job, words)
    await grounds.finish(claim, saying(claim.job, words))
    answer = await grounds.answered(channel)
    for what, number in (("ask", 0), ("closer", 1)):
        await acknowledged(ana.press(answer, button(answer, what, number)))
        await finish(grounds, words)
    await grounds.answered(channel, 3)
    for private in (False, True):
        form = {"question": asked, "picture": named, "private": private}
        sent = await acknowledged(ana.slash(channel, "ask", **form))
        await finish(grounds, words)
        await final(sent)
    refused = await acknowledged(ana.slash(channel, "ask", question="?", picture=bad))
    await final(refused)
    ana.post(channel, f"{grounds.fake.mention} {asked}", [named])
    await grounds.work(Failure("broken", words))
    await grounds.settled()
    await until(grounds.has_delivered_all)
    return answer


async def streamed(grounds: Campus, channel: Channel, job: Job, words: str) -> None:
    """Return once Discord shows some of *words*, as they come from a model."""
    claimed = await grounds.said_in(channel, "Looking")

    async def is_shown() -> bool:
        await grounds.queue.tell(glimpse)
        return "I see" in said(claimed)

    glimpse = progress(job, f"I see {words} and")
    await until(is_shown)


def progress(job: Job, words: str) -> Progress:

    return Progress(job_id=job.id, state="working", step="answering", words=words)


async def final(asked: Interaction) -> Message:
    await until(lambda: any(not m.is_loading for m in asked.answers))
    return asked.answers[0]


async def test_no_word_of_a_model_or_a_person_pings_links_or_formats(
    grounds: Campus, channel: Channel, ana: Person
) -> None:
    team = grounds.fake.channel("helpers")
    words = all_of(grounds, ana)
    await grounds.treat(channel, humans=team.id, persona=words[:150])
    answer = await conversation(grounds, channel, ana, words, words[:900])
    await acknowledged(ana.press(answer, button(answer, "human")))
    await grounds.said_in(team, "asks for a human")
    await grounds.settled()
    for command in ("forget this-thread", "settings show", "status", "help"):
        await acknowledged(ana.slash(channel, f"sightline {command}"))

    assert dead(grounds)
    assert grounds.fake.surprises == []


@pytest.mark.parametrize("start", range(0, len(HOSTILE), 8))
async def test_each_hostile_word_on_a_line_of_its_own_does_nothing(
    grounds: Campus, channel: Channel, ana: Person, start: int
) -> None:
    ana.post(channel, f"{grounds.fake.mention} what?", [a_worksheet()])
    await finish(grounds, "\n".join(HOSTILE[start : start + 8]))
    answer = await grounds.answered(channel)

    assert living(answer) == []
    assert images(answer)


async def test_a_thread_is_named_by_the_question_made_harmless(
    grounds: Campus, channel: Channel, ana: Person
) -> None:
    await grounds.treat(channel, has_thread=True)
    for words in (all_of(grounds, ana), "\u202egnp.exe", "x" * 900, "\n\n", "\x00?"):
        posted = ana.post(
            channel, f"{grounds.fake.mention} {words}"[:1000], [a_worksheet()]
        )
        await finish(grounds, "so it is")
        await until(lambda: posted.id in grounds.fake.world.channels)  # noqa: B023
        await grounds.answered(grounds.fake.world.channels[posted.id])

    assert dead(grounds)


@pytest.mark.parametrize(
    "words",
    [
        "so much https://evil.example/x " * 330,
        "<&>" * 3400,
        "\u202e" * 10_000,
        "[1]" * 3400,
        "*" * 10_000,
        "\n#" * 5000,
        "\\" * 10_000,
        "\U0001f468\u200d\U0001f469 " * 2500,
    ],
    ids=lambda words: repr(words[:6]),
)
async def test_an_answer_of_10_000_characters_is_shown_within_discords_limits(
    grounds: Campus, channel: Channel, ana: Person, words: str
) -> None:
    ana.post(channel, f"{grounds.fake.mention} what?", [a_worksheet()])
    await finish(grounds, words)
    answer = await grounds.answered(channel)

    assert living(answer) == []
    assert len(said(answer)) <= 4000
    assert images(answer)
    assert all(len(each.get("label") or "") <= 80 for each in buttons(answer).values())
    assert all(len(each["description"]) <= 256 for each in images(answer))
    assert grounds.fake.surprises == []


async def test_an_edited_question_is_as_harmless(
    grounds: Campus, channel: Channel, ana: Person
) -> None:
    posted = ana.post(channel, f"{grounds.fake.mention} what?", [a_worksheet()])
    await finish(grounds, "this")
    answer = await grounds.answered(channel)
    words = all_of(grounds, ana)
    ana.edit(posted, f"{grounds.fake.mention} {words[:900]}")
    await finish(grounds, words)
    await until(grounds.has_delivered_all)

    assert living(answer) == []


@pytest.mark.parametrize("words", HOSTILE)
async def test_the_guard_itself_sees_what_lives(words: str) -> None:
    """The control: every hostile word is found where nothing was done about it."""
    if words in {"- list\n- list", "-# small", "> quote", "@\u2060everyone"}:
        return  # as we write it ourselves
    assert living(a_message(words)), words


def a_message(words: str) -> Message:
    text = [{"type": 10, "content": words}]
    return Message("1", "2", "3", 0.0, components=text)
