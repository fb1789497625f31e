from __future__ import annotations

import pytest

from adapters.web.bodies import ReplyBody, StateBody
from adapters.web.outbound import question_body, reply_body
from bot.jobs import Box, Failure, Receipt, Span, TextFile
from bot.redis_store import Feedback
from bot.replies import Drawn, Reply
from tests.builders import a_finding, a_job, a_picture, an_address


def a_reply(**fields: object) -> Reply:
    usual = {
        "job_id": "job-1",
        "address": an_address(),
        "spans": (Span("It says "), Span("Disk full", 1)),
        "findings": (a_finding(),),
    }
    return Reply(**usual | fields)  # type: ignore[arg-type]


def a_drawing(**fields: object) -> Drawn:
    usual = {
        "shape": "overview",
        "png": b"png",
        "alt": "The picture with 1 place marked.",
        "picture": "ab" * 32,
        "width_px": 640,
        "height_px": 480,
    }
    return Drawn(**usual | fields)  # type: ignore[arg-type]


def test_boxes_leave_as_four_numbers() -> None:
    answer = reply_body(a_reply(), ()).answer
    assert answer is not None
    assert answer.findings[0].boxes == ((0.1, 0.2, 0.5, 0.3),)


def test_drawings_leave_as_addresses() -> None:
    drawn = (a_drawing(), a_drawing(shape="crop", finding=1))
    answer = reply_body(a_reply(drawn=drawn), ["one", "two"]).answer
    assert answer is not None
    assert answer.annotated == ("/api/pictures/one",)
    assert answer.crops == ("/api/pictures/two",)
    assert [each.finding for each in answer.drawn] == [None, 1]


def test_a_drawing_without_an_address_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="zip"):
        reply_body(a_reply(drawn=(a_drawing(),)), [])


def test_a_failure_leaves_as_an_error_alone() -> None:
    body = reply_body(a_reply(failure=Failure("gave_up", "We gave up.")), ())
    assert body.answer is None
    assert body.error is not None
    assert (body.error.code, body.error.sentence) == ("gave_up", "We gave up.")


def test_the_spans_are_the_text_after_cleaning_too() -> None:
    spans = (Span("a\u202eb"), Span("c\u200b\x00d", 1))
    answer = reply_body(a_reply(spans=spans), ()).answer
    assert answer is not None
    assert answer.text == "abcd"
    assert "".join(span.text for span in answer.spans) == answer.text


def test_everything_a_model_says_is_cleaned() -> None:
    dirty = "x\u202e\u200b\x07"
    answer = reply_body(
        a_reply(
            findings=(a_finding(phrase=dirty),),
            follow_ups=(dirty,),
            caveats=(dirty,),
            drawn=(a_drawing(alt=dirty),),
        ),
        ["one"],
    ).answer
    assert answer is not None
    assert answer.findings[0].phrase == "x"
    assert (answer.follow_ups, answer.caveats) == (("x",), ("x",))
    assert answer.drawn[0].alt == "x"


def test_a_question_counts_its_pictures_as_its_thread_does() -> None:
    first, second = a_picture(name="a" * 64), a_picture(name="b" * 64)
    job = a_job(
        pictures=(second,),
        region=Box(0, 0, 1, 1),
        receipts=(Receipt("b.png", "accepted", "Taken as it is."),),
    )
    body = question_body(
        job,
        StateBody(state="queued", position=3),
        ReplyBody(),
        (first, second),
        Feedback("up", ""),
    )
    assert [each.number for each in body.pictures] == [2]
    assert body.region == (0.0, 0.0, 1.0, 1.0)
    assert (body.state, body.position, body.feedback) == ("queued", 3, "up")
    assert body.receipt[0].label == "b.png"


def test_a_table_leaves_whole() -> None:
    reply = a_reply(files=(TextFile("prices.csv", "Tea,2\r\n"),))
    answer = reply_body(reply, ()).answer
    assert answer is not None
    assert [(each.name, each.text) for each in answer.files] == [
        ("prices.csv", "Tea,2\r\n")
    ]
