"""Words of a model, a picture or a person, escaped for Discord's markdown.

Discord drops a backslash before any mark and shows the mark itself; so what was written
is what is read, and nothing in it pings, links, hides, jumps or shouts.
"""

from __future__ import annotations

import re

from bot.inert import inert

_MARKS = re.compile(r"[\\*_~|`<>\[\]]")
_STARTS = re.compile(r"^(\s*)([#+-])", re.MULTILINE)
_NUMBER = re.compile(r"\\\[(\d{1,3})\\\]")


def escaped(text: str) -> str:
    """Return *text* so that a text display shows it letter by letter."""
    marked = _MARKS.sub(lambda found: f"\\{found.group()}", inert(text))
    return _STARTS.sub(r"\1\\\2", marked)


def numbered(text: str) -> str:
    """Return an answer's *text* escaped, the numbers of its places bold: **[1]**."""
    return _NUMBER.sub(r"**[\1]**", escaped(text))


def small(line: str) -> str:
    """Return *line* in small print."""
    return f"-# {escaped(' '.join(line.split()))}"


def quoted(text: str) -> str:
    """Return *text* as a quotation, every line of it."""
    lines = escaped(text).splitlines()
    return "\n".join(f"> {line}" for line in lines)
