"""Every way a person can ask on Discord, and what is left alone."""

from __future__ import annotations

from tests.adapters.discord.campus import Campus, a_worksheet, acknowledged
from tests.adapters.discord.fake import Channel, Person, images, said


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


async def test_a_command_brings_its_pictures(
    grounds: Campus, channel: Channel, ana: Person
) -> None:
    ana.join(channel)
    asked = ana.slash(channel, "ask", question="what is it?", picture=a_worksheet())
    await acknowledged(asked)
    job = await grounds.work()
    answer = await grounds.answered(channel)

    assert job.text == "what is it?"
    assert asked.answers == [answer]
    assert "what is it?" in said(answer)
