"""Block Kit's pieces, as far as we use them: plain dicts, within Slack's limits.

Words go into rich_text and plain_text alone, which Slack takes literally.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from adapters.slack.saying.inert import inert_mrkdwn
from bot.inert import inert
from bot.rendering import short

RICH_MAX = 2900
SMALL_MAX = 2000
BUTTON_MAX = 75
ALT_MAX = 1900
TITLE_MAX = 150
ACTIONS_MAX = 25
PIECES_MAX = 81
"""Of 40 numbers; where more stand in a paragraph, none is bold: each is an element."""

NOTICE_MAX = 3000
NOTICE_SENT_MAX = 4000
_MARK = re.compile(r"(\[\d{1,3}\])")

Block = dict[str, Any]


def plain(text: str) -> Block:
    return {"type": "plain_text", "text": text, "emoji": False}


def notice(text: str) -> str:
    """Return *text* for notifications, short enough however much escaping adds."""
    most = NOTICE_MAX
    while len(told := inert_mrkdwn(short(text, most))) > NOTICE_SENT_MAX:
        most //= 2
    return told or "…"


def paragraphs(text: str) -> list[Block]:
    """Return *text* as blocks, its numbers ([1]) bold; a long one in several."""
    return [rich([_section(part)]) for part in _parts(inert(text), RICH_MAX)]


def quote(text: str) -> Block:
    return rich([{"type": "rich_text_quote", "elements": [_text(inert(text))]}])


def rich(elements: Sequence[Block]) -> Block:
    return {"type": "rich_text", "elements": list(elements)}


def section_of(*elements: Block) -> Block:
    return {"type": "rich_text_section", "elements": list(elements)}


def said(text: str, **style: bool) -> Block:
    """Return words of ours within a rich_text section."""
    return _text(inert(text)) | ({"style": style} if style else {})


def link(url: str, text: str) -> Block:
    return {"type": "link", "url": url, "text": text}


def small(lines: Iterable[str]) -> list[Block]:
    """Return *lines* in small print, nothing for none."""
    text = "\n".join(inert(line) for line in lines if line)
    if not text:
        return []
    return [{"type": "context", "elements": [plain(_cut(text, SMALL_MAX))]}]


def image(file_id: str, alt: str) -> Block:
    return {
        "type": "image",
        "slack_file": {"id": file_id},
        "alt_text": _cut(inert(alt), ALT_MAX),
    }


def card(file_id: str, alt: str, title: str) -> Block:
    return {
        "type": "card",
        "hero_image": image(file_id, alt),
        "title": plain(short(inert(title), TITLE_MAX)),
    }


def carousel(cards: Sequence[Block]) -> Block:
    return {"type": "carousel", "elements": list(cards)}


def button(text: str, action_id: str, value: str, **more: Any) -> Block:
    label = plain(short(inert(text), BUTTON_MAX))
    return {
        "type": "button",
        "text": label,
        "action_id": action_id,
        "value": value,
        **more,
    }


def actions(buttons: Sequence[Block]) -> list[Block]:
    if not buttons:
        return []
    return [{"type": "actions", "elements": list(buttons[:ACTIONS_MAX])}]


def _section(text: str) -> Block:
    pieces = [piece for piece in _MARK.split(text) if piece]
    if not 0 < len(pieces) <= PIECES_MAX:
        return section_of(_text(text))
    return section_of(
        *(
            _text(piece) | ({"style": {"bold": True}} if _MARK.match(piece) else {})
            for piece in pieces
        )
    )


def _text(text: str) -> Block:
    return {"type": "text", "text": text or " "}


def _parts(text: str, most: int) -> list[str]:
    """Return *text* cut between lines or words into parts of at most *most*."""
    parts = []
    while len(text) > most:
        cut = max(text.rfind("\n", 0, most), text.rfind(" ", 0, most))
        cut = cut if cut > most // 2 else most
        parts.append(text[:cut].rstrip())
        text = text[cut:].lstrip()
    return [*parts, text]


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
