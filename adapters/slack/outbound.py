"""The way out: a Reply becomes the one message that a person reads.

Pure: files have their ids already, and nothing here knows who may see what.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from msgspec import Struct, json

from adapters.slack.saying.blocks import (
    Block,
    actions,
    button,
    card,
    carousel,
    image,
    notice,
    paragraphs,
    plain,
    quote,
    small,
)
from bot.inert import inert
from bot.jobs import Finding, Receipt
from bot.rendering import marked_text, receipt_lines
from bot.replies import Reply
from bot.settings import ChannelSettings
from bot.texts.english import ENGLISH

EVENT = "sightline_answer"
ANSWER_MAX, ANSWER_MIN = 11_000, 1000
MESSAGE_MAX = 12_500
"""Characters of all blocks as JSON: past some 13,000 Slack refuses a message."""

CLOSER_MAX = 5
ASK_MAX = 8
PASSING = frozenset({"broken", "gave_up", "too_late"})
"""Failures that another try may well do without."""

Payload = dict[str, Any]


class Uploaded(Struct, frozen=True, kw_only=True):
    """A file of ours in Slack: a drawing with its alt text, or one to take away."""

    file_id: str
    alt: str
    shape: Literal["overview", "crop", "file"]
    finding: int | None
    title: str


def metadata(name: str) -> Payload:
    """Return what a message of ours carries, by which it is found again."""
    return {"event_type": EVENT, "event_payload": {"job": name}}


def answer_payload(
    reply: Reply,
    shown: Sequence[Uploaded],
    channel: ChannelSettings,
    *,
    quoted: str = "",
    has_human: bool = False,
    has_carousel: bool = True,
) -> Payload:
    """Return *reply* as a message: `text` for notifications, `blocks` for the eye.

    *quoted* is what was asked where nobody can read it: by a button, in a form.
    """
    if reply.failure is not None:
        return _failed(reply, quoted)
    text = marked_text(reply.spans)
    below = [
        *_pictures(reply, shown, has_carousel=has_carousel),
        *small(_small_print(reply, shown)),
        *_buttons(reply, has_human=has_human),
        *_verdict(reply),
        *small([channel.persona]),
    ]
    above = [quote(quoted)] if quoted else []
    told = _fitting(text, MESSAGE_MAX - _size([*above, *below]))
    return {"text": notice(text), "blocks": [*above, *told, *below]}


def human_called(payload: Payload) -> Payload:
    """Return an answer's message once a human was asked: said, not offered."""
    blocks: list[Block] = []
    for block in payload["blocks"]:
        if block["type"] != "actions":
            blocks.append(block)
            continue
        others = [e for e in block["elements"] if e["action_id"] != "human:0"]
        blocks += actions(others)
        if len(others) < len(block["elements"]):
            blocks += small([ENGLISH.human_called])
    return payload | {"blocks": blocks}


def refusal_payload(sentence: str, receipts: Sequence[Receipt] = ()) -> Payload:
    """Return why nothing was asked, with what became of each file."""
    lines = receipt_lines([r for r in receipts if r.sentence != sentence])
    blocks = [*paragraphs(sentence), *small(lines)]
    return {"text": notice("\n".join([sentence, *lines])), "blocks": blocks}


def _failed(reply: Reply, quoted: str) -> Payload:
    sentence = reply.failure.sentence if reply.failure else ""
    code = reply.failure.code if reply.failure else ""
    again = [button(ENGLISH.again, "again:0", reply.job_id)] if code in PASSING else []
    blocks = [
        *([quote(quoted)] if quoted else []),
        *paragraphs(sentence),
        *small(_used(reply)),
        *actions(again),
    ]
    return {"text": notice(sentence), "blocks": blocks}


def _pictures(
    reply: Reply, shown: Sequence[Uploaded], *, has_carousel: bool
) -> list[Block]:
    overviews = [each for each in shown if each.shape == "overview"]
    crops = [each for each in shown if each.shape == "crop"]
    blocks = [image(each.file_id, each.alt) for each in overviews]
    if has_carousel and len(crops) > 1:
        named = {finding.number: finding for finding in reply.findings}
        cards = [
            card(each.file_id, each.alt, _title(named.get(each.finding or 0), each))
            for each in crops
        ]
        return [*blocks, carousel(cards)]
    return [*blocks, *(image(each.file_id, each.alt) for each in crops)]


def _title(finding: Finding | None, uploaded: Uploaded) -> str:
    if finding is None:
        return uploaded.title
    return f"{finding.number} · {' '.join(finding.phrase.split())}"


def _small_print(reply: Reply, shown: Sequence[Uploaded]) -> list[str]:
    names = ", ".join(each.title for each in shown if each.shape == "file")
    is_bare = bool(reply.drawn) and not any(each.shape != "file" for each in shown)
    return [
        *reply.caveats,
        *([ENGLISH.attached.format(names=names)] if names else []),
        *([ENGLISH.no_picture_drawn] if is_bare else []),
        *_used(reply),
    ]


def _used(reply: Reply) -> list[str]:
    return receipt_lines([r for r in reply.receipts if r.outcome != "accepted"])


def _buttons(reply: Reply, *, has_human: bool) -> list[Block]:
    asks = [
        button(text, f"ask:{number}", reply.job_id)
        for number, text in enumerate(reply.follow_ups[:ASK_MAX])
        if inert(text).strip()
    ]
    if reply.kind == "clarify":
        return actions(asks)
    placed = [finding for finding in reply.findings if finding.boxes]
    closer = [
        button(ENGLISH.look_closer(f.number), f"closer:{f.number}", reply.job_id)
        for f in placed[:CLOSER_MAX]
    ]
    human = [button(ENGLISH.human, "human:0", reply.job_id)] if has_human else []
    return [*actions(asks), *actions([*closer, *human])]


def _verdict(reply: Reply) -> list[Block]:
    """Return the thumbs, and the asker's own way to take the answer away."""
    job_id = reply.job_id
    thumbs = {
        "type": "feedback_buttons",
        "action_id": "feedback",
        "positive_button": _thumb(ENGLISH.helped, f"up:{job_id}"),
        "negative_button": _thumb(ENGLISH.not_helped, f"down:{job_id}"),
    }
    trash = {
        "type": "icon_button",
        "icon": "trash",
        "text": plain(ENGLISH.delete),
        "accessibility_label": ENGLISH.delete,
        "action_id": "trash:0",
        "value": job_id,
        "visible_to_user_ids": [reply.address.user],
        "confirm": {
            "title": plain(ENGLISH.delete_title),
            "text": plain(ENGLISH.delete_text),
            "confirm": plain(ENGLISH.delete_it),
            "deny": plain(ENGLISH.keep),
        },
    }
    elements = [trash] if reply.kind == "clarify" else [thumbs, trash]
    return [{"type": "context_actions", "elements": elements}]


def _thumb(text: str, value: str) -> Block:
    return {"text": plain(text), "accessibility_label": text, "value": value}


def _fitting(text: str, room: int) -> list[Block]:
    """Return as much of *text* as *room* holds, whatever its marks add to it."""
    most = ANSWER_MAX
    while True:
        told = paragraphs(text if len(text) <= most else short_end(text, most))
        if most <= ANSWER_MIN or _size(told) <= room:
            return told
        most = max(most * 7 // 8, ANSWER_MIN)


def _size(blocks: Sequence[Block]) -> int:
    return len(json.encode(blocks).decode())


def short_end(text: str, most: int) -> str:
    """Return the beginning of *text*, its lines kept, cut between words."""
    cut = text[: most - 1]
    return cut[: max(cut.rfind(" "), most // 2)].rstrip() + "…"
