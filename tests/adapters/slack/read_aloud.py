"""Every message as a person reads it: `python -m tests.adapters.slack.read_aloud`."""

from __future__ import annotations

from typing import Any

from adapters.slack.outbound import (
    Payload,
    Uploaded,
    answer_payload,
    human_called,
    refusal_payload,
)
from adapters.slack.saying import words
from adapters.slack.saying.forms import modal_view
from adapters.slack.saying.handover import escalation_payload, relayed_payload
from adapters.slack.saying.placeholders import placeholder_payload, words_payload
from adapters.slack.saying.whispers import (
    forget_payload,
    forgotten_payload,
    help_payload,
    status_payload,
    suggested_prompts,
)
from bot.inert import JOINER
from bot.jobs import Address, Answer, Box, Failure, Finding, Receipt, Span
from bot.replies import Reply
from bot.settings import ChannelSettings
from bot.texts.english import ENGLISH

ADDRESS = Address(platform="slack", tenant="T1", channel="C1", thread="1.2", user="U1")
CHANNEL = ChannelSettings(channel="*", persona="Sightline reads pictures for support.")
BOX = Box(0.1, 0.1, 0.4, 0.2)
SPANS = (
    Span("It says "),
    Span("“Disk full”", 1),
    Span(", and "),
    Span("Retry", 2),
    Span(" is greyed out."),
)


def _finding(number: int, phrase: str) -> Finding:
    return Finding(
        number=number,
        phrase=phrase,
        boxes=(BOX,),
        picture="p",
        source="read",
        confidence=0.95,
    )


ANSWERED = Reply(
    job_id="j1",
    address=ADDRESS,
    spans=SPANS,
    findings=(_finding(1, "Disk full"), _finding(2, "Retry")),
    follow_ups=("What should I try first?", "Read all of it."),
    caveats=("The picture is small, so some letters are a guess.",),
    receipts=(
        Receipt("notes.docx", "refused", "This is no picture I can open."),
        Receipt("IMG_1.HEIC", "converted", "Converted from HEIC."),
    ),
)
SHOWN = (
    Uploaded(file_id="F1", alt="2 places", shape="overview", finding=None, title="All"),
    Uploaded(file_id="F2", alt="“Disk full”", shape="crop", finding=1, title="1"),
    Uploaded(file_id="F3", alt="“Retry”", shape="crop", finding=2, title="2"),
    Uploaded(file_id="F4", alt="", shape="file", finding=None, title="table.csv"),
)
CLARIFYING = Reply(
    job_id="j1",
    address=ADDRESS,
    kind="clarify",
    spans=(Span("There are two dialogs. Which one do you mean?"),),
    follow_ups=("The left one", "The right one"),
)
FAILED = Reply(job_id="j1", address=ADDRESS, failure=Failure("broken", ENGLISH.broken))


def everything() -> dict[str, Payload]:
    answer = answer_payload(ANSWERED, SHOWN, CHANNEL, has_human=True)
    return {
        "third in line": placeholder_payload(3),
        "first in line": placeholder_payload(1),
        **{f"step {step}": placeholder_payload(0, step) for step in ENGLISH.steps},
        "words so far": words_payload("It says “Disk full”, and"),
        "answer": answer,
        "answer, a human called": human_called(answer),
        "answer to a button": answer_payload(
            ANSWERED, (), CHANNEL, quoted="What is here?"
        ),
        "clarifying question": answer_payload(CLARIFYING, (), CHANNEL),
        "failure": answer_payload(FAILED, (), CHANNEL),
        "refusal": refusal_payload("No picture came.", ANSWERED.receipts),
        **{
            f"not for {who}": refusal_payload(s)
            for who, s in ENGLISH.forbidden_texts.items()
        },
        "not in the channel": refusal_payload(words.NOT_IN_CHANNEL),
        "answer gone": refusal_payload(ENGLISH.gone),
        "help": help_payload(),
        "idle": status_payload(waiting=0, has_worker=True, positions=[]),
        "busy": status_payload(waiting=4, has_worker=True, positions=[0, 3]),
        "no worker": status_payload(waiting=1, has_worker=False, positions=[1]),
        "forgot me": forgotten_payload("me"),
        "forgot the thread": forgotten_payload("thread"),
        "which thread": forget_payload([("1.2", 1.7e9), ("1.3", 1.71e9)]),
        "no thread": forget_payload([]),
        "asking a human": escalation_payload(
            question="What does it say?",
            answer=Answer(spans=SPANS, intent="read"),
            permalink="https://a.slack.com/archives/C1/p1",
            overview=SHOWN[0],
            who="Ana",
        ),
        "a human's words": relayed_payload("Ben", "Free some space first.", 2),
        "form": {"blocks": [modal_view("x")]},
        "prompts": {"blocks": [suggested_prompts()]},
    }


def read(value: Any) -> list[str]:
    """Return what is read in *value*, block by block, controls in brackets."""
    if isinstance(value, list):
        return [line for each in value for line in read(each)]
    if not isinstance(value, dict):
        return []
    kind = value.get("type")
    if kind in {"rich_text_section", "rich_text_quote"}:
        return ["".join(each["text"] for each in value["elements"])]
    if kind == "image":
        return [f"[picture: {value['alt_text']}]"]
    if kind in {"button", "icon_button"}:
        return [f"[{value['text']['text']}]", *read(value.get("confirm"))]
    own = [value[n] for n in ("text", "message") if isinstance(value.get(n), str)]
    if isinstance(value.get("title"), str):
        own.insert(0, value["title"])
    return [*own, *(line for inner in value.values() for line in read(inner))]


def main() -> None:
    for name, payload in everything().items():
        print(f"== {name}")
        for line in read(payload["blocks"]):
            print(f"   {line.replace(JOINER, '')}")


if __name__ == "__main__":
    main()
