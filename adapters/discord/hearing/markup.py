"""Discord's markup becomes the person's words again. Pure.

What stands between backticks is nobody's markup and stays as it was typed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime

_code = re.compile(r"```.*?```|``[^\n]+?``|`[^`\n]+`", re.DOTALL)
_around = tuple(
    re.compile(
        rf"(?<![^\W_])(?<!{c}){m}(?=[^\s{c}])([^\n{c}]*[^\s{c}]){m}(?![^\W_]|{c})"
    )
    for c, m in (
        (r"\*", r"\*\*\*"),
        (r"\*", r"\*\*"),
        (r"\*", r"\*"),
        ("~", "~~"),
        (r"\|", r"\|\|"),
    )
)
"""Underscores are left alone: names in programs begin and end with them."""

_tag = re.compile(
    r"\\?<(?:@!?(?P<person>\d{1,20})|@&(?P<role>\d{1,20})|#(?P<room>\d{1,20})"
    r"|a?(?P<emoji>:\w{1,64}:)\d{1,20}|t:(?P<time>-?\d{1,17})(?::[A-Za-z])?"
    r"|(?P<command>/[^<>\n:]{1,100}):\d{1,20}|id:(?P<page>[a-z-]{1,40})"
    r"|(?P<link>https?://[^\s<>]{1,4000}))>",
    re.ASCII,
)
_mention = re.compile(r"<@[!&]?\d{1,20}>", re.ASCII)
NAMES = {"person": "@someone", "role": "@role", "room": "#channel"}
PLACE = "\ue000"
"""Stands where we were mentioned, so that what is left of it makes no new tag."""

_first = re.compile(rf"\A\s*{PLACE}[ \t]*(?::(?![\w+-]+:)|,)?")
_ours = re.compile(rf"[ \t]*{PLACE}(?:[ \t]|{PLACE})*")


def plain(text: str, me_id: str, my_role_id: str = "") -> str:
    """Return the words of *text* as a person reads them, without our own mention."""
    own = {f"person {me_id}", f"role {my_role_id}"}
    read = _outside_code(text, lambda said: _read(said, own))
    if PLACE not in read:
        return read.strip()
    return _ours.sub(_gap, _first.sub("", read)).strip()


def unaddressed(text: str) -> str:
    """Return the words of *text* without a mention of anybody."""
    return plain(_outside_code(text, lambda said: _mention.sub(" ", said)), "")


def named(text: str) -> frozenset[str]:
    """Return the ids of people and roles that are mentioned in *text* itself."""
    found = _mention.findall(_code.sub("", text))
    return frozenset(each.strip("<@!&>") for each in found)


def begins_with_mention(text: str) -> bool:
    return _mention.match(text.lstrip()) is not None


def _outside_code(text: str, read: Callable[[str], str]) -> str:
    parts: list[str] = []
    end = 0
    for code in _code.finditer(text):
        parts += [read(text[end : code.start()]), code[0]]
        end = code.end()
    return "".join([*parts, read(text[end:])])


def _read(said: str, own: set[str]) -> str:
    for mark in _around:
        said = mark.sub(r"\1", said)
    return _tag.sub(lambda found: _words(found, own), said)


def _gap(ours: re.Match[str]) -> str:
    """Return what parts the words on both sides, nothing at the end of a line."""
    text, start, end = ours.string, ours.start(), ours.end()
    is_at_edge = text[start - 1 : start] in {"", "\n"} or text[end : end + 1] in {
        "",
        "\n",
    }
    return "" if is_at_edge else " "


def _words(tag: re.Match[str], own: set[str]) -> str:
    kind, name = tag.lastgroup, tag[tag.lastgroup or 0]
    if f"{kind} {name}" in own:
        return PLACE
    match kind:
        case "person" | "role" | "room":
            return NAMES[kind]
        case "page":
            return f"#{name}"
        case "time":
            return _date(int(name))
    return name


def _date(seconds: int) -> str:
    try:
        when = datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, OSError, ValueError):
        return ""
    return f"{when:%Y-%m-%d %H:%M} UTC"
