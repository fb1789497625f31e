from __future__ import annotations

import asyncio

import pytest
from msgspec.structs import replace

from bot.jobs import Failure
from bot.settings import QueueSettings, Settings
from tests.adapters.web.browser import PNG, Browser
from tests.adapters.web.helpdesk import SCREEN, WORDS, Helpdesk, helpdesk
from tests.rendered import form, wordless_photo


async def test_a_question_is_accepted_and_answered(
    ada: Browser, desk: Helpdesk
) -> None:
    accepted = await ada.ask()
    assert accepted["position"] == 1
    assert [each["label"] for each in accepted["receipt"]] == ["screen 1.png"]
    await desk.work()
    await desk.deliver()
    question = await ada.question(accepted["id"])
    assert question["state"] == "answered"
    assert question["thread"] == accepted["thread"]
    answer = question["answer"]
    assert answer["text"] == f"It {WORDS}"
    assert answer["spans"][1] == {"text": WORDS, "finding": 1}
    assert answer["follow_ups"] == ["What should I check first?"]
    assert answer["receipt"] == accepted["receipt"] == question["receipt"]
    box = SCREEN.box_of(WORDS)
    assert answer["findings"][0]["boxes"] == [
        [box.left, box.top, box.right, box.bottom]
    ]


async def test_an_answers_drawings_can_be_fetched(ada: Browser, desk: Helpdesk) -> None:
    accepted = await ada.ask()
    await desk.work()
    await desk.deliver()
    answer = (await ada.question(accepted["id"]))["answer"]
    assert [each["shape"] for each in answer["drawn"]] == ["overview", "crop"]
    assert answer["annotated"] + answer["crops"] == [
        each["url"] for each in answer["drawn"]
    ]
    for each in answer["drawn"]:
        fetched = await ada.get(each["url"])
        assert fetched.status == 200
        assert fetched.headers["Content-Type"] == "image/png"
        assert WORDS in each["alt"]


async def test_until_its_drawings_are_there_a_question_is_still_worked_on(
    ada: Browser, desk: Helpdesk
) -> None:
    accepted = await ada.ask()
    await desk.work()
    question = await ada.question(accepted["id"])
    assert (question["state"], question["step"]) == ("working", "drawing")
    assert question["answer"] is None


async def test_a_failure_is_shown_in_its_own_sentence(
    ada: Browser, desk: Helpdesk
) -> None:
    accepted = await ada.ask()
    await desk.work(Failure("gave_up", "This cannot be answered."))
    question = await ada.question(accepted["id"])
    assert question["state"] == "failed"
    assert question["error"] == {
        "code": "gave_up",
        "sentence": "This cannot be answered.",
    }
    await desk.deliver()
    assert await ada.question(accepted["id"]) == question


async def test_a_picture_alone_is_a_question(ada: Browser) -> None:
    assert (await ada.post_form(text=None)).status == 202
    assert (await ada.post_form(text="  ")).status == 202


async def test_neither_words_nor_a_picture_is_no_question(ada: Browser) -> None:
    response = await ada.post_form(text=" \n", pictures=())
    assert (response.status, response.code) == (400, "question_empty")


async def test_words_alone_need_a_thread_with_a_picture(ada: Browser) -> None:
    response = await ada.post_form(pictures=())
    assert (response.status, response.code) == (422, "no_picture")
    thread = (await ada.ask())["thread"]
    again = await ada.post_form("And now?", pictures=(), thread=thread)
    assert (again.status, again.json["thread"]) == (202, thread)


async def test_a_follow_up_can_point_at_an_earlier_picture(
    ada: Browser, desk: Helpdesk
) -> None:
    first = await ada.ask(PNG, form().png())
    name = (await ada.question(first["id"]))["pictures"][1]["name"]
    second = await ada.post_form(
        pictures=(), thread=first["thread"], picture=name, region="[0.1, 0.1, 0.6, 0.5]"
    )
    question = await ada.question(second.json["id"])
    assert question["picture"] == name
    assert question["region"] == [0.1, 0.1, 0.6, 0.5]
    assert question["pictures"] == []


async def test_pictures_are_numbered_through_a_thread(ada: Browser) -> None:
    first = await ada.ask(PNG, form().png())
    second = await ada.ask(wordless_photo().png(), form().png(), thread=first["thread"])
    pictures = (await ada.question(second["id"]))["pictures"]
    assert [each["number"] for each in pictures] == [3, 2]
    assert (pictures[0]["width"], pictures[0]["height"]) == (640, 480)


async def test_what_came_after_the_last_picture_allowed_is_in_the_receipt(
    settings: Settings,
) -> None:
    few = replace(settings, pictures=replace(settings.pictures, per_question=1))
    async with helpdesk(few) as desk, Browser(desk.url) as ada:
        receipt = (await ada.ask(PNG, form().png()))["receipt"]
    assert [each["outcome"] for each in receipt] == ["accepted", "refused"]


async def test_a_file_that_is_no_picture_is_refused_with_its_receipt(
    ada: Browser,
) -> None:
    response = await ada.post_form(pictures=(b"MZ, not a picture",))
    assert response.status == 422
    assert response.code.startswith("picture_")
    (receipt,) = response.json["receipt"]
    assert receipt["outcome"] == "refused"
    assert receipt["sentence"] == response.json["error"]["sentence"]


async def test_more_than_a_thousand_characters_are_refused(ada: Browser) -> None:
    assert (await ada.post_form("é" * 1000)).status == 202
    response = await ada.post_form("é" * 1001)
    assert (response.status, response.code) == (422, "text_too_long")


@pytest.mark.parametrize(
    "region",
    [
        "here",
        "[]",
        "[0, 0, 1]",
        "[0, 0, 1, 1, 1]",
        "[0.5, 0, 0.5, 1]",
        "[0, 0, 2, 1]",
        "[-0.1, 0, 1, 1]",
        "[NaN, 0, 1, 1]",
        "[1e999, 0, 1, 1]",
        '["0", 0, 1, 1]',
        "{}",
        "[" * 5000,
    ],
)
async def test_a_region_outside_the_picture_is_refused(
    ada: Browser, region: str
) -> None:
    response = await ada.post_form(region=region)
    assert (response.status, response.code) == (400, "region_wrong")


@pytest.mark.parametrize("name", ["x", "A" * 64, "../../etc/passwd", "a" * 65])
async def test_a_picture_is_named_by_its_digest(ada: Browser, name: str) -> None:
    response = await ada.post_form(picture=name)
    assert (response.status, response.code) == (400, "picture_wrong")


async def test_a_picture_of_another_thread_is_not_found(ada: Browser) -> None:
    accepted = await ada.ask()
    name = (await ada.question(accepted["id"]))["pictures"][0]["name"]
    elsewhere = await ada.ask(form().png())
    response = await ada.post_form(
        pictures=(), thread=elsewhere["thread"], picture=name
    )
    assert (response.status, response.code) == (404, "picture_unknown")


async def test_a_thread_that_is_not_yours_is_not_found(
    ada: Browser, bob: Browser
) -> None:
    theirs = (await ada.ask())["thread"]
    for thread in (theirs, "0" * 32):
        response = await bob.post_form(thread=thread)
        assert (response.status, response.code) == (404, "thread_unknown")
    assert (await bob.post_form(thread="nowhere")).code == "thread_wrong"


async def test_a_question_sent_again_under_its_key_is_not_asked_twice(
    ada: Browser, desk: Helpdesk
) -> None:
    first = await ada.ask(key="attempt 1")
    second = await ada.ask(key="attempt 1")
    assert (second["id"], second["thread"]) == (first["id"], first["thread"])
    assert (await ada.ask(key="attempt 2"))["id"] != first["id"]


async def test_the_same_key_of_two_people_is_two_questions(
    ada: Browser, bob: Browser
) -> None:
    assert (await ada.ask(key="1"))["id"] != (await bob.ask(key="1"))["id"]


@pytest.mark.parametrize("key", ["", "é", "x" * 201])
async def test_a_key_is_short_and_printable(ada: Browser, key: str) -> None:
    response = await ada.post_form(key=key)
    assert (response.status, response.code) == (400, "key_wrong")


async def test_a_person_who_asks_too_fast_hears_so_at_once(settings: Settings) -> None:
    slow = replace(settings, queue=QueueSettings(user_per_minute=1))
    async with helpdesk(slow) as desk, Browser(desk.url) as ada:
        await ada.ask()
        response = await ada.post_form()
    assert (response.status, response.code) == (429, "busy_user")
    assert "Retry-After" in response.headers


async def test_a_question_can_be_stopped(ada: Browser, desk: Helpdesk) -> None:
    accepted = await ada.ask()
    path = f"/api/questions/{accepted['id']}"
    assert (await ada.change("DELETE", path)).status == 204
    question = await ada.question(accepted["id"])
    assert (question["state"], question["error"]["code"]) == ("cancelled", "cancelled")
    assert (await ada.change("DELETE", path)).status == 204


async def test_stopping_what_has_been_answered_changes_nothing(
    ada: Browser, desk: Helpdesk
) -> None:
    accepted = await ada.ask()
    await desk.work()
    await desk.deliver()
    answered = await ada.question(accepted["id"])
    await ada.change("DELETE", f"/api/questions/{accepted['id']}")
    assert await ada.question(accepted["id"]) == answered


async def test_whether_an_answer_helped_is_kept(ada: Browser, desk: Helpdesk) -> None:
    accepted = await ada.ask()
    await desk.work()
    await desk.deliver()
    path = f"/api/questions/{accepted['id']}/feedback"
    said = {"verdict": "down", "reason": "It points at the wrong line."}
    assert (await ada.change("POST", path, json=said)).status == 204
    assert (await ada.question(accepted["id"]))["feedback"] == "down"
    kept = await desk.store.feedback(accepted["id"])
    assert kept is not None
    assert kept.reason == "It points at the wrong line."
    assert (await ada.change("POST", path, json={"verdict": "up"})).status == 204
    assert (await ada.question(accepted["id"]))["feedback"] == "up"


@pytest.mark.parametrize(
    "body", [b"", b"{}", b'{"verdict":"maybe"}', b"[]", b"\xff", b'{"a":' * 9999]
)
async def test_feedback_that_is_none_is_refused(ada: Browser, body: bytes) -> None:
    accepted = await ada.ask()
    response = await ada.change(
        "POST",
        f"/api/questions/{accepted['id']}/feedback",
        data=body,
        headers={"Content-Type": "application/json"},
    )
    assert (response.status, response.code) == (400, "json_wrong")


async def test_a_reason_has_an_end(ada: Browser) -> None:
    path = f"/api/questions/{(await ada.ask())['id']}/feedback"
    said = {"verdict": "up", "reason": "x" * 501}
    assert (await ada.change("POST", path, json=said)).code == "reason_too_long"
    said["reason"] = "x" * 100_000
    assert (await ada.change("POST", path, json=said)).status == 413


async def test_another_persons_question_is_not_there(
    ada: Browser, bob: Browser, desk: Helpdesk
) -> None:
    theirs = f"/api/questions/{(await ada.ask())['id']}"
    absent = f"/api/questions/{'0' * 32}"
    for path in (theirs, absent):
        verdict = {"verdict": "up"}
        for response in (
            await bob.get(path),
            await bob.get(f"{path}/events"),
            await bob.change("DELETE", path),
            await bob.change("POST", f"{path}/feedback", json=verdict),
        ):
            assert response.status == 404
            assert response.json == (await bob.get(absent)).json
    assert (await ada.get(theirs)).json["state"] == "queued"


async def test_many_questions_at_once_are_all_accepted(
    ada: Browser, desk: Helpdesk
) -> None:
    accepted = await asyncio.gather(
        *(ada.ask(wordless_photo().png()) for _ in range(8))
    )
    assert len({each["id"] for each in accepted}) == 8
