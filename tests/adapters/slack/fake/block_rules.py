"""Which blocks Slack refuses, in the limits of its Block Kit reference."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from tests.adapters.slack.fake.element_rules import (
    element_faults,
    image_faults,
    image_faults_if_any,
    text_faults,
)
from tests.adapters.slack.fake.held_files import HeldFile
from tests.adapters.slack.fake.refusals import Json, because

Files = dict[str, HeldFile]

MARKDOWN_MAX = 12_000
BLOCKS_MAX = 50
MODAL_BLOCKS_MAX = 100


def check_blocks(blocks: Any, files: Files, most: int = BLOCKS_MAX) -> list[Json]:
    """Return *blocks* with a block_id each, or refuse them as Slack does."""
    if not isinstance(blocks, list) or not all(isinstance(b, dict) for b in blocks):
        raise because("invalid_blocks_format", "blocks is no list of objects")
    found = list(_faults(blocks, files, most))
    if found:
        raise because("invalid_blocks", *found)
    return [{"block_id": f"b{n}"} | block for n, block in enumerate(blocks)]


def _faults(blocks: list[Json], files: Files, most: int) -> Iterator[str]:
    if len(blocks) > most:
        yield f"no more than {most} items allowed [json-pointer:/blocks]"
    ids = [b["block_id"] for b in blocks if b.get("block_id")]
    if len(ids) != len(set(ids)):
        yield "block_id already exists"
    if any(len(block_id) > 255 for block_id in ids):
        yield "block_id is longer than 255 characters"
    words = sum(len(b.get("text", "")) for b in blocks if b.get("type") == "markdown")
    if words > MARKDOWN_MAX:
        yield f"markdown blocks have more than {MARKDOWN_MAX} characters together"
    for number, block in enumerate(blocks):
        for fault in block_faults(block, files):
            yield f"{fault} [json-pointer:/blocks/{number}]"


def block_faults(block: Json, files: Files) -> Iterator[str]:
    rule = RULES.get(str(block.get("type")))
    if rule is None:
        yield f"unsupported type: {block.get('type')}"
        return
    yield from rule(block, files)
    yield from _doubled_actions(block)


def _doubled_actions(block: Json) -> Iterator[str]:
    elements = block.get("elements") or []
    if isinstance(elements, list):
        ids = [e["action_id"] for e in elements if "action_id" in e]
        if len(ids) != len(set(ids)):
            yield "action_id already exists in this block"


def _section(block: Json, files: Files) -> Iterator[str]:
    if not block.get("text") and not block.get("fields"):
        yield "missing required field: text or fields"
    if block.get("text"):
        yield from text_faults(block["text"], 3000)
    fields = block.get("fields") or []
    if len(fields) > 10:
        yield "no more than 10 fields allowed"
    for one in fields:
        yield from text_faults(one, 2000)
    if block.get("accessory"):
        yield from element_faults(block["accessory"], files)


def _header(block: Json, _files: Files) -> Iterator[str]:
    yield from text_faults(block.get("text"), 150, "plain_text")


def _image(block: Json, files: Files) -> Iterator[str]:
    yield from image_faults(block, files)
    if block.get("title"):
        yield from text_faults(block["title"], 2000, "plain_text")


def _divider(_block: Json, _files: Files) -> Iterator[str]:
    yield from ()


def _elements(most: int, *kinds: str) -> Callable[[Json, Files], Iterator[str]]:
    def faults(block: Json, files: Files) -> Iterator[str]:
        elements = block.get("elements")
        if not isinstance(elements, list) or not elements:
            yield "missing required field: elements"
            return
        if len(elements) > most:
            yield f"no more than {most} items allowed [json-pointer:/elements]"
        for element in elements:
            if kinds and element.get("type") not in kinds:
                yield f"unsupported element: {element.get('type')}"
            yield from element_faults(element, files)

    return faults


def _rich_text(block: Json, _files: Files) -> Iterator[str]:
    if not isinstance(block.get("elements"), list):
        yield "missing required field: elements"


def _input(block: Json, files: Files) -> Iterator[str]:
    yield from text_faults(block.get("label"), 2000, "plain_text")
    yield from element_faults(block.get("element") or {}, files)


def _markdown(block: Json, _files: Files) -> Iterator[str]:
    if not isinstance(block.get("text"), str) or not block["text"]:
        yield "missing required field: text"


def _carousel(block: Json, files: Files) -> Iterator[str]:
    cards = block.get("elements")
    if not isinstance(cards, list) or not 1 <= len(cards) <= 10:
        yield "a carousel has 1 to 10 cards"
        return
    for card in cards:
        if card.get("type") != "card":
            yield f"unsupported element: {card.get('type')}"
        yield from _card(card, files)


def _card(block: Json, files: Files) -> Iterator[str]:
    if not any(block.get(k) for k in ("hero_image", "title", "actions", "body")):
        yield "a card needs hero_image, title, actions or body"
    for name, most in (("title", 150), ("subtitle", 150), ("body", 200)):
        if block.get(name):
            yield from text_faults(block[name], most)
    for name in ("hero_image", "icon"):
        yield from image_faults_if_any(block.get(name), files)
    for element in block.get("actions") or []:
        yield from element_faults(element, files)


def _task_card(block: Json, _files: Files) -> Iterator[str]:
    if not block.get("task_id") or not block.get("title"):
        yield "missing required field: task_id or title"
    if block.get("status", "pending") not in TASK_STATUSES:
        yield f"unknown status: {block['status']}"


def _table(block: Json, _files: Files) -> Iterator[str]:
    rows = block.get("rows")
    if not isinstance(rows, list) or not 1 <= len(rows) <= 100:
        yield "a table has 1 to 100 rows"
    elif any(len(row) > 20 for row in rows):
        yield "a table has no more than 20 columns"


TASK_STATUSES = frozenset({"pending", "in_progress", "complete", "error"})
RULES: dict[str, Callable[[Json, Files], Iterator[str]]] = {
    "section": _section,
    "header": _header,
    "image": _image,
    "divider": _divider,
    "actions": _elements(25),
    "context": _elements(10, "image", "mrkdwn", "plain_text"),
    "context_actions": _elements(5, "feedback_buttons", "icon_button"),
    "rich_text": _rich_text,
    "input": _input,
    "markdown": _markdown,
    "carousel": _carousel,
    "card": _card,
    "task_card": _task_card,
    "table": _table,
}
