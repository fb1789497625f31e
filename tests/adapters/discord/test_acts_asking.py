"""Every way a person can ask on Discord, and what is left alone."""

from __future__ import annotations

import pytest

from bot.settings import Settings
from tests.adapters.discord.campus import (
    Campus,
    a_worksheet,
    acknowledged,
    button,
    campus,
)
from tests.adapters.discord.fake import FORUM, Channel, Message, Person, images, said
from tests.waiting import until


async def asked(
    grounds: Campus, channel: Channel, ana: Person, words: str = "what does it say?"
) -> Message:
    """Ask with a picture, have it answered, and return the person's message."""
    before = len(grounds.fake.answers(channel))
    posted = ana.post(channel, f"{grounds.fake.mention} {words}", [a_worksheet()])
    await grounds.work()
    await grounds.answered(channel, before + 1)
    return posted


async def nothing_asked(grounds: Campus) -> bool:
    await grounds.settled()
    return await grounds.queue.waiting() == 0


async def test_a_mention_with_a_picture_gets_one_answer_that_points(
    grounds: Campus, channel: Channel, ana: Person
) -> None:
    posted = ana.post(
        channel, f"{grounds.fake.mention} what does it say?", [a_worksheet()]
    )
    job = await grounds.work()
    answer = await grounds.answered(channel)

    assert job.text == "what does it say?"
    assert len(job.pictures) == 1
    assert answer.reference is not None
    assert answer.reference["message_id"] == posted.id
    assert images(answer)
    assert grounds.fake.answers(channel) == [answer]


async def test_a_mention_of_our_role_is_one_of_us(
    grounds: Campus, channel: Channel, ana: Person
) -> None:
    ours = next(r for r in grounds.fake.main.roles.values() if r.bot)
    ana.post(channel, f"<@&{ours.id}> what is it?", [a_worksheet()])
    job = await grounds.work()

    assert job.text == "what is it?"


async def test_a_reply_to_somebodys_picture_is_about_it(
    grounds: Campus, channel: Channel, ana: Person
) -> None:
    bob = grounds.fake.person("bob")
    picture = bob.post(channel, "my homework", [a_worksheet()])
    assert await nothing_asked(grounds)

    ana.post(channel, f"{grounds.fake.mention} is that right?", reply_to=picture)
    job = await grounds.work()

    assert len(job.pictures) == 1
    assert job.address.thread == picture.id


async def test_a_command_brings_its_pictures_and_quotes_its_question(
    grounds: Campus, channel: Channel, ana: Person
) -> None:
    ana.join(channel)
    asked = ana.slash(
        channel,
        "ask",
        question="which is taller?",
        picture=a_worksheet("one.png"),
        picture5=a_worksheet("two.png"),
    )
    await acknowledged(asked)
    job = await grounds.work()
    answer = await grounds.answered(channel)

    assert job.text == "which is taller?"
    assert len(job.receipts) == 2
    assert asked.answers == [answer]
    assert "> which is taller?" in said(answer)


async def test_a_private_command_is_answered_to_one_person_alone(
    grounds: Campus, channel: Channel, ana: Person
) -> None:
    ana.join(channel)
    asked = ana.slash(channel, "ask", picture=a_worksheet(), private=True)
    await acknowledged(asked)
    await grounds.work()
    answer = await grounds.answered(channel, to=ana.id)

    assert answer.seen_by == ana.id
    assert grounds.fake.answers(channel) == []


async def test_a_private_question_is_no_part_of_its_threads_conversation(
    grounds: Campus, channel: Channel, ana: Person
) -> None:
    """Somebody else's "it" must never mean a picture that was shown to one alone."""
    start = ana.post(channel, "let us meet here")
    thread = ana.thread(start)
    await acknowledged(ana.slash(thread, "ask", picture=a_worksheet(), private=True))
    await grounds.work()
    await grounds.answered(thread, to=ana.id)

    bob = grounds.fake.person("bob")
    bob.post(thread, f"{grounds.fake.mention} and what does it say?")
    refused = await grounds.said_in(thread, "no picture")

    assert "no picture" in said(refused)
    assert await nothing_asked(grounds)


async def test_the_menu_of_a_message_opens_a_form_and_its_question_is_answered(
    grounds: Campus, channel: Channel, ana: Person
) -> None:
    bob = grounds.fake.person("bob")
    picture = bob.post(channel, "who can solve this?", [a_worksheet()])
    ana.join(channel)
    chosen = await acknowledged(ana.choose(picture, "Ask about this picture"))
    sent = await acknowledged(ana.submit(chosen, "what is step 2?"))
    job = await grounds.work()
    answer = await grounds.answered(channel)

    assert job.text == "what is step 2?"
    assert len(job.pictures) == 1
    assert sent.answers == [answer]
    assert "> what is step 2?" in said(answer)


async def test_a_form_that_was_left_empty_asks_for_a_description(
    grounds: Campus, channel: Channel, ana: Person
) -> None:
    picture = ana.post(channel, "", [a_worksheet()])
    chosen = await acknowledged(ana.choose(picture, "Ask about this picture"))
    await acknowledged(ana.submit(chosen))
    job = await grounds.work()

    assert job.text == ""
    assert len(job.pictures) == 1


async def test_a_form_outlives_a_restart(
    grounds: Campus, channel: Channel, ana: Person
) -> None:
    picture = ana.post(channel, "", [a_worksheet()])
    chosen = await acknowledged(ana.choose(picture, "Ask about this picture"))
    await grounds.stop()
    await grounds.start("discord-2")
    await acknowledged(ana.submit(chosen, "what is it?"))
    job = await grounds.work()

    assert job.text == "what is it?"


async def test_a_direct_message_needs_no_mention(grounds: Campus, ana: Person) -> None:
    ana.post(ana.direct, "what does it say?", [a_worksheet()])
    job = await grounds.work()
    await grounds.answered(ana.direct)

    assert job.text == "what does it say?"
    assert job.address.tenant == f"dm-{ana.direct.id}"


async def test_a_direct_message_goes_on_from_the_one_before(
    grounds: Campus, ana: Person
) -> None:
    ana.post(ana.direct, "what does it say?", [a_worksheet()])
    first = await grounds.work()
    await grounds.answered(ana.direct)
    ana.post(ana.direct, "and at the bottom right?")
    second = await grounds.work()

    assert second.address.thread_key == first.address.thread_key
    assert second.text == "and at the bottom right?"


async def test_a_forward_is_about_the_picture_in_it(
    grounds: Campus, channel: Channel, ana: Person
) -> None:
    bob = grounds.fake.person("bob")
    picture = bob.post(channel, "look", [a_worksheet()])
    ana.forward(picture, ana.direct)
    job = await grounds.work()

    assert len(job.pictures) == 1


async def test_a_reply_to_a_forward_is_about_the_picture_in_it(
    grounds: Campus, channel: Channel, ana: Person
) -> None:
    bob = grounds.fake.person("bob")
    elsewhere = grounds.fake.channel("geometry")
    forwarded = bob.forward(bob.post(elsewhere, "look", [a_worksheet()]), channel)
    ana.post(channel, f"{grounds.fake.mention} what is that?", reply_to=forwarded)
    job = await grounds.work()

    assert len(job.pictures) == 1


async def test_several_pictures_and_no_caption(
    grounds: Campus, channel: Channel, ana: Person
) -> None:
    files = [a_worksheet("one.png"), a_worksheet("two.png"), a_worksheet("three.png")]
    ana.post(channel, grounds.fake.mention, files)
    job = await grounds.work()

    assert job.text == ""
    assert len(job.receipts) == 3


async def test_a_thread_of_ours_is_followed_without_a_mention(
    grounds: Campus, channel: Channel, ana: Person
) -> None:
    posted = await asked(grounds, channel, ana)
    thread = ana.thread(posted)
    ana.post(thread, "and the bottom row?")
    job = await grounds.work()
    await grounds.answered(thread)

    assert job.text == "and the bottom row?"
    assert job.address.thread == posted.id


async def test_a_reply_to_an_answer_goes_on_without_a_mention(
    grounds: Campus, channel: Channel, ana: Person
) -> None:
    posted = await asked(grounds, channel, ana)
    answer = grounds.fake.answers(channel)[-1]
    ana.post(channel, "and below it?", reply_to=answer, pings_author=False)
    job = await grounds.work()

    assert job.address.thread == posted.id


async def test_a_reply_to_a_commands_answer_goes_on(
    grounds: Campus, channel: Channel, ana: Person
) -> None:
    ana.join(channel)
    await acknowledged(ana.slash(channel, "ask", picture=a_worksheet()))
    first = await grounds.work()
    answer = await grounds.answered(channel)
    ana.post(channel, "and below it?", reply_to=answer)
    job = await grounds.work()

    assert job.address.thread_key == first.address.thread_key


@pytest.mark.parametrize("words", ["thanks!", "perfect, that helped", "👍"])
async def test_thanks_are_not_a_question(
    grounds: Campus, channel: Channel, ana: Person, words: str
) -> None:
    posted = await asked(grounds, channel, ana)
    thread = ana.thread(posted)
    ana.post(thread, words)

    assert await nothing_asked(grounds)
    assert grounds.fake.answers(thread) == []


async def test_people_talking_among_themselves_are_left_alone(
    grounds: Campus, channel: Channel, ana: Person
) -> None:
    bob = grounds.fake.person("bob")
    picture = ana.post(channel, "my homework", [a_worksheet()])
    bob.post(channel, "nice, how did you do 3?", reply_to=picture)
    bob.post(channel, f"<@{ana.id}> what is it?", [a_worksheet()])

    assert await nothing_asked(grounds)
    assert grounds.fake.answers(channel) == []


async def test_another_bots_mention_is_left_alone(
    grounds: Campus, channel: Channel
) -> None:
    other = grounds.fake.person("other", is_bot=True)
    other.post(channel, f"{grounds.fake.mention} hello", [a_worksheet()])

    assert await nothing_asked(grounds)
    assert grounds.fake.answers(channel) == []


async def test_a_mention_without_anything_is_helped(
    grounds: Campus, channel: Channel, ana: Person
) -> None:
    ana.post(channel, grounds.fake.mention)
    told = await grounds.said_in(channel, "mention me")

    assert "/sightline help" in said(told)


async def test_a_question_without_a_picture_says_so(
    grounds: Campus, channel: Channel, ana: Person
) -> None:
    ana.post(channel, f"{grounds.fake.mention} what colour is it?")
    told = await grounds.said_in(channel, "no picture")

    assert grounds.fake.answers(channel) == [told]


async def test_a_post_of_a_forum_is_answered_in_it(
    grounds: Campus, ana: Person
) -> None:
    forum = grounds.fake.channel("questions", FORUM)
    post = ana.forum_post(
        forum, "Task 3", f"{grounds.fake.mention} is this right?", [a_worksheet()]
    )
    job = await grounds.work()
    thread = grounds.fake.world.channels[post.channel]
    await grounds.answered(thread)

    assert job.address.channel == forum.id
    assert job.address.thread == thread.id


async def test_a_mention_in_a_forums_post_is_about_its_picture(
    grounds: Campus, ana: Person
) -> None:
    forum = grounds.fake.channel("questions", FORUM)
    forum.wait_for_starter = 2
    post = ana.forum_post(forum, "Task 3", "is this right?", [a_worksheet()])
    thread = grounds.fake.world.channels[post.channel]
    assert await nothing_asked(grounds)

    bob = grounds.fake.person("bob")
    bob.post(thread, f"{grounds.fake.mention} what do you say?")
    job = await grounds.work()

    assert len(job.pictures) == 1


async def test_without_the_content_intent_a_hidden_picture_is_said_to_be_hidden(
    settings: Settings,
) -> None:
    async with campus(settings, message_content=False) as grounds:
        grounds.fake.without_content_intent()
        channel, ana = grounds.fake.channel("algebra"), grounds.fake.person("ana")
        bob = grounds.fake.person("bob")
        picture = bob.post(channel, "look", [a_worksheet()])
        ana.post(channel, f"{grounds.fake.mention} what is it?", reply_to=picture)
        told = await grounds.said_in(channel, "Ask about this picture")

        assert "cannot see" in said(told)


async def test_without_the_content_intent_buttons_ask_on(settings: Settings) -> None:
    async with campus(settings, message_content=False) as grounds:
        grounds.fake.without_content_intent()
        channel, ana = grounds.fake.channel("algebra"), grounds.fake.person("ana")
        await asked(grounds, channel, ana)
        answer = grounds.fake.answers(channel)[-1]
        await acknowledged(ana.press(answer, button(answer, "closer", 1)))
        job = await grounds.work()

        assert job.region is not None


async def test_where_the_app_is_a_persons_own_a_command_works(
    grounds: Campus, ana: Person
) -> None:
    guild = grounds.fake.guild("elsewhere", has_bot=False)
    channel = grounds.fake.channel("chat", guild=guild)
    ana.join(channel)
    asked = await acknowledged(ana.slash(channel, "ask", picture=a_worksheet()))
    job = await grounds.work()
    answer = await grounds.answered(channel)

    assert asked.answers == [answer]
    assert job.address.tenant == guild.id


async def test_a_question_gets_a_thread_where_that_is_set(
    grounds: Campus, channel: Channel, ana: Person
) -> None:
    await grounds.treat(channel, has_thread=True)
    posted = ana.post(channel, f"{grounds.fake.mention} what is it?", [a_worksheet()])
    await grounds.work()
    await until(lambda: posted.id in grounds.fake.world.channels)
    thread = grounds.fake.world.channels[posted.id]
    await grounds.answered(thread)
    ana.post(thread, "and below?")
    job = await grounds.work()

    assert grounds.fake.answers(channel) == []
    assert thread.name == "what is it?"
    assert job.address.thread == posted.id


async def test_a_commands_answer_gets_a_thread_where_that_is_set(
    grounds: Campus, channel: Channel, ana: Person
) -> None:
    await grounds.treat(channel, has_thread=True)
    ana.join(channel)
    await acknowledged(ana.slash(channel, "ask", picture=a_worksheet()))
    first = await grounds.work()
    answer = await grounds.answered(channel)
    await until(lambda: answer.id in grounds.fake.world.channels)
    ana.post(grounds.fake.world.channels[answer.id], "and below?")
    job = await grounds.work()

    assert job.address.thread_key == first.address.thread_key


async def test_every_picture_is_answered_where_that_is_set(
    grounds: Campus, channel: Channel, ana: Person
) -> None:
    await grounds.treat(channel, every_picture=True)
    ana.post(channel, "task 4", [a_worksheet()])
    job = await grounds.work()
    ana.post(channel, "no picture here")

    assert job.text == "task 4"
    assert await nothing_asked(grounds)


async def test_a_tutors_channel_asks_for_a_tutors_answer(
    grounds: Campus, channel: Channel, ana: Person
) -> None:
    await grounds.treat(channel, tutor=True, persona="Think first, then look.")
    ana.post(channel, f"{grounds.fake.mention} what is it?", [a_worksheet()])
    job = await grounds.work()
    answer = await grounds.answered(channel)

    assert job.manner == "tutor"
    assert "Think first, then look." in said(answer)


async def test_a_server_hears_its_own_language(
    grounds: Campus, channel: Channel, ana: Person
) -> None:
    await grounds.treat(channel, language="de")
    posted = ana.post(channel, f"{grounds.fake.mention} was ist das?", [a_worksheet()])
    told = await grounds.said_in(channel, "Ich sehe mir dein Bild an")
    del posted

    assert "Abbrechen" in str(told.components)
