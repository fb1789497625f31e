"""What must not be in anything that Slack is sent: pings, links, markup, unfurls."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from tests.adapters.slack.fake.calls import Call

ALIVE = re.compile(
    r"[@\uff20](?=\w)|://|www\.|mailto:|tel:"
    r"|\w\.(?:com|org|net|io|dev)\b",
    re.IGNORECASE,
)
"""What a client makes a ping or a link of, wherever it stands."""

TURNED = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]")
TAG = re.compile(r"[<>]|&(?!(?:amp|lt|gt);)")
MARKDOWN = re.compile(r"[*_~`\[\]<>#|\\]")
OURS = frozenset(
    {
        "action_id",
        "block_id",
        "callback_id",
        "channel",
        "channel_id",
        "metadata",
        "private_metadata",
        "slack_file",
        "trigger_id",
        "ts",
        "thread_ts",
        "type",
        "value",
    }
)
"""Fields that hold nothing anybody said."""

JSON = frozenset({"blocks", "chunks", "files", "metadata", "prompts", "view"})
LIVE_ELEMENTS = frozenset(
    {"user", "usergroup", "broadcast", "channel", "emoji", "date", "color"}
)


def living(calls: list[Call]) -> list[str]:
    """Return what in *calls* would ping, link or unfurl, said for a person."""
    return [
        f"{call.method}: {fault}"
        for call in calls
        for fault in [*_flags(call), *_tags(call), *_faults(_opened(call.args))]
    ]


def _flags(call: Call) -> Iterator[str]:
    said = {name: str(value).lower() for name, value in call.args.items()}
    if call.method in {"chat.postMessage", "chat.update", "chat.postEphemeral"}:
        if said.get("link_names") not in {"0", "false"}:
            yield "link_names is on"
        if said.get("parse") != "none":
            yield "parse is on"
    if call.method == "chat.postMessage":
        for name in ("unfurl_links", "unfurl_media"):
            if said.get(name) not in {"0", "false"}:
                yield f"{name} is on"


def _tags(call: Call) -> Iterator[str]:
    """The text of a message is mrkdwn; the words of blocks are taken literally."""
    text = call.word("text")
    if call.method.startswith("chat.") and TAG.search(text):
        yield f"a tag in {text!r}"


def _opened(args: dict[str, Any]) -> dict[str, Any]:
    """Return *args* with what is JSON within a form taken apart."""
    opened = {}
    for name, value in args.items():
        is_json = isinstance(value, str) and name in JSON
        opened[name] = json.loads(value) if is_json else value
    return opened


def _faults(value: Any, where: str = "") -> Iterator[str]:
    match value:
        case str():
            yield from _of_words(value, where)
        case list():
            for each in value:
                yield from _faults(each, where)
        case dict():
            yield from _of_block(value, where)


def _of_block(block: dict[str, Any], where: str) -> Iterator[str]:
    kind = block.get("type")
    if kind in LIVE_ELEMENTS:
        yield f"an element of the type {kind} in {where}"
    if kind == "mrkdwn" or (kind == "plain_text" and block.get("emoji")):
        yield f"words that Slack reads: {block}"
    if kind == "markdown_text" and MARKDOWN.search(str(block.get("text"))):
        yield f"markdown in a stream: {block['text']!r}"
    for name, inner in block.items():
        is_permalink = kind == "link" and name == "url" and "/archives/" in str(inner)
        if name not in OURS and not is_permalink:
            yield from _faults(inner, name)


def _of_words(words: str, where: str) -> Iterator[str]:
    if found := ALIVE.search(words):
        yield f"{where} has {words[max(found.start() - 20, 0) : found.end() + 20]!r}"
    if TURNED.search(words):
        yield f"{where} turns the direction of writing"
