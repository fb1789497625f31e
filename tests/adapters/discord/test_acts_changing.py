"""Questions that are edited or deleted, before and after they were answered."""

from __future__ import annotations

from tests.adapters.discord.campus import Campus, a_worksheet
from tests.adapters.discord.fake import Channel, Person, images, said
from tests.adapters.discord.test_acts_asking import asked, nothing_asked
from tests.waiting import until


async def test_an_edit_after_the_answer_changes_that_answer(
    grounds: Campus, channel: Channel, ana: Person
) -> None:
    posted = await asked(grounds, channel, ana)
    (answer,) = grounds.fake.answers(channel)
    ana.edit(posted, f"{grounds.fake.mention} which is the tallest?")
    job = await grounds.work()
    await grounds.answered(channel)
    await until(grounds.has_delivered_all)

    assert job.text == "which is the tallest?"
    assert len(job.pictures) == 1
    assert grounds.fake.answers(channel) == [answer]
    assert images(answer)


async def test_an_edit_before_the_answer_is_what_gets_answered(
    grounds: Campus, channel: Channel, ana: Person
) -> None:
    posted = ana.post(channel, f"{grounds.fake.mention} what?", [a_worksheet()])
    await grounds.said_in(channel, "Looking at your picture")
    ana.edit(posted, f"{grounds.fake.mention} how many?")

    async def is_asked() -> bool:
        turns = await grounds.store.turns(thread_key(channel, posted.id))
        return [turn.job.text for turn in turns] == ["how many?"]

    await until(is_asked)
    job = await grounds.work()
    await grounds.answered(channel)

    assert job.text == "how many?"
    assert len(grounds.fake.answers(channel)) == 1
    assert await nothing_asked(grounds)


async def test_a_mention_that_is_added_later_asks(
    grounds: Campus, channel: Channel, ana: Person
) -> None:
    posted = ana.post(channel, "what is it?", [a_worksheet()])
    assert await nothing_asked(grounds)
    ana.edit(posted, f"{grounds.fake.mention} what is it?")
    job = await grounds.work()

    assert job.text == "what is it?"


async def test_a_link_that_discord_unfurls_is_no_edit(
    grounds: Campus, channel: Channel, ana: Person
) -> None:
    posted = await asked(grounds, channel, ana)
    ana.unfurl(posted)

    assert await nothing_asked(grounds)
    assert len(grounds.fake.answers(channel)) == 1


async def test_an_edit_that_takes_the_picture_away_takes_the_answer_away(
    grounds: Campus, channel: Channel, ana: Person
) -> None:
    posted = await asked(grounds, channel, ana)
    ana.edit(posted, f"{grounds.fake.mention} what is it?", files=[])
    await grounds.said_in(channel, "no picture")
    await grounds.settled()

    assert len(grounds.fake.answers(channel)) == 1


async def test_a_deleted_question_takes_its_answer_along(
    grounds: Campus, channel: Channel, ana: Person
) -> None:
    posted = await asked(grounds, channel, ana)
    (turn,) = await grounds.store.turns(thread_key(channel, posted.id))
    ana.delete(posted)
    await until(lambda: not grounds.fake.answers(channel))
    await grounds.settled()

    assert await grounds.store.turns(thread_key(channel, posted.id)) == ()
    for picture in turn.job.pictures:
        assert await grounds.store.picture_content(picture.name) is None


async def test_a_question_deleted_while_it_waits_is_never_answered(
    grounds: Campus, channel: Channel, ana: Person
) -> None:
    posted = ana.post(channel, f"{grounds.fake.mention} what?", [a_worksheet()])
    await grounds.said_in(channel, "Looking at your picture")
    ana.delete(posted)
    await until(lambda: not grounds.fake.answers(channel))

    assert await nothing_asked(grounds)


async def test_many_deleted_at_once_take_their_answers_along(
    grounds: Campus, channel: Channel, ana: Person
) -> None:
    first = await asked(grounds, channel, ana)
    second = await asked(grounds, channel, ana)
    ana.delete(first, second)

    await until(lambda: not grounds.fake.answers(channel))


async def test_a_picture_that_is_deleted_takes_others_answers_about_it_along(
    grounds: Campus, channel: Channel, ana: Person
) -> None:
    bob = grounds.fake.person("bob")
    picture = bob.post(channel, "mine", [a_worksheet()])
    ana.post(channel, f"{grounds.fake.mention} is it right?", reply_to=picture)
    job = await grounds.work()
    await grounds.answered(channel)
    bob.delete(picture)
    await until(lambda: not grounds.fake.answers(channel))
    await grounds.settled()

    assert await grounds.store.picture_content(job.pictures[0].name) is None


async def test_an_answer_that_a_moderator_deletes_is_forgotten(
    grounds: Campus, channel: Channel, ana: Person
) -> None:
    posted = await asked(grounds, channel, ana)
    (answer,) = grounds.fake.answers(channel)
    grounds.fake.person("mo").delete(answer)
    await grounds.settled()

    async def is_forgotten() -> bool:
        return not await grounds.store.turns(thread_key(channel, posted.id))

    await until(is_forgotten)


async def test_a_deleted_thread_is_forgotten(
    grounds: Campus, channel: Channel, ana: Person
) -> None:
    posted = await asked(grounds, channel, ana)
    thread = ana.thread(posted)
    ana.post(thread, "and the bottom row?")
    await grounds.work()
    await grounds.answered(thread)
    grounds.fake.remove(thread)

    async def is_forgotten() -> bool:
        return not await grounds.store.turns(thread_key(channel, posted.id))

    await until(is_forgotten)


async def test_a_server_that_removes_us_is_forgotten(
    grounds: Campus, channel: Channel, ana: Person
) -> None:
    await grounds.treat(channel, persona="Hello.")
    posted = await asked(grounds, channel, ana)
    grounds.fake.remove_from(grounds.fake.main)

    async def is_forgotten() -> bool:
        return not await grounds.store.turns(thread_key(channel, posted.id))

    await until(is_forgotten)
    await grounds.settled()
    assert await grounds.notes.names("discord:server") == []


async def test_a_message_of_a_server_in_an_outage_is_answered(
    grounds: Campus, channel: Channel, ana: Person
) -> None:
    grounds.fake.break_off(grounds.fake.main)
    ana.post(channel, f"{grounds.fake.mention} what?", [a_worksheet()])
    await grounds.work()

    await grounds.answered(channel)


async def test_an_outage_of_a_server_forgets_nothing(
    grounds: Campus, channel: Channel, ana: Person
) -> None:
    posted = await asked(grounds, channel, ana)
    grounds.fake.break_off(grounds.fake.main)
    grounds.fake.break_off(grounds.fake.main, is_back=True)
    await grounds.settled()

    assert await grounds.store.turns(thread_key(channel, posted.id))


def thread_key(channel: Channel, root: str) -> str:
    return f"discord:{channel.guild}:{channel.id}:{root}"


async def test_an_answer_says_nothing_of_a_question_that_was_taken_back(
    grounds: Campus, channel: Channel, ana: Person
) -> None:
    posted = ana.post(channel, f"{grounds.fake.mention} what?", [a_worksheet()])
    claim = await grounds.claim()
    await grounds.said_in(channel, "Looking at your picture")
    ana.delete(posted)
    await until(lambda: not grounds.fake.answers(channel))
    await grounds.finish(claim)
    await until(grounds.has_delivered_all)

    assert [said(each) for each in grounds.fake.answers(channel)] == []
