"""What people get to see: while they wait, and in the end."""

from __future__ import annotations

from msgspec.structs import replace

from bot.jobs import Answer, Box, Failure, Finding, Job, Span, TextFile
from tests.adapters.discord.campus import (
    Campus,
    a_worksheet,
    acknowledged,
    button,
)
from tests.adapters.discord.fake import (
    Channel,
    Message,
    Person,
    Upload,
    buttons,
    images,
    said,
)
from tests.adapters.web.helpdesk import pointing
from tests.waiting import until


async def shown(
    grounds: Campus, channel: Channel, ana: Person, **changes: object
) -> Message:
    """Return the answer that a worker gave, with *changes* to the usual one."""
    ana.post(channel, f"{grounds.fake.mention} what?", [a_worksheet()])
    claim = await grounds.claim()
    await grounds.finish(claim, replace(pointing(claim.job), **changes))
    return await grounds.answered(channel)


def many_boxes(job: Job, count: int) -> Answer:
    """Return an answer that points at *count* small places."""
    findings = tuple(
        Finding(
            number=number,
            phrase=f"thing {number}",
            boxes=(Box(0.05 * number, 0.1, 0.05 * number + 0.04, 0.2),),
            picture=job.pictures[0].name,
            source="read",
            confidence=0.9,
        )
        for number in range(1, count + 1)
    )
    spans = tuple(Span(f"thing {f.number} ", f.number) for f in findings)
    return replace(pointing(job), spans=spans, findings=findings)


async def test_who_waits_sees_their_place_in_line(
    grounds: Campus, channel: Channel, ana: Person
) -> None:
    for _ in range(3):
        ana.post(channel, f"{grounds.fake.mention} what?", [a_worksheet()])
    await grounds.said_in(channel, "You are 3rd in line")
    await grounds.work()

    await grounds.said_in(channel, "You are 2nd in line")


async def test_words_appear_as_they_come_and_the_answer_replaces_them(
    grounds: Campus, channel: Channel, ana: Person
) -> None:
    ana.post(channel, f"{grounds.fake.mention} what?", [a_worksheet()])
    claim = await grounds.claim()
    waiting = await grounds.said_in(channel, "Looking at your picture")

    def is_shown() -> bool:
        return "It says Timed" in said(waiting)

    await grounds.told(claim, "It says Timed", is_shown)
    assert button(waiting, "cancel")
    await grounds.finish(claim)
    answer = await grounds.answered(channel)

    assert answer.id == waiting.id
    assert "It says Timed" not in said(answer)


async def test_an_answer_numbers_its_phrases_and_shows_them(
    grounds: Campus, channel: Channel, ana: Person
) -> None:
    answer = await shown(grounds, channel, ana)

    assert "**[1]**" in said(answer)
    assert "-# The small print is too blurred." in said(answer)
    pictures = images(answer)
    assert len(pictures) == 2
    assert [held.name for held in answer.files] == ["1-overview.png", "2-box-1.png"]
    alts = gallery(answer)
    assert alts[0].startswith("The picture with 1 place marked")
    assert alts[1].startswith("Enlarged: 1")
    labels = [each.get("label") for each in buttons(answer).values()]
    assert "What should I check first?" in labels
    assert "Look closer at 1" in labels


async def test_five_boxes_have_buttons_and_nine_crops_have_room(
    grounds: Campus, channel: Channel, ana: Person
) -> None:
    ana.post(channel, f"{grounds.fake.mention} what?", [a_worksheet()])
    claim = await grounds.claim()
    await grounds.finish(claim, many_boxes(claim.job, 14))
    answer = await grounds.answered(channel)

    assert len(images(answer)) == 10
    closers = [each for each in buttons(answer) if ":closer:" in each]
    assert len(closers) == 5


async def test_an_answer_longer_than_a_message_comes_as_a_file_too(
    grounds: Campus, channel: Channel, ana: Person
) -> None:
    words = "The quick *brown* fox. " * 300
    answer = await shown(grounds, channel, ana, spans=(Span(words),), findings=())

    assert len(said(answer)) <= 4000
    assert said(answer).count("…") >= 1
    (whole,) = [held for held in answer.files if held.name == "answer.txt"]
    assert whole.upload.body.decode().count("fox") == 300


async def test_a_table_can_be_taken_away(
    grounds: Campus, channel: Channel, ana: Person
) -> None:
    files = (TextFile("räume & more.csv", "a,b\n1,2\n"),)
    answer = await shown(grounds, channel, ana, files=files)

    (table,) = [held for held in answer.files if held.name.endswith(".csv")]
    assert table.upload.body == b"a,b\n1,2\n"


async def test_a_clarifying_question_offers_its_choices(
    grounds: Campus, channel: Channel, ana: Person
) -> None:
    answer = await shown(
        grounds,
        channel,
        ana,
        kind="clarify",
        spans=(Span("Which one do you mean?"),),
        findings=(),
        follow_ups=("The left graph", "The right graph"),
    )
    kinds = {each.split(":")[1] for each in buttons(answer)}

    assert kinds == {"ask", "bin"}


async def test_a_failure_says_its_sentence(
    grounds: Campus, channel: Channel, ana: Person
) -> None:
    ana.post(channel, f"{grounds.fake.mention} what?", [a_worksheet()])
    await grounds.work(Failure("too_late", "This took too long; please ask again."))
    told = await grounds.said_in(channel, "This took too long")

    assert {each.split(":")[1] for each in buttons(told)} == {"again"}


async def test_where_files_are_refused_the_words_stand(
    grounds: Campus, channel: Channel, ana: Person
) -> None:
    grounds.fake.main.file_max = 100
    answer = await shown(grounds, channel, ana)

    assert "could not be attached" in said(answer)
    assert "**[1]**" in said(answer)
    assert images(answer) == []


async def test_what_became_of_each_file_is_said(
    grounds: Campus, channel: Channel, ana: Person
) -> None:
    files = [a_worksheet(), Upload("notes.txt", b"hello")]
    ana.post(channel, f"{grounds.fake.mention} what?", files)
    await grounds.work()
    answer = await grounds.answered(channel)

    assert "-# “notes.txt” is not a picture" in said(answer)


async def test_a_question_that_is_forgotten_leaves_no_placeholder(
    grounds: Campus, channel: Channel, ana: Person
) -> None:
    ana.post(channel, f"{grounds.fake.mention} what?", [a_worksheet()])
    await grounds.said_in(channel, "Looking at your picture")
    await grounds.store.forget_user(f"discord:{channel.guild}:{ana.id}")

    await until(lambda: not grounds.fake.answers(channel))


async def test_a_commands_words_stream_too(
    grounds: Campus, channel: Channel, ana: Person
) -> None:
    ana.join(channel)
    asked = await acknowledged(
        ana.slash(channel, "ask", question="how many?", picture=a_worksheet())
    )
    claim = await grounds.claim()
    await until(lambda: "how many?" in "".join(said(m) for m in asked.answers))

    def is_shown() -> bool:
        return "There are 3" in said(asked.answers[0])

    await grounds.told(claim, "There are 3", is_shown)
    await grounds.finish(claim)
    await grounds.answered(channel)


def gallery(message: Message) -> list[str]:
    """The alt texts of what is shown."""
    return [
        str(item["description"])
        for part in message.components
        if part["type"] == 12
        for item in part["items"]
    ]
