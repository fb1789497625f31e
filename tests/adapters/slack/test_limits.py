"""Every message is within Slack's limits, whatever a model or a person says."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from adapters.slack.outbound import (
    Payload,
    Uploaded,
    answer_payload,
    human_called,
    refusal_payload,
)
from adapters.slack.saying.forms import modal_view
from adapters.slack.saying.handover import escalation_payload, relayed_payload
from adapters.slack.saying.placeholders import placeholder_payload, words_payload
from adapters.slack.saying.whispers import forget_payload, help_payload, status_payload
from bot.jobs import Address, Answer, Box, Failure, Finding, Receipt, Span
from bot.replies import Drawn, Reply
from bot.settings import ChannelSettings
from tests.adapters.slack import limits
from tests.adapters.slack.fake import Upload
from tests.adapters.slack.fake.held_files import HeldFile
from tests.adapters.slack.inertness import ALIVE

JOB = "j" * 64
PERMALINK = "https://a.slack.com/archives/C1/p1"
WORDS = {
    "plain": "The disk is full and nothing more can be written to it. ",
    "one word": "x" * 100,
    "pings": "@everyone ",
    "at signs": "@",
    "tags": "<!channel> & <https://evil.example|x> ",
    "entities": "<&>",
    "links": "https://evil.com/x www.evil.com ",
    "numbers": "[1]",
    "lines": "a\n",
    "spaces": " ",
    "hidden": "\u202e\u200b",
    "wide": "\U0001f468\u200d\U0001f469\u200d\U0001f467 \u7684\u0301",
    "quotes": '"\\',
}
ADDRESS = Address(platform="slack", tenant="T1", channel="C1", thread="1.2", user="U1")
CHANNEL = ChannelSettings(channel="*", persona="p" * 150)


def filled(unit: str, count: int) -> str:
    return (unit * (count // len(unit) + 1))[:count]


def a_reply(unit: str, **other: Any) -> Reply:
    """Return a reply in which everything is as long and as much as can be."""
    findings = tuple(
        Finding(
            number=n,
            phrase=filled(unit, 300),
            boxes=(Box(0.1, 0.1, 0.2, 0.2),),
            picture="p",
            source="read",
            confidence=0.9,
        )
        for n in range(1, 41)
    )
    drawn = Drawn(
        shape="overview", png=b"", alt="a", picture="p", width_px=1, height_px=1
    )
    usual = Reply(
        job_id=JOB,
        address=ADDRESS,
        spans=tuple(Span(filled(unit, 1500), n) for n in range(1, 41)),
        findings=findings,
        follow_ups=(filled(unit, 500),) * 12,
        caveats=(filled(unit, 800),) * 10,
        receipts=(Receipt(filled(unit, 100), "refused", filled(unit, 900)),) * 10,
        drawn=(drawn,),
    )
    return replace(usual, **other)


def uploaded(unit: str, crops: int = 4) -> tuple[Uploaded, ...]:
    def one(n: int, **more: Any) -> Uploaded:
        alt = f"Enlarged: {filled(unit, 80)}"
        return Uploaded(file_id=f"F{n}", alt=alt, title=filled(unit, 100), **more)

    overview = replace(one(0, shape="overview", finding=None), alt="A " + unit[:900])
    cut_out = [one(n, shape="crop", finding=n) for n in range(1, crops + 1)]
    return (overview, *cut_out, one(99, shape="file", finding=None))


def held(count: int = 12) -> dict[str, HeldFile]:
    return {
        f"F{n}": HeldFile(f"F{n}", "T1", "U1", Upload(b"x", "x.png", "image/png"), "")
        for n in range(count)
    }


def check(payload: Payload) -> None:
    assert limits.faults(payload, held()) == []
    limits.check_with_sdk(payload)
    for words in limits.said(payload):
        assert ALIVE.search(words) is None


@pytest.fixture(params=list(WORDS.values()), ids=list(WORDS))
def unit(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.mark.parametrize("has_carousel", [True, False])
def test_the_longest_answer_fits(unit: str, *, has_carousel: bool) -> None:
    payload = answer_payload(
        a_reply(unit),
        uploaded(unit),
        CHANNEL,
        quoted=filled(unit, 1000),
        has_human=True,
        has_carousel=has_carousel,
    )
    check(payload)
    check(human_called(payload))


def test_an_answer_without_its_pictures_fits(unit: str) -> None:
    check(answer_payload(a_reply(unit), (), CHANNEL))


def test_a_clarifying_question_fits(unit: str) -> None:
    check(answer_payload(a_reply(unit, kind="clarify"), (), CHANNEL))


def test_a_failure_fits(unit: str) -> None:
    failed = a_reply(unit, failure=Failure("broken", filled(unit, 1000)))
    check(answer_payload(failed, (), CHANNEL, quoted=filled(unit, 1000)))


def test_a_refusal_fits(unit: str) -> None:
    receipts = [Receipt(filled(unit, 100), "refused", filled(unit, 200))] * 40
    check(refusal_payload(filled(unit, 500), receipts))


def test_the_words_so_far_fit(unit: str) -> None:
    check(words_payload(filled(unit, 12_000)))


def test_what_goes_to_a_human_and_back_fits(unit: str) -> None:
    told = Answer(spans=(Span(filled(unit, 60_000)),), intent="ask")
    asked = escalation_payload(
        question=filled(unit, 1000),
        answer=told,
        permalink=PERMALINK,
        overview=uploaded(unit)[0],
        who=filled(unit, 100),
    )
    check(asked)
    check(relayed_payload(filled(unit, 100), filled(unit, 4000), 3))


def test_what_one_person_reads_fits() -> None:
    check(help_payload())
    check(placeholder_payload(3))
    check(placeholder_payload(0, "drawing"))
    check(status_payload(waiting=9, has_worker=False, positions=[0, 3, 4]))
    check(forget_payload([(f"{n}.2", 1e9 + n) for n in range(30)]))
    check(forget_payload([]))


def test_the_form_names_itself_in_24_characters() -> None:
    form = modal_view("x" * 3000)
    titles = [form[name]["text"] for name in ("title", "submit", "close")]
    assert [title for title in titles if len(title) > 24] == []


def test_a_long_answer_is_said_as_far_as_there_is_room() -> None:
    alone = a_reply(
        WORDS["plain"], follow_ups=(), caveats=(), receipts=(), findings=(), drawn=()
    )
    payload = answer_payload(alone, (), CHANNEL)
    assert len("".join(limits.said(payload["blocks"]))) > 9000


@pytest.mark.parametrize(
    ("payload", "fault"),
    [
        ({"text": "", "blocks": []}, "text"),
        ({"text": "x" * 4001, "blocks": []}, "text"),
        ({"text": "x", "blocks": [{"type": "divider"}] * 51}, "51 blocks"),
        (
            {
                "text": "x",
                "blocks": [
                    {
                        "type": "rich_text",
                        "elements": [{"type": "rich_text_section", "elements": []}],
                    }
                ],
            },
            "rich_text: an element without words",
        ),
    ],
)
def test_the_guard_itself_sees_what_is_too_much(payload: Payload, fault: str) -> None:
    assert fault in limits.faults(payload, {})
