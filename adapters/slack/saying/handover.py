"""What people are told when they are asked to take over, and how they are quoted."""

from __future__ import annotations

from typing import Any

from adapters.slack.outbound import Uploaded, short_end
from adapters.slack.saying import words
from adapters.slack.saying.blocks import (
    Block,
    image,
    link,
    notice,
    paragraphs,
    quote,
    rich,
    said,
    section_of,
    small,
)
from bot.jobs import Answer
from bot.rendering import marked_text
from bot.texts.english import ENGLISH

ANSWER_MAX = 2500

Payload = dict[str, Any]


def human_name(job_id: str) -> str:
    """Return the name of the post that asks people to take over."""
    return f"human:{job_id}"


def escalation_payload(
    *,
    question: str,
    answer: Answer | None,
    permalink: str,
    overview: Uploaded | None,
    who: str,
) -> Payload:
    """Return the post in the escalation channel: who, what, what was found, where."""
    head = ENGLISH.asked_for_help.format(who=who or ENGLISH.a_teammate)
    title: list[Block] = [said(head, bold=True)]
    if permalink:
        title += [said(" "), link(permalink, words.OPEN_THREAD)]
    blocks = [rich([section_of(*title)]), quote(question or ENGLISH.no_question)]
    if answer is not None:
        told = marked_text(answer.spans)
        told = told if len(told) <= ANSWER_MAX else short_end(told, ANSWER_MAX)
        blocks += [*small([ENGLISH.answered]), *paragraphs(told)]
    if overview is not None:
        blocks.append(image(overview.file_id, overview.alt))
    blocks += small([words.HOW_TO_REPLY])
    return {"text": notice(head), "blocks": blocks}


def relayed_payload(name: str, text: str, files: int) -> Payload:
    """Return a person's reply as the asker reads it."""
    head = words.RELAYED.format(name=name or ENGLISH.a_teammate)
    there = words.FILES_THERE.format(files=words.some_files(files)) if files else ""
    blocks = [
        rich([section_of(said(head, bold=True))]),
        *(paragraphs(text) if text.strip() else []),
        *small([there]),
    ]
    return {"text": notice(f"{head} {text}"), "blocks": blocks}
