"""The adapter's own promises: sent twice is shown once, and the door is never open."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from adapters.web.adapter import WebAdapter
from bot.errors import SettingsError
from bot.intake import Admission
from bot.questions import Question
from bot.redis_queue import Queue
from bot.redis_store import Store
from bot.settings import Settings, WebSettings
from tests.adapters.web.browser import Browser
from tests.adapters.web.helpdesk import Helpdesk


class Nobody:
    """An intake that is never to be asked."""

    async def foreseen(self, question: Question) -> Admission | None:
        raise AssertionError(question.event_id)

    async def accept(self, question: Question) -> Admission:
        raise AssertionError(question.event_id)


async def test_a_reply_sent_twice_is_shown_once(ada: Browser, desk: Helpdesk) -> None:
    accepted = await ada.ask()
    await desk.work()
    (parcel,) = await desk.queue.outgoing("web", "somebody", 10)
    await desk.send(parcel)
    first = await ada.question(accepted["id"])
    await desk.send(parcel)
    assert await ada.question(accepted["id"]) == first
    counts = (await ada.get("/metrics")).body.decode()
    assert 'sightline_answers_total{kind="factual"} 1.0' in counts


async def test_a_reply_cut_off_before_it_was_kept_is_kept_the_next_time(
    ada: Browser, desk: Helpdesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    accepted = await ada.ask()
    await desk.work()
    (parcel,) = await desk.queue.outgoing("web", "somebody", 10)

    async def cut_off(*_: object) -> None:
        raise ConnectionError

    with monkeypatch.context() as broken:
        broken.setattr(desk.store, "keep_reply", cut_off)
        with pytest.raises(ConnectionError):
            await desk.send(parcel)
    assert (await ada.question(accepted["id"]))["step"] == "drawing"
    await desk.send(parcel)
    answer = (await ada.question(accepted["id"]))["answer"]
    for each in answer["drawn"]:
        assert (await ada.get(each["url"])).status == 200


async def test_drawings_have_names_that_nobody_can_guess(
    ada: Browser, desk: Helpdesk
) -> None:
    urls = set()
    for _ in range(2):
        accepted = await ada.ask()
        await desk.work()
        await desk.deliver()
        answer = (await ada.question(accepted["id"]))["answer"]
        urls |= {each["url"].rpartition("/")[2] for each in answer["drawn"]}
    assert len(urls) == 4
    assert {len(name) for name in urls} == {32}


async def test_a_port_that_is_taken_is_said_so(
    desk: Helpdesk, settings: Settings, queue: Queue, store: Store
) -> None:
    port = int(desk.url.rpartition(":")[2])
    taken = replace(settings, web=WebSettings(port=port))
    with pytest.raises(SettingsError, match=f"web.port {port}: cannot listen there"):
        await WebAdapter(taken, queue, store).listen(Nobody())


async def test_an_open_door_is_refused_before_anything_listens(
    settings: Settings, queue: Queue, store: Store
) -> None:
    wide = replace(settings, web=WebSettings(host="0.0.0.0", port=0))
    with pytest.raises(SettingsError, match="can be reached from outside"):
        WebAdapter(wide, queue, store)
