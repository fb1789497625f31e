from __future__ import annotations

import pytest
from msgspec.structs import replace

from adapters.web import events, watching
from bot.jobs import Failure, Progress
from bot.settings import RedisSettings, Settings
from tests.adapters.web.browser import Browser, Event
from tests.adapters.web.helpdesk import WORDS, Helpdesk, helpdesk
from tests.adapters.web.listener import Listener
from tests.redis_server import PROGRAM, RedisServer
from tests.waiting import until


async def test_a_stream_tells_the_trip_of_a_question(
    ada: Browser, desk: Helpdesk
) -> None:
    accepted = await ada.ask()
    listener = Listener(ada, accepted["id"])
    await listener.until_heard("state", state="queued", position=1)
    claim = await desk.claim()
    glimpse = Progress(job_id=claim.job.id, state="working", step="reading")
    await listener.until_told(desk, glimpse, "state", state="working", step="reading")
    words = Progress(job_id=claim.job.id, state="working", words="It was")
    await listener.until_told(desk, words, "words", text="It was")
    await desk.finish(claim, None)
    await listener.until_heard("state", state="working", step="drawing")
    await desk.deliver()
    events = await listener.ended()
    assert [event.name for event in events].count("answer") == 1
    assert events[-1].data == await ada.question(accepted["id"])
    assert events[-1].data["answer"]["text"] == f"It {WORDS}"


async def test_the_answer_comes_only_with_its_drawings(
    ada: Browser, desk: Helpdesk
) -> None:
    listener = Listener(ada, (await ada.ask())["id"])
    await desk.work()
    await listener.until_heard("state", step="drawing")
    assert all(event.name != "answer" for event in listener.heard)
    await desk.deliver()
    events = await listener.ended()
    assert len(events[-1].data["answer"]["drawn"]) == 2


async def test_who_comes_late_gets_the_answer_at_once(
    ada: Browser, desk: Helpdesk
) -> None:
    accepted = await ada.ask()
    await desk.work()
    await desk.deliver()
    events = await Listener(ada, accepted["id"]).ended()
    assert [event.name for event in events] == ["answer"]
    assert events[0].data == await ada.question(accepted["id"])


@pytest.mark.parametrize("is_told", [True, False])
async def test_a_failure_ends_a_stream_as_an_answer_does(
    ada: Browser, desk: Helpdesk, *, is_told: bool
) -> None:
    listener = Listener(ada, (await ada.ask())["id"])
    await listener.until_heard("state")
    await desk.work(Failure("gave_up", "This cannot be answered."))
    if is_told:
        await desk.deliver()
    last = (await listener.ended())[-1]
    assert (last.name, last.data["state"]) == ("answer", "failed")
    assert last.data["error"]["sentence"] == "This cannot be answered."


async def test_stop_ends_a_stream(ada: Browser) -> None:
    accepted = await ada.ask()
    listener = Listener(ada, accepted["id"])
    await listener.until_heard("state")
    await ada.change("DELETE", f"/api/questions/{accepted['id']}")
    last = (await listener.ended())[-1]
    assert (last.name, last.data["state"]) == ("answer", "cancelled")


async def test_forgetting_ends_a_stream_without_a_word(ada: Browser) -> None:
    accepted = await ada.ask()
    listener = Listener(ada, accepted["id"])
    await listener.until_heard("state")
    await ada.change("DELETE", f"/api/threads/{accepted['thread']}")
    assert {event.name for event in await listener.ended()} == {"state"}


async def test_the_position_is_told_as_the_line_moves(
    ada: Browser, bob: Browser, desk: Helpdesk
) -> None:
    await bob.ask()
    accepted = await ada.ask()
    listener = Listener(ada, accepted["id"])
    await listener.until_heard("state", position=2)
    await desk.claim()
    await listener.until_heard("state", position=1)
    await listener.leave()


async def test_a_reply_kept_by_another_process_is_found_without_a_bell(
    ada: Browser, desk: Helpdesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("adapters.web.arrivals.Arrivals.ring", lambda *_: None)
    listener = Listener(ada, (await ada.ask())["id"])
    await listener.until_heard("state")
    await desk.work()
    await desk.deliver()
    assert (await listener.ended())[-1].name == "answer"


async def test_a_reply_is_found_although_every_glimpse_was_lost(
    ada: Browser, desk: Helpdesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.redis_glimpses.Glimpses._pass_on", lambda *_: None)
    monkeypatch.setattr("adapters.web.arrivals.Arrivals.ring", lambda *_: None)
    listener = Listener(ada, (await ada.ask())["id"])
    await listener.until_heard("state")
    await desk.work()
    await desk.deliver()
    assert (await listener.ended())[-1].name == "answer"


async def test_two_pages_hear_the_same(ada: Browser, desk: Helpdesk) -> None:
    accepted = await ada.ask()
    both = [Listener(ada, accepted["id"]) for _ in range(2)]
    for listener in both:
        await listener.until_heard("state")
    await desk.work()
    await desk.deliver()
    first, second = [(await listener.ended())[-1] for listener in both]
    assert first == second


async def test_a_quiet_stream_says_that_it_is_still_there(
    ada: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(events, "HEARTBEAT_S", 0.0)
    monkeypatch.setattr(watching, "TICK_S", 0.01)
    listener = Listener(ada, (await ada.ask())["id"])
    await until(lambda: Event("", "still here") in listener.heard)
    await listener.leave()


async def test_hidden_characters_in_a_models_words_are_gone(
    ada: Browser, desk: Helpdesk
) -> None:
    listener = Listener(ada, (await ada.ask())["id"])
    claim = await desk.claim()
    hidden = Progress(job_id=claim.job.id, state="working", words="a\u202eb\u200bc\x07")
    await listener.until_told(desk, hidden, "words", text="abc")
    await listener.leave()


async def test_nobody_gets_too_many_streams(
    ada: Browser, bob: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(events, "STREAMS_MAX", 1)
    accepted, theirs = await ada.ask(), await bob.ask()
    listener = Listener(ada, accepted["id"])
    await listener.until_heard("state")
    refused = await ada.get(f"/api/questions/{accepted['id']}/events")
    assert (refused.status, refused.code) == (429, "busy_streams")
    other = Listener(bob, theirs["id"])
    await other.until_heard("state")
    await other.leave()
    await listener.leave()


async def test_a_page_that_left_gives_its_seat_back(
    ada: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(events, "STREAMS_MAX", 1)
    monkeypatch.setattr(watching, "TICK_S", 0.01)
    accepted = await ada.ask()
    listener = Listener(ada, accepted["id"])
    await listener.until_heard("state")
    await listener.leave()

    async def is_free() -> bool:
        path = f"/api/questions/{accepted['id']}/events"
        async with ada.http.get(path) as response:
            return response.status == 200

    await until(is_free)


@pytest.mark.skipif(PROGRAM is None, reason="redis-server is not installed")
async def test_a_stream_outlives_redis(settings: Settings) -> None:
    with RedisServer(appendonly="yes", appendfsync="always") as server:
        where = replace(settings, redis=RedisSettings(url=server.url))
        async with helpdesk(where) as desk, Browser(desk.url) as ada:
            accepted = await ada.ask()
            listener = Listener(ada, accepted["id"])
            await listener.until_heard("state", state="queued")
            server.kill()
            assert (await ada.get(f"/api/questions/{accepted['id']}")).status == 503
            server.start()
            await desk.work()
            await desk.deliver()
            assert (await listener.ended())[-1].name == "answer"
