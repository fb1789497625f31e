from __future__ import annotations

from bot.inert import JOINER
from tests.adapters.slack.fake import images, said
from tests.adapters.slack.office import Office, a_screenshot


async def test_a_mention_with_a_picture_is_answered_once_in_its_thread(
    desk: Office,
) -> None:
    channel = desk.slack.channel()
    ana = desk.slack.person("ana")

    posted = await ana.post(
        channel, f"{desk.slack.mention} what does it say?", [a_screenshot()]
    )
    job = await desk.work()
    answer = await desk.answered(channel, posted.ts)

    assert job.text == "what does it say?"
    assert [len(desk.slack.answers(channel, posted.ts))] == [1]
    assert answer.thread_ts == posted.ts
    assert "was refused by the server" in said(answer)
    assert images(answer)


async def test_whoever_asks_where_we_are_not_is_told_so_in_a_direct_message(
    desk: Office,
) -> None:
    channel = desk.slack.channel("elsewhere", has_bot=False)
    ana = desk.slack.person("ana")
    posted = await ana.post(channel, "look", [a_screenshot()])

    view = await ana.shortcut(posted)
    await ana.submit_modal(view, "what does it say?")
    await desk.settled()

    (told,) = desk.slack.answers(ana.direct)
    assert "/invite @" in said(told).replace(JOINER, "")
    assert not desk.slack.answers(channel)
