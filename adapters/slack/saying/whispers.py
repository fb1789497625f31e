"""What one person alone reads: help, how busy it is, what was forgotten."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from adapters.slack.saying import words
from adapters.slack.saying.blocks import (
    Block,
    actions,
    button,
    notice,
    paragraphs,
    rich,
    said,
    section_of,
    small,
)
from bot.texts.english import ENGLISH

Payload = dict[str, Any]


def help_payload() -> Payload:
    ways = [section_of(said(line)) for line in words.HELP]
    bullets = {"type": "rich_text_list", "style": "bullet", "elements": ways}
    title = section_of(said(ENGLISH.help_title, bold=True))
    blocks = [rich([title, bullets]), *small([words.HELP_COMMANDS])]
    return {"text": notice(ENGLISH.help_title), "blocks": blocks}


def status_payload(
    *, waiting: int, has_worker: bool, positions: Sequence[int]
) -> Payload:
    lines = [ENGLISH.how_busy(waiting), ENGLISH.your_places(positions)]
    if not has_worker:
        lines.append(ENGLISH.no_worker)
    return _said(" ".join(filter(None, lines)))


def forgotten_payload(what: Literal["me", "thread"]) -> Payload:
    return _said(ENGLISH.forgot_me if what == "me" else words.FORGOT_THREAD)


def forget_payload(threads: Sequence[tuple[str, float]]) -> Payload:
    """Return the choice between *threads*: each its `ts` and when it was last used."""
    if not threads:
        return _said(words.NOTHING_TO_FORGET)
    choices: list[Block] = [
        button(ENGLISH.last_asked(last_at), f"forget:{number}", thread)
        for number, (thread, last_at) in enumerate(threads)
    ]
    asked = _said(words.WHICH_THREAD)
    return asked | {"blocks": [*asked["blocks"], *actions(choices)]}


def suggested_prompts() -> Payload:
    prompts = [{"title": title, "message": said} for title, said in words.PROMPTS]
    return {"title": words.PROMPTS_TITLE, "prompts": prompts}


def _said(text: str) -> Payload:
    return {"text": notice(text), "blocks": paragraphs(text)}
