"""What Slack takes of a message: its documented limits, and its SDK's own checks."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from slack_sdk.models.blocks import Block

from tests.adapters.slack.fake.block_rules import BLOCKS_MAX, block_faults
from tests.adapters.slack.fake.held_files import HeldFile

NOTICE_MAX = 4000
MESSAGE_MAX = 13_000
"""Nowhere documented; messages of some 13,170 are known to be refused."""

RICH_MAX = 3000
ESCAPED = re.compile(r"\\.")
CONFIRM_MAX = {"title": 100, "text": 300, "confirm": 30, "deny": 30}


def faults(payload: dict[str, Any], files: dict[str, HeldFile]) -> list[str]:
    """Return what Slack would refuse of *payload*; *files* are what it holds."""
    blocks = payload["blocks"]
    found = [] if 0 < len(payload["text"]) <= NOTICE_MAX else ["text"]
    if len(blocks) > BLOCKS_MAX:
        found.append(f"{len(blocks)} blocks")
    size = _size(blocks)
    if size > MESSAGE_MAX:
        found.append(f"{size} characters of blocks")
    for block in blocks:
        found += [f"{block['type']}: {fault}" for fault in block_faults(block, files)]
        found += _rich(block)
    return found + list(_confirms(blocks))


def check_with_sdk(payload: dict[str, Any]) -> None:
    """Raise where slack_sdk knows no such block, or its checks refuse it."""
    parsed = Block.parse_all(payload["blocks"])
    assert len(parsed) == len(payload["blocks"])
    for block in parsed:
        block.validate_json()


def said(value: Any) -> Iterator[str]:
    """Yield each word of *value* that a person reads or hears."""
    if isinstance(value, list):
        for each in value:
            yield from said(each)
    elif isinstance(value, dict):
        for name, inner in value.items():
            is_words = name in {"text", "alt_text", "accessibility_label"}
            if is_words and isinstance(inner, str):
                yield inner
            else:
                yield from said(inner)


def _size(blocks: list[dict[str, Any]]) -> int:
    """Return the characters of *blocks* as JSON, what is escaped in it counted once."""
    encoded = json.dumps(blocks, ensure_ascii=False, separators=(",", ":"))
    return len(ESCAPED.sub("x", encoded))


def _rich(block: dict[str, Any]) -> Iterator[str]:
    if block["type"] != "rich_text":
        return
    for element in block["elements"]:
        inner = element["elements"]
        if not inner or not all(each.get("text", "x") for each in inner):
            yield "rich_text: an element without words"
        if sum(len(each.get("text", "")) for each in inner) > RICH_MAX:
            yield "rich_text: a paragraph over 3000 characters"


def _confirms(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for each in value:
            yield from _confirms(each)
    elif isinstance(value, dict):
        for name, most in CONFIRM_MAX.items() if "deny" in value else ():
            if not 0 < len(value[name]["text"]) <= most:
                yield f"confirm: {name}"
        for inner in value.values():
            yield from _confirms(inner)
