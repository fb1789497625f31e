from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from msgspec import Struct

from bot.rendering import marked_text
from bot.replies import Reply


class Uploaded(Struct, frozen=True, kw_only=True):
    file_id: str
    alt: str
    shape: Literal["overview", "crop", "file"]
    finding: int | None
    title: str


def metadata(name: str) -> dict[str, Any]:
    return {"event_type": "sightline_answer", "event_payload": {"job": name}}


def answer_payload(
    reply: Reply,
    shown: Sequence[Uploaded],
    channel: Any,
    *,
    quoted: str = "",
    has_human: bool = False,
) -> dict[str, Any]:
    text = reply.failure.sentence if reply.failure else marked_text(reply.spans)
    blocks: list[Any] = [{"type": "section", "text": {"type": "mrkdwn", "text": text}}]
    blocks += [
        {"type": "image", "alt_text": u.alt, "slack_file": {"id": u.file_id}}
        for u in shown
        if u.shape != "file"
    ]
    els = [
        {
            "type": "button",
            "text": {"type": "plain_text", "text": f},
            "action_id": f"ask:{i}",
            "value": reply.job_id,
        }
        for i, f in enumerate(reply.follow_ups)
    ]
    els += [
        {
            "type": "button",
            "text": {"type": "plain_text", "text": f"Look closer at {f.number}"},
            "action_id": f"closer:{f.number}",
            "value": reply.job_id,
        }
        for f in reply.findings
        if f.boxes
    ]
    if has_human:
        els.append(
            {
                "type": "button",
                "text": {"type": "plain_text", "text": "Get a human"},
                "action_id": "human:0",
                "value": reply.job_id,
            }
        )
    if els:
        blocks.append({"type": "actions", "elements": els})
    blocks.append(
        {
            "type": "context_actions",
            "elements": [
                {
                    "type": "feedback_buttons",
                    "action_id": "feedback",
                    "positive_button": {
                        "text": {"type": "plain_text", "text": "Good"},
                        "value": f"up:{reply.job_id}",
                    },
                    "negative_button": {
                        "text": {"type": "plain_text", "text": "Bad"},
                        "value": f"down:{reply.job_id}",
                    },
                },
                {
                    "type": "icon_button",
                    "icon": "trash",
                    "text": {"type": "plain_text", "text": "Delete"},
                    "action_id": "trash:0",
                    "value": reply.job_id,
                    "visible_to_user_ids": [reply.address.user],
                },
            ],
        }
    )
    return {"text": text, "blocks": blocks}


def placeholder_payload(position: int, step: str | None = None) -> dict[str, Any]:
    text = f"{position} in line" if position else "Looking"
    return {
        "text": text,
        "blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": text}}],
    }


def words_payload(words: str) -> dict[str, Any]:
    return {
        "text": words,
        "blocks": [
            {"type": "section", "text": {"type": "mrkdwn", "text": words[:2900]}}
        ],
    }


def stream_chunks(progress: Any, position: int, fresh: str) -> list[dict[str, Any]]:
    chunks: list[dict[str, Any]] = [
        {
            "type": "task_update",
            "id": "job",
            "title": f"{progress.state} {position}",
            "status": "in_progress",
        }
    ]
    if fresh:
        chunks.append({"type": "markdown_text", "text": fresh})
    return chunks


def refusal_payload(sentence: str, receipts: Sequence[Any] = ()) -> dict[str, Any]:
    text = "\n".join([sentence, *(r.sentence for r in receipts)])
    return {
        "text": text,
        "blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": text}}],
    }


def escalation_payload(
    *, question: str, answer: Any, permalink: str, overview: Uploaded | None, who: str
) -> dict[str, Any]:
    text = f"{who} asks for a human: {question} {permalink}"
    return {
        "text": text,
        "blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": text}}],
    }


def human_called(payload: dict[str, Any]) -> dict[str, Any]:
    return payload


def relayed_payload(name: str, text: str, files: int) -> dict[str, Any]:
    return {"text": f"{name}: {text}"}


def forget_payload(threads: Sequence[tuple[str, float]]) -> dict[str, Any]:
    return {"text": "forget"}


def forgotten_payload(what: str) -> dict[str, Any]:
    return {"text": f"forgotten {what}"}


def help_payload() -> dict[str, Any]:
    return {"text": "help"}


def status_payload(
    *, waiting: int, has_worker: bool, positions: Sequence[int]
) -> dict[str, Any]:
    return {"text": f"{waiting} waiting"}


def modal_view(private_metadata: str) -> dict[str, Any]:
    return {
        "type": "modal",
        "callback_id": "ask_about_picture",
        "private_metadata": private_metadata,
        "title": {"type": "plain_text", "text": "Ask"},
        "submit": {"type": "plain_text", "text": "Ask"},
        "blocks": [
            {
                "type": "input",
                "block_id": "q",
                "optional": True,
                "label": {"type": "plain_text", "text": "Question"},
                "element": {"type": "plain_text_input", "action_id": "question"},
            }
        ],
    }


def modal_errors() -> dict[str, Any]:
    return {"response_action": "errors", "errors": {"q": "gone"}}


def suggested_prompts() -> dict[str, Any]:
    return {"title": "Try", "prompts": [{"title": "Help", "message": "help"}]}
