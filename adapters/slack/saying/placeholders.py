"""What stands where the answer will be: the place in line, the step, the words so far.

Pure. As a message of its own, or as chunks of a stream; what a stream shows is
replaced by the answer in the end.
"""

from __future__ import annotations

from typing import Any

from adapters.slack.saying.blocks import Block, notice, paragraphs, small
from adapters.slack.saying.inert import inert_markdown
from bot.jobs import Progress, Step
from bot.texts.english import ENGLISH

WORDS_MAX = 2500
CHUNK_MAX = 8000
TASK = "answer"


def placeholder_payload(position: int, step: Step | None = None) -> dict[str, Any]:
    """Return the message of a question that waits, or is at *step*."""
    text = ENGLISH.steps[step] if step else ENGLISH.waiting(position)
    return {"text": notice(text), "blocks": small([text])}


def words_payload(so_far: str) -> dict[str, Any]:
    """Return the message with the words so far; of many the last ones."""
    text = so_far if len(so_far) <= WORDS_MAX else f"…{so_far[-WORDS_MAX:]}"
    text = f"{text.rstrip()} …"
    return {"text": notice(text), "blocks": paragraphs(text)}


def settled(so_far: str) -> str:
    """Return the words that no later ones make something else of.

    A stream takes nothing back, and half an address is not one yet.
    """
    return so_far[: max(so_far.rfind(" "), so_far.rfind("\n")) + 1]


def stream_chunks(progress: Progress, position: int, fresh: str) -> list[Block]:
    """Return what a stream is told: where the question is, and its *fresh* words."""
    is_begun = progress.state == "working"
    title = ENGLISH.looking if is_begun else ENGLISH.waiting(position)
    if progress.step is not None:
        title = ENGLISH.steps[progress.step]
    task = {"type": "task_update", "id": TASK, "title": title, "status": "in_progress"}
    if not fresh:
        return [task]
    told = inert_markdown(fresh)[:CHUNK_MAX]
    return [task, {"type": "markdown_text", "text": told}]
