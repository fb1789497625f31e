from __future__ import annotations

from bot.jobs import Failure
from tests.adapters.web.browser import PNG, Browser
from tests.adapters.web.helpdesk import Helpdesk
from tests.rendered import form


async def test_a_thread_is_listed_by_its_first_question(
    ada: Browser, desk: Helpdesk
) -> None:
    assert (await ada.get("/api/threads")).json == {"threads": []}
    first = await ada.ask(text="What does the error say?")
    await ada.ask(form().png(), text="And this?", thread=first["thread"])
    (line,) = (await ada.get("/api/threads")).json["threads"]
    assert line["id"] == first["thread"]
    assert line["title"] == "What does the error say?"
    assert line["picture"] == first["receipt"][0]["picture"]
    assert line["at"] > 1_600_000_000


async def test_threads_come_newest_first(ada: Browser) -> None:
    ids = [(await ada.ask())["thread"] for _ in range(3)]
    lines = (await ada.get("/api/threads")).json["threads"]
    assert [line["id"] for line in lines] == ids[::-1]


async def test_a_thread_without_words_has_a_title(ada: Browser) -> None:
    await ada.ask(text=None)
    (line,) = (await ada.get("/api/threads")).json["threads"]
    assert line["title"] == "What is in this picture?"


async def test_a_thread_shows_all_of_its_questions(
    ada: Browser, desk: Helpdesk
) -> None:
    first = await ada.ask(PNG)
    await desk.work()
    await desk.deliver()
    second = await ada.ask(form().png(), thread=first["thread"])
    await desk.work(Failure("gave_up", "This cannot be answered."))
    third = await ada.post_form(pictures=(), thread=first["thread"])
    thread = (await ada.get(f"/api/threads/{first['thread']}")).json
    assert thread["id"] == first["thread"]
    assert [each["number"] for each in thread["pictures"]] == [1, 2]
    states = [(each["id"], each["state"]) for each in thread["questions"]]
    assert states == [
        (first["id"], "answered"),
        (second["id"], "failed"),
        (third.json["id"], "queued"),
    ]
    assert thread["questions"][0] == await ada.question(first["id"])


async def test_another_persons_thread_is_not_there(ada: Browser, bob: Browser) -> None:
    path = f"/api/threads/{(await ada.ask())['thread']}"
    assert (await bob.get(path)).status == 404
    assert (await bob.change("DELETE", path)).status == 404
    assert (await bob.get("/api/threads")).json == {"threads": []}
    assert (await ada.get(path)).status == 200


async def test_a_forgotten_thread_leaves_nothing(ada: Browser, desk: Helpdesk) -> None:
    accepted = await ada.ask()
    await desk.work()
    await desk.deliver()
    answer = (await ada.question(accepted["id"]))["answer"]
    path = f"/api/threads/{accepted['thread']}"
    assert (await ada.change("DELETE", path)).status == 204
    picture = accepted["receipt"][0]["picture"]
    for gone in (
        path,
        f"/api/questions/{accepted['id']}",
        f"/api/pictures/{picture}",
        answer["annotated"][0],
    ):
        assert (await ada.get(gone)).status == 404
    assert (await ada.get("/api/threads")).json == {"threads": []}


async def test_what_is_answered_after_it_was_forgotten_is_not_kept(
    ada: Browser, desk: Helpdesk
) -> None:
    accepted = await ada.ask()
    await desk.work()
    (parcel,) = await desk.queue.outgoing("web", "somebody", 10)
    await ada.change("DELETE", f"/api/threads/{accepted['thread']}")
    await desk.send(parcel)
    assert await desk.store.reply(accepted["id"]) is None
