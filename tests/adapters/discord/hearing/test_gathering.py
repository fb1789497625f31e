"""The files of a question, wherever in the conversation they stand."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import pytest
from msgspec.structs import replace

from adapters.discord.hearing.fetching import Told
from adapters.discord.hearing.gathering import Gathered, Gatherer
from adapters.discord.notes import Asked, File, Hook, Message, Person, Where
from bot.questions import Attachment
from tests.adapters.discord.fake import FORUM, Channel, FakeDiscord, May, Upload
from tests.adapters.discord.fake import Person as Somebody
from tests.adapters.discord.fake.app import App, connected
from tests.adapters.discord.fake.refusals import missing_access
from tests.adapters.discord.hearing.heard import fetching, noted, sheet, told
from tests.waiting import Clock


class Copier:
    async def fetch(
        self, file: File, told: Told, channel: str = "", message: str = ""
    ) -> Attachment:
        return Attachment(file.name, f"{channel}:{message}".encode())


async def gathered(
    app: App,
    note: Message | Asked,
    since: str = "",
    *,
    most: int = 2,
    has_content: bool = True,
    pauses_s: Sequence[float] = (),
) -> Gathered:
    gatherer = Gatherer(app, Copier(), most, has_content=has_content, pauses_s=pauses_s)
    return await gatherer.gather(note, since, told)


async def names(app: App, note: Message | Asked, since: str = "") -> list[str]:
    found = await gathered(app, note, since)
    return [each.filename for each in found.attachments]


def asked(where: Where, event_id: str, user: str = "1", **more: Any) -> Asked:
    known: dict[str, Any] = {"person": Person(user=user), "where": where}
    known["hook"] = Hook(token="t", at=0)
    return Asked(id=event_id, **known | more)


def history_calls(fake: FakeDiscord) -> int:
    return len(fake.calls("messages.history")) + len(fake.calls("messages.get"))


@pytest.fixture
def ana(fake: FakeDiscord) -> Somebody:
    return fake.person("ana")


@pytest.fixture
def bo(fake: FakeDiscord) -> Somebody:
    return fake.person("bo")


async def test_a_message_gives_its_own_files_and_nothing_is_asked_for(
    fake: FakeDiscord, homework: Channel, app: App, ana: Somebody, bo: Somebody
) -> None:
    other = bo.post(homework, "", [sheet("other.png")])
    said = ana.post(homework, fake.mention, [sheet("a.png")], reply_to=other)

    found = await gathered(app, await noted(app, said.id))

    assert [each.filename for each in found.attachments] == ["a.png"]
    assert found.lent == ()
    assert not found.is_blind
    assert history_calls(fake) == 0


async def test_files_above_the_bound_are_named_but_not_fetched(
    fake: FakeDiscord, homework: Channel, app: App, ana: Somebody
) -> None:
    said = ana.post(homework, fake.mention, [sheet(f"{n}.png") for n in range(5)])

    found = await gathered(app, await noted(app, said.id))

    assert [bool(each.content) for each in found.attachments] == [True] * 2 + [
        False
    ] * 3


async def test_a_reply_takes_the_files_of_what_it_answers(
    fake: FakeDiscord, homework: Channel, app: App, ana: Somebody, bo: Somebody
) -> None:
    other = bo.post(homework, "", [sheet("other.png")])
    said = ana.post(homework, fake.mention, reply_to=other)
    name = f"{homework.id}:{other.id}"

    note = await noted(app, said.id)
    untold = replace(note, reply_author="", reply_files=())

    for each, calls in ((note, 0), (untold, 1)):
        found = await gathered(app, each)
        assert found.attachments == (Attachment("other.png", name.encode()),)
        assert found.lent == (name,)
        assert len(fake.calls("messages.get")) == calls


async def test_a_reply_to_a_bot_takes_nothing_even_where_it_has_to_be_asked_for(
    fake: FakeDiscord, homework: Channel, app: App, ana: Somebody
) -> None:
    other = fake.person("robot", is_bot=True).post(homework, "", [sheet()])
    said = ana.post(homework, fake.mention, reply_to=other)
    note = replace(await noted(app, said.id), reply_author="")

    assert await names(app, note) == []


async def test_a_thread_gives_its_latest_pictures_of_people_in_order(
    fake: FakeDiscord, homework: Channel, app: App, ana: Somebody, bo: Somebody
) -> None:
    thread = ana.thread(ana.post(homework, "look"))
    ana.post(thread, "", [sheet("1.png")])
    second = bo.post(thread, "", [sheet("2.png"), Upload("a.zip", b"PK")])
    third = bo.post(thread, "", [sheet("3.png")])
    fake.person("robot", is_bot=True).post(thread, "", [sheet("4.png")])
    fake.world.post(
        thread, fake.world.bot.id, files=fake.world.hold(thread, [sheet("5.png")])
    )
    said = ana.post(thread, fake.mention)
    ana.post(thread, "", [sheet("6.png")])
    note = await noted(app, said.id)

    found = await gathered(app, note)

    assert [each.filename for each in found.attachments] == ["2.png", "3.png"]
    assert found.lent == (f"{thread.id}:{second.id}", f"{thread.id}:{third.id}")
    assert await names(app, note, since=second.id) == ["3.png"]
    assert await names(app, note, since=third.id) == []


async def test_a_thread_of_a_message_begins_with_its_picture(
    fake: FakeDiscord, homework: Channel, app: App, ana: Somebody, bo: Somebody
) -> None:
    first = bo.post(homework, "look", [sheet()])
    thread = bo.thread(first)
    said = ana.post(thread, fake.mention)
    note = await noted(app, said.id)

    found = await gathered(app, note)

    name = f"{homework.id}:{first.id}"
    assert found.attachments == (Attachment("sheet.png", name.encode()),)
    assert found.lent == (name,)
    assert fake.calls("messages.get") == []
    assert await names(app, note, since=str(int(said.id) - 1)) == []


async def test_a_long_threads_first_picture_is_asked_for_in_the_channel_above(
    fake: FakeDiscord, homework: Channel, app: App, ana: Somebody, bo: Somebody
) -> None:
    thread = bo.thread(bo.post(homework, "look", [sheet()]))
    for n in range(100):
        bo.post(thread, f"{n}")
    said = ana.post(thread, fake.mention)

    assert await names(app, await noted(app, said.id)) == ["sheet.png"]
    (call,) = fake.calls("messages.get")
    assert call.where["channel"] == homework.id


async def test_a_first_message_that_is_not_told_is_asked_for_and_a_lost_one_is_not(
    fake: FakeDiscord, homework: Channel, app: App, ana: Somebody, bo: Somebody
) -> None:
    first = bo.post(homework, "look", [sheet()])
    thread = bo.thread(first)
    said = ana.post(thread, fake.mention)
    note = await noted(app, said.id)
    bo.delete(first)

    assert await names(app, note) == []
    assert fake.calls("messages.get") == []


async def test_a_thread_without_a_first_message_asks_for_none(
    fake: FakeDiscord, homework: Channel, app: App, ana: Somebody
) -> None:
    new_id = fake.world.new_id()
    thread = fake.world.new_thread(homework, "free", ana.id, new_id, 11)
    ana.post(thread, "hello")
    said = ana.post(thread, fake.mention)
    note = await noted(app, said.id)
    where = Where(guild=homework.guild, channel=thread.id, parent=homework.id)

    assert await names(app, replace(note, where=where)) == []
    assert fake.calls("messages.get") == []


@pytest.mark.parametrize("waits", [0, 1, 2])
async def test_a_forums_post_brings_its_picture_however_late_it_is_there(
    fake: FakeDiscord, ana: Somebody, bo: Somebody, waits: int
) -> None:
    forum = fake.channel("questions", FORUM, wait_for_starter=waits)
    app = App()
    async with connected(app, fake):
        post = bo.forum_post(forum, "A sheet", "look", [sheet()])
        thread = fake.world.channels[post.id]
        said = ana.post(thread, fake.mention)
        note = await noted(app, said.id)
        found = await gathered(app, note, pauses_s=(0.0, 0.0))

    assert found.attachments == (
        Attachment("sheet.png", f"{post.id}:{post.id}".encode()),
    )
    assert len(fake.calls("messages.get")) == (waits + 1 if waits else 0)


async def test_a_forums_post_that_stays_away_fails_no_question(
    fake: FakeDiscord, ana: Somebody, bo: Somebody
) -> None:
    clock = fake.world.clock = Clock()
    forum = fake.channel("questions", FORUM, wait_for_starter=99)
    app = App()
    async with connected(app, fake):
        post = bo.forum_post(forum, "A sheet", fake.mention, [sheet()])
        thread = fake.world.channels[post.id]
        early = await noted(app, ana.post(thread, fake.mention).id)
        clock.forward(61)
        late = await noted(app, ana.post(thread, fake.mention).id)

        found = await gathered(app, early, pauses_s=(0.0, 0.0))
        assert found == Gathered()
        assert len(fake.calls("messages.get")) == 3
        found = await gathered(app, late, pauses_s=(0.0, 0.0))
        assert found == Gathered()
        assert len(fake.calls("messages.get")) == 4


async def test_after_a_turn_a_forums_post_is_not_looked_at_again(
    fake: FakeDiscord, ana: Somebody, bo: Somebody
) -> None:
    forum = fake.channel("questions", FORUM)
    app = App()
    async with connected(app, fake):
        post = bo.forum_post(forum, "A sheet", "look", [sheet()])
        thread = fake.world.channels[post.id]
        turn = ana.post(thread, fake.mention)
        note = await noted(app, ana.post(thread, fake.mention).id)
        assert await names(app, note, since=turn.id) == []

    assert fake.calls("messages.get") == []


async def test_a_forums_post_that_is_refused_is_asked_for_once(
    fake: FakeDiscord, ana: Somebody, bo: Somebody
) -> None:
    forum = fake.channel("questions", FORUM, wait_for_starter=1)
    app = App()
    async with connected(app, fake):
        post = bo.forum_post(forum, "A sheet", "look", [sheet()])
        said = ana.post(fake.world.channels[post.id], fake.mention)
        note = await noted(app, said.id)
        fake.faults.refuse("messages.get", missing_access(), math.inf)
        assert await gathered(app, note, pauses_s=(0.0, 0.0)) == Gathered()

    assert len(fake.invalid) == 1


async def test_a_forums_post_itself_looks_no_further(
    fake: FakeDiscord, ana: Somebody
) -> None:
    forum = fake.channel("questions", FORUM)
    app = App()
    async with connected(app, fake):
        post = ana.forum_post(forum, "A sheet", fake.mention)
        assert await names(app, await noted(app, post.id)) == []

    assert history_calls(fake) == 0


async def test_a_direct_message_takes_the_persons_pictures_of_just_before(
    fake: FakeDiscord, app: App, ana: Somebody
) -> None:
    clock = fake.world.clock = Clock()
    ana.post(ana.direct, "", [sheet("1.png")])
    clock.forward(1)
    second = ana.post(ana.direct, "", [sheet("2.png"), sheet("3.png")])
    ana.post(ana.direct, "", [Upload("a.zip", b"PK")])
    fake.world.post(
        ana.direct,
        fake.world.bot.id,
        files=fake.world.hold(ana.direct, [sheet("4.png")]),
    )
    clock.forward(600)
    said = await noted(app, ana.post(ana.direct, "what is it?").id)
    clock.forward(0.1)
    late = await noted(app, ana.post(ana.direct, "and now?").id)

    found = await gathered(app, said)

    assert [each.filename for each in found.attachments] == ["2.png", "3.png"]
    assert found.lent == (f"{ana.direct.id}:{second.id}",)
    assert await names(app, said, since=second.id) == []
    assert await names(app, late) == []


async def test_a_channel_is_not_searched(
    fake: FakeDiscord, homework: Channel, app: App, ana: Somebody
) -> None:
    ana.post(homework, "", [sheet()])
    said = ana.post(homework, fake.mention)

    assert await names(app, await noted(app, said.id)) == []
    assert history_calls(fake) == 0


async def test_a_command_brings_its_files_and_looks_where_it_was_given(
    fake: FakeDiscord, homework: Channel, app: App, ana: Somebody, bo: Somebody
) -> None:
    thread = bo.thread(bo.post(homework, "look", [sheet("first.png")]))
    where = Where(guild=homework.guild, channel=thread.id, parent=homework.id)
    file = File(id="5", name="own.png", url="https://x.test/")
    new_id = fake.world.new_id()

    brought = await gathered(app, asked(where, new_id, files=(file,)))
    looked = await names(app, asked(where, new_id))

    assert brought == Gathered((Attachment("own.png", b":"),))
    assert looked == ["first.png"]


async def test_a_command_in_a_dm_takes_what_its_person_sent_there(
    fake: FakeDiscord, app: App, ana: Somebody
) -> None:
    ana.post(ana.direct, "", [sheet()])
    where = Where(channel=ana.direct.id, is_direct=True)
    new_id = fake.world.new_id()

    assert await names(app, asked(where, new_id, ana.id)) == ["sheet.png"]
    assert await names(app, asked(where, new_id, "7")) == []


async def test_a_form_asks_about_its_message_alone(
    fake: FakeDiscord, homework: Channel, app: App, bo: Somebody
) -> None:
    thread = bo.thread(bo.post(homework, "look", [sheet()]))
    where = Where(guild=homework.guild, channel=thread.id, parent=homework.id)
    file, new_id = File(id="5", name="a.png"), fake.world.new_id()

    found = await gathered(app, asked(where, new_id, files=(file,), about="4"))

    name = f"{thread.id}:4"
    assert found == Gathered((Attachment("a.png", name.encode()),), (name,))
    assert await names(app, asked(where, new_id, about="4")) == []
    assert history_calls(fake) == 0


async def test_where_we_are_not_nothing_is_asked_for(
    fake: FakeDiscord, app: App, ana: Somebody
) -> None:
    hook = Hook(token="t", at=0, is_member=False)
    for where in (
        Where(guild="5", channel="6", parent="7"),
        Where(channel=ana.direct.id),
        Where(guild="5", channel=""),
    ):
        assert await names(app, asked(where, "8", hook=hook)) == []
    assert history_calls(fake) == 0


@pytest.mark.parametrize("denied", [May.READ_MESSAGE_HISTORY, May.VIEW_CHANNEL])
async def test_what_discord_refuses_is_asked_for_once_and_fails_no_question(
    fake: FakeDiscord, homework: Channel, app: App, ana: Somebody, denied: May
) -> None:
    thread = ana.thread(ana.post(homework, "look", [sheet()]))
    note = await noted(app, ana.post(thread, fake.mention).id)
    thread.denied = homework.denied = denied

    assert await gathered(app, note) == Gathered()
    assert len(fake.invalid) == 1
    assert history_calls(fake) == 1


async def test_a_refused_answer_is_asked_for_once(
    fake: FakeDiscord, homework: Channel, app: App, ana: Somebody
) -> None:
    said = ana.post(homework, fake.mention, reply_to=ana.post(homework, "", [sheet()]))
    note = replace(await noted(app, said.id), reply_author="", reply_files=())
    fake.faults.refuse("messages.get", missing_access(), math.inf)

    assert await gathered(app, note) == Gathered()
    assert len(fake.invalid) == 1


@pytest.mark.parametrize("fault", ["fail", "lose_reply", "rate_limit"])
async def test_what_goes_wrong_at_discord_fails_no_question(
    fake: FakeDiscord, homework: Channel, app: App, ana: Somebody, fault: str
) -> None:
    app.http.max_ratelimit_timeout = 30.0
    thread = ana.thread(ana.post(homework, "look", [sheet()]))
    note = await noted(app, ana.post(thread, fake.mention).id)
    if fault == "rate_limit":
        fake.faults.rate_limit("*", math.inf, retry_after_s=60)
    else:
        getattr(fake.faults, fault)("*", math.inf)

    assert await gathered(app, note) == Gathered()


@pytest.mark.parametrize("place", ["reply", "thread"])
async def test_without_message_content_we_say_that_we_may_not_see(
    fake: FakeDiscord, homework: Channel, ana: Somebody, bo: Somebody, place: str
) -> None:
    fake.without_content_intent()
    app = App(has_content=False)
    async with connected(app, fake):
        first = bo.post(homework, "look", [sheet()])
        if place == "reply":
            said = ana.post(homework, fake.mention, reply_to=first)
        else:
            said = ana.post(bo.thread(first), fake.mention)
        note = await noted(app, said.id)

        found = await gathered(app, note, has_content=False)
        assert found == Gathered(is_blind=True)
        assert not (await gathered(app, note, has_content=True)).is_blind


async def test_a_hidden_answer_in_an_open_thread_is_not_seen_either(
    fake: FakeDiscord, homework: Channel, app: App, ana: Somebody
) -> None:
    thread = ana.thread(ana.post(homework, "look"))
    note = await noted(app, ana.post(thread, fake.mention).id)
    answer = replace(note, reply_to="1", reply_author="2", is_reply_hidden=True)

    assert (await gathered(app, answer, has_content=False)).is_blind
    assert not (await gathered(app, note, has_content=False)).is_blind


async def test_without_message_content_what_shows_something_hides_nothing(
    fake: FakeDiscord, homework: Channel, ana: Somebody, bo: Somebody
) -> None:
    fake.without_content_intent()
    app = App(has_content=False)
    async with connected(app, fake):
        alone = await noted(app, ana.post(homework, fake.mention).id)
        thread = bo.thread(bo.post(homework, f"{fake.mention} hello"))
        said = await noted(app, ana.post(thread, fake.mention).id)
        fake.world.post(thread, ana.id, kind=6)
        pinned = await noted(app, ana.post(thread, fake.mention).id)
        bo.post(thread, "unseen")
        shown = ana.post(thread, fake.mention, [sheet("shown.png")])
        after = await noted(app, ana.post(thread, fake.mention).id)

        for note in (alone, said, pinned):
            assert await gathered(app, note, has_content=False) == Gathered()
        found = await gathered(app, after, has_content=False)
        assert found.lent == (f"{thread.id}:{shown.id}",)
        assert not found.is_blind


async def test_what_is_gathered_is_really_fetched(
    fake: FakeDiscord, homework: Channel, app: App, ana: Somebody
) -> None:
    clock = fake.world.clock = Clock()
    first = ana.post(homework, "", [sheet(), Upload("gone.png", b"x", status=404)])
    said = ana.post(homework, fake.mention, reply_to=first)
    note = await noted(app, said.id)
    clock.forward(fake.world.link_s + 1)

    async with fetching(app, fake) as fetcher:
        found = await Gatherer(app, fetcher, 2, has_content=True).gather(note, "", told)

    assert found.attachments == (
        Attachment("sheet.png", sheet().body),
        Attachment("gone.png", refusal="expired: gone.png"),
    )
