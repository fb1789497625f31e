"""The buttons under a message: whose they are, what they do, and that they last."""

from __future__ import annotations

from msgspec.structs import replace

from bot.jobs import Failure
from tests.adapters.discord.campus import (
    Campus,
    a_worksheet,
    acknowledged,
    button,
)
from tests.adapters.discord.fake import (
    Channel,
    Interaction,
    May,
    Message,
    Person,
    buttons,
    said,
)
from tests.adapters.discord.test_acts_asking import asked, nothing_asked
from tests.adapters.web.helpdesk import pointing
from tests.waiting import until


async def an_answer(grounds: Campus, channel: Channel, ana: Person) -> Message:
    await asked(grounds, channel, ana)
    return grounds.fake.answers(channel)[-1]


def whispered(asked: Interaction) -> str:
    """What the one who pressed got to read, and nobody else."""
    (told,) = asked.answers
    assert told.is_ephemeral
    return said(told)


async def test_the_asker_cancels(
    grounds: Campus, channel: Channel, ana: Person
) -> None:
    ana.post(channel, f"{grounds.fake.mention} what?", [a_worksheet()])
    waiting = await grounds.said_in(channel, "Looking at your picture")
    await acknowledged(ana.press(waiting, button(waiting, "cancel")))
    told = await grounds.said_in(channel, "Stopped.")

    assert told.id == waiting.id
    assert grounds.fake.answers(channel) == [told]
    assert await nothing_asked(grounds)


async def test_a_stranger_cannot_cancel_and_a_moderator_can(
    grounds: Campus, channel: Channel, ana: Person
) -> None:
    bob = grounds.fake.person("bob")
    mo = grounds.fake.person("mo", may=int(May.MANAGE_GUILD))
    ana.post(channel, f"{grounds.fake.mention} what?", [a_worksheet()])
    waiting = await grounds.said_in(channel, "Looking at your picture")
    refused = await acknowledged(bob.press(waiting, button(waiting, "cancel")))
    assert "Only the person who asked" in whispered(refused)
    assert await grounds.queue.waiting() == 1

    await acknowledged(mo.press(waiting, button(waiting, "cancel")))
    await grounds.said_in(channel, "Stopped.")


async def test_a_box_is_looked_at_closer(
    grounds: Campus, channel: Channel, ana: Person
) -> None:
    answer = await an_answer(grounds, channel, ana)
    pressed = await acknowledged(ana.press(answer, button(answer, "closer", 1)))
    job = await grounds.work()
    closer = await grounds.answered(channel, 2)

    assert job.region is not None
    assert pressed.answers == [closer]
    assert "> Look closer at 1" in said(closer)


async def test_a_follow_up_is_asked_and_quoted(
    grounds: Campus, channel: Channel, ana: Person
) -> None:
    ana.post(channel, f"{grounds.fake.mention} what?", [a_worksheet()])
    claim = await grounds.claim()
    outcome = replace(pointing(claim.job), follow_ups=("Read the text in 1",))
    await grounds.finish(claim, outcome)
    answer = await grounds.answered(channel)
    bob = grounds.fake.person("bob")
    await acknowledged(bob.press(answer, button(answer, "ask", 0)))
    job = await grounds.work()
    second = await grounds.answered(channel, 2)

    assert job.text == "Read the text in 1"
    assert job.address.user == bob.id
    assert "> Read the text in 1" in said(second)


async def test_what_was_asked_by_a_button_already_is_said_to_be(
    grounds: Campus, channel: Channel, ana: Person
) -> None:
    answer = await an_answer(grounds, channel, ana)
    await acknowledged(ana.press(answer, button(answer, "closer", 1)))
    await grounds.work()
    await grounds.answered(channel, 2)
    bob = grounds.fake.person("bob")
    again = await acknowledged(bob.press(answer, button(answer, "closer", 1)))

    assert "asked already" in whispered(again)
    assert await nothing_asked(grounds)


async def test_a_passing_failure_can_be_tried_again(
    grounds: Campus, channel: Channel, ana: Person
) -> None:
    ana.post(channel, f"{grounds.fake.mention} what is it?", [a_worksheet()])
    await grounds.work(Failure("broken", "Something went wrong."))
    told = await grounds.said_in(channel, "Something went wrong")
    await acknowledged(ana.press(told, button(told, "again")))
    job = await grounds.work()
    await grounds.answered(channel)

    assert job.text == "what is it?"
    assert job.picture is not None


async def test_a_thumb_is_kept(grounds: Campus, channel: Channel, ana: Person) -> None:
    answer = await an_answer(grounds, channel, ana)
    job_id = button(answer, "up").split(":")[2]
    pressed = await acknowledged(ana.press(answer, button(answer, "down")))
    kept = await grounds.store.feedback(job_id)

    assert kept is not None
    assert kept.verdict == "down"
    assert "Thank you" in whispered(pressed)


async def test_the_bin_asks_back_and_then_deletes(
    grounds: Campus, channel: Channel, ana: Person
) -> None:
    answer = await an_answer(grounds, channel, ana)
    binned = await acknowledged(ana.press(answer, button(answer, "bin")))
    (question,) = binned.answers
    assert "Delete this answer?" in said(question)
    await acknowledged(ana.press(question, button(question, "remove")))

    await until(lambda: not grounds.fake.answers(channel))
    await grounds.settled()
    job_id = button(answer, "bin").split(":")[2]
    assert await grounds.queue.status(job_id) is None


async def test_the_bin_is_for_the_asker_and_moderators(
    grounds: Campus, channel: Channel, ana: Person
) -> None:
    answer = await an_answer(grounds, channel, ana)
    bob = grounds.fake.person("bob")
    refused = await acknowledged(bob.press(answer, button(answer, "bin")))
    assert "Only the person who asked" in whispered(refused)

    mo = grounds.fake.person("mo", may=int(May.MANAGE_MESSAGES))
    binned = await acknowledged(mo.press(answer, button(answer, "bin")))
    (question,) = binned.answers
    await acknowledged(mo.press(question, button(question, "remove")))
    await until(lambda: not grounds.fake.answers(channel))


async def test_buttons_outlive_a_restart(
    grounds: Campus, channel: Channel, ana: Person
) -> None:
    answer = await an_answer(grounds, channel, ana)
    await grounds.stop()
    await grounds.start("discord-2")
    await acknowledged(ana.press(answer, button(answer, "closer", 1)))
    await grounds.work()
    await grounds.answered(channel, 2)


async def test_a_button_of_what_is_forgotten_says_so(
    grounds: Campus, channel: Channel, ana: Person
) -> None:
    answer = await an_answer(grounds, channel, ana)
    await grounds.store.forget_user(f"discord:{channel.guild}:{ana.id}")
    await acknowledged(ana.press(answer, button(answer, "closer", 1)))

    await grounds.said_in(channel, "not kept any more")


async def test_what_follows_a_private_answer_is_private(
    grounds: Campus, channel: Channel, ana: Person
) -> None:
    ana.join(channel)
    await acknowledged(ana.slash(channel, "ask", picture=a_worksheet(), private=True))
    await grounds.work()
    answer = await grounds.answered(channel, to=ana.id)
    assert not any(":bin:" in each for each in buttons(answer))
    await acknowledged(ana.press(answer, button(answer, "closer", 1)))
    await grounds.work()
    closer = await grounds.answered(channel, 2, to=ana.id)

    assert closer.seen_by == ana.id
    assert grounds.fake.answers(channel) == []


async def test_a_human_is_asked_where_one_is_set(
    grounds: Campus, channel: Channel, ana: Person
) -> None:
    team = grounds.fake.channel("helpers")
    await grounds.treat(channel, humans=team.id)
    answer = await an_answer(grounds, channel, ana)
    await acknowledged(ana.press(answer, button(answer, "human")))
    await grounds.said_in(channel, "A human was asked")
    post = await grounds.said_in(team, "asks for a human")

    assert "> what does it say?" in said(post)
    assert f"/{channel.id}/{answer.id}" in str(post.components)
    assert post.pings == []


async def test_once_a_human_is_asked_unmentioned_words_are_theirs(
    grounds: Campus, channel: Channel, ana: Person
) -> None:
    team = grounds.fake.channel("helpers")
    await grounds.treat(channel, humans=team.id)
    posted = await asked(grounds, channel, ana)
    answer = grounds.fake.answers(channel)[-1]
    thread = ana.thread(posted)
    await acknowledged(ana.press(answer, button(answer, "human")))
    await grounds.said_in(channel, "A human was asked")
    ana.post(thread, "so is it right?")

    assert await nothing_asked(grounds)


async def test_without_a_channel_for_humans_there_is_no_such_button(
    grounds: Campus, channel: Channel, ana: Person
) -> None:
    answer = await an_answer(grounds, channel, ana)

    assert not any(":human:" in each for each in buttons(answer))


async def test_a_press_that_two_processes_hear_is_answered_by_one(
    grounds: Campus, channel: Channel, ana: Person
) -> None:
    await grounds.start("discord-2")
    answer = await an_answer(grounds, channel, ana)
    binned = await acknowledged(ana.press(answer, button(answer, "bin")))
    (question,) = binned.answers
    removed = await acknowledged(ana.press(question, button(question, "remove")))
    await until(lambda: not grounds.fake.answers(channel))
    await grounds.settled()

    assert removed.answered_with == 7
    assert "that answer is gone" in said(question)
