"""What must not be in anything that Discord is sent: pings, links, markup, unfurls."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.adapters.discord.fake import Channel, Message, unfurled
from tests.adapters.discord.fake.words import every

OURS = re.compile(
    r"^(?:> |-# |- |\d\. )+"
    r"|\*\*\[\d{1,3}\]\*\*|\*\*(?=\S)|(?<=\S)\*\*"
    r"|<@\d{19}>(?= asks)|<#\d{19}>|<t:\d+:f>",
    re.MULTILINE,
)
"""What we write ourselves: small print, quotations, numbers, titles, who asks."""

MARK = re.compile(r"(?<!\\)(?:\\\\)*([*_~|`<>\[\]])")
START = re.compile(r"^\s*(?:[#+]|-(?!#? ))", re.MULTILINE)
ALIVE = re.compile(
    r"[@\uff20](?=\w)|://|www\.|mailto:|tel:|discord\.gg|\w\.(?:com|org|net|io|dev)\b",
    re.IGNORECASE,
)
"""What a client makes a ping or a link of, wherever it stands."""

TURNED = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c\x00]")
PLAIN = ("label", "description", "title", "placeholder")


def living(message: Message) -> list[str]:
    """Return what in *message*, now or before, would ping, link, format or unfurl."""
    versions = [*(each.components for each in message.versions), message.components]
    found = [f"pings {each}" for each in message.pings]
    found += [f"unfurls {each}" for each in unfurled(message)]
    if message.content:
        found += _of_markdown(message.content)
    for components in versions:
        for part in every(components):
            found += _of_markdown(str(part.get("content", "")))
            for name in PLAIN:
                found += _of_words(str(part.get(name) or ""))
    return found


def living_name(channel: Channel) -> list[str]:
    """Return what is wrong with the name of a thread."""
    is_fit = 0 < len(channel.name) <= 100
    return [*_of_words(channel.name), *([] if is_fit else [f"{channel.name!r}"])]


def _of_markdown(text: str) -> Iterator[str]:
    bare = OURS.sub("", text)
    for pattern in (MARK, START):
        if found := pattern.search(bare):
            yield f"markup in {_around(bare, found)}"
    yield from _of_words(bare)


def _of_words(words: str) -> Iterator[str]:
    for pattern in (ALIVE, TURNED):
        if found := pattern.search(words):
            yield f"alive: {_around(words, found)}"


def _around(text: str, found: re.Match[str]) -> str:
    return repr(text[max(found.start() - 20, 0) : found.end() + 20])
