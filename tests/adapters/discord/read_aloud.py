"""Every message as a person reads it: `python -m tests.adapters.discord.read_aloud`.

First in English, then in German.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from adapters.discord.acts.changes import ListThem, Settle, changed
from adapters.discord.hearing.servers import Room, Server, treated
from adapters.discord.outbound import Dress, answer_layout, refusal_layout
from adapters.discord.questions import told_of
from adapters.discord.saying.enclosures import Enclosure
from adapters.discord.saying.handover import handover_layout, message_url
from adapters.discord.saying.inert import small
from adapters.discord.saying.layouts import (
    Attached,
    Button,
    Gallery,
    Layout,
    Part,
    Row,
    Text,
    rows,
    text,
)
from adapters.discord.saying.placeholders import placeholder_layout
from adapters.discord.saying.settings import settings_layout
from adapters.discord.saying.whispers import (
    Choice,
    choice_layout,
    help_layout,
    sentence_layout,
    status_layout,
)
from bot.inert import JOINER
from bot.jobs import Address, Answer, Box, Failure, Finding, Progress, Receipt, Span
from bot.replies import Reply
from bot.settings import DiscordSettings
from bot.texts.catalogue import Forbidden, Texts
from bot.texts.languages import TEXTS

JOB = "0" * 32
HERE = Address(platform="discord", tenant="1", channel="2", thread="3", user="4")
BOX = Box(0.1, 0.1, 0.4, 0.2)
SPANS = (
    Span("Task 3 says "),
    Span("“2x + 3 = 9”", 1),
    Span("; the line below it, "),
    Span("“x = 4”", 2),
    Span(", does not follow."),
)
CHANNELS = ("1", "2", "3", "4")


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
    job_id=JOB,
    address=HERE,
    spans=SPANS,
    findings=(_finding(1, "2x + 3 = 9"), _finding(2, "x = 4")),
    follow_ups=("Which step is wrong?", "Read all of it."),
    caveats=("The picture is small, so some letters are a guess.",),
    receipts=(
        Receipt("notes.docx", "refused", "This is no picture I can open."),
        Receipt("IMG_1.HEIC", "converted", "Converted from HEIC."),
    ),
)
SHOWN = (
    Enclosure(file="1-overview.png", content=b"", shape="picture", alt="2 places"),
    Enclosure(file="2-box-1.png", content=b"", shape="picture", alt="“2x + 3 = 9”"),
    Enclosure(file="1-table.csv", content=b"", shape="file"),
)
CLARIFYING = Reply(
    job_id=JOB,
    address=HERE,
    kind="clarify",
    spans=(Span("There are two charts. Which one do you mean?"),),
    follow_ups=("The left one", "The right one"),
)


def everything(texts: Texts) -> dict[str, Layout]:
    return {
        **_waiting(texts),
        **_answers(texts),
        **_refusals(texts),
        **_whispers(texts),
        **_settings(texts),
    }


def _waiting(texts: Texts) -> dict[str, Layout]:
    queued = Progress(job_id=JOB, state="queued")
    told = {
        "third in line": placeholder_layout(queued, 3, texts),
        "first in line": placeholder_layout(queued, 1, texts),
    }
    for step in texts.steps:
        now = Progress(job_id=JOB, state="working", step=step)
        told[f"step {step}"] = placeholder_layout(now, 0, texts)
    words = Progress(job_id=JOB, state="working", words="Task 3 says “2x + 3 = 9”, and")
    told["words so far"] = placeholder_layout(words, 0, texts, "What does it say?")
    return told


def _answers(texts: Texts) -> dict[str, Layout]:
    usual = Dress(texts=texts, has_human=True)
    asked = Dress(texts=texts, quoted="What is here?", persona="Think, then look.")
    alone = Dress(texts=texts, quoted="What is here?", is_private=True)
    failed = Reply(job_id=JOB, address=HERE, failure=Failure("broken", texts.broken))
    late = text(small(texts.too_late_private))
    private = answer_layout(ANSWERED, alone, SHOWN[:1])
    return {
        "answer": answer_layout(ANSWERED, usual, SHOWN),
        "answer to a command": answer_layout(ANSWERED, asked, SHOWN[:1]),
        "answer without its pictures": answer_layout(ANSWERED, usual),
        "private answer": private,
        "private answer, late": Layout((*late, *private.parts)),
        "clarifying question": answer_layout(CLARIFYING, usual),
        "failure": answer_layout(failed, usual),
        "asking a human": handover_layout(
            user="4",
            asked="Is task 3 right?",
            answer=Answer(spans=SPANS, intent="read"),
            url=message_url("1", "2", "3"),
            texts=texts,
        ),
        "a human was asked": sentence_layout(texts.human_called),
    }


def _refusals(texts: Texts) -> dict[str, Layout]:
    told = told_of(texts)
    receipts = ANSWERED.receipts
    files = {
        f"file {code}": refusal_layout(told(code, "plan.png"))
        for code in ("foreign", "no_picture", "too_large", "expired", "away")
    }
    who: tuple[Forbidden, ...] = ("server", "channel", "user", "role", "bot", "help")
    return {
        **files,
        "refusal": refusal_layout("There is no picture.", receipts),
        **{f"not for {each}": refusal_layout(texts.forbidden(each)) for each in who},
        "cannot write": sentence_layout(texts.cannot_write.format(channel="<#2>")),
        "hidden picture": refusal_layout(texts.unseen),
        "answer gone": refusal_layout(texts.gone),
        "older version": sentence_layout(texts.outdated),
        "broken": refusal_layout(texts.broken),
        "busy": sentence_layout(texts.busy_now),
        "asked already": sentence_layout(texts.asked_already),
        "not yours": sentence_layout(texts.not_yours),
        "form lost": sentence_layout(texts.form_lost),
    }


def _whispers(texts: Texts) -> dict[str, Layout]:
    sure = Button(label=texts.delete, what="remove", job_id=JOB, style="danger")
    question = text(f"**{texts.delete_title}**", texts.delete_text)
    several = [Choice(JOB, "What is here?", 1.7e9), Choice(JOB, "", 1.71e9)]
    return {
        "help": help_layout(texts, is_server=True),
        "help in a DM": help_layout(texts, is_server=False),
        "idle": status_layout(texts, waiting=0, has_worker=True, positions=[]),
        "busy here": status_layout(texts, waiting=4, has_worker=True, positions=[0, 3]),
        "no worker": status_layout(texts, waiting=1, has_worker=False, positions=[1]),
        "thanks": sentence_layout(texts.thanks_for_verdict),
        "delete?": Layout((*question, *rows([sure]))),
        "deleted": sentence_layout(texts.deleted),
        "forgot me": sentence_layout(texts.forgot_me),
        "forgot the thread": sentence_layout(texts.forgot_thread),
        "which thread": choice_layout(texts, several),
        "no thread": choice_layout(texts, []),
        "form": sentence_layout(
            f"{texts.form_title}\n{texts.form_label}\n{texts.form_hint}"
        ),
    }


def _settings(texts: Texts) -> dict[str, Layout]:
    words = texts.commands
    room = Room(tutor=True, persona="Think, then look.", humans="3", follow="pictures")
    server = changed(Server(), "2", Settle(room))
    for each in (ListThem("allow", role="7"), ListThem("block", user="8", channel="9")):
        server = changed(server, "2", each)
    for number in CHANNELS[2:]:
        server = changed(server, number, Settle(Room(tutor=True)))
    ways = treated(server, DiscordSettings(), "2")
    plain = treated(Server(), DiscordSettings(), "2")
    told = {
        "settings": settings_layout(server, "2", ways, texts, has_content=True),
        "settings, none": settings_layout(
            Server(), "2", plain, texts, has_content=False
        ),
    }
    for name in ("no_server", "no_guest", "no_moderator", "nobody_named"):
        told[name] = sentence_layout(getattr(words, name))
    told["everyone_named"] = sentence_layout(words.everyone_named)
    told["list_full"] = sentence_layout(words.list_full.format(most=50))
    told["rooms_full"] = sentence_layout(words.rooms_full.format(most=200))
    return told


def read(layout: Layout) -> Iterator[str]:
    """Yield what is read in *layout*, part by part, controls in brackets."""
    for part in layout.parts:
        yield from _lines(part)


def _lines(part: Part) -> Iterator[str]:
    match part:
        case Text(content=content):
            shown = re.sub(r"\\([\W_])", r"\1", content).replace(JOINER, "")
            yield from shown.splitlines()
        case Gallery(items=items):
            yield from (f"[picture: {each.alt}]" for each in items)
        case Attached(file=file):
            yield f"[file: {file}]"
        case Row(buttons=found):
            yield " ".join(f"[{each.label or each.emoji}]" for each in found)


def main() -> None:
    for texts in TEXTS.values():
        print(f"==== {texts.name}")
        for name, layout in everything(texts).items():
            print(f"== {name}")
            for line in read(layout):
                print(f"   {line}")
        print("== menus")
        for name in texts.commands.__struct_fields__:
            if name.startswith(("about_", "option_")):
                print(f"   {name}: {getattr(texts.commands, name)}")


if __name__ == "__main__":
    main()
