"""Slack's markup becomes the person's words again. Pure.

One pass over the tags, and only then one over the entities: what a person typed as
<grounding> arrives as &lt;grounding&gt;, stays words, and is never read as a tag.
"""

from __future__ import annotations

import re

_tag = re.compile(r"<([^<>\n]{1,4000})>")
_entity = re.compile(r"&(amp|lt|gt);")
_code = re.compile(r"```.*?```|`[^`\n]+`", re.DOTALL)
_around = tuple(
    re.compile(
        rf"(?<![^\W_])(?<!{m}){m}(?=[^\s{m}])([^\n{m}]*[^\s{m}]){m}(?![^\W_]|{m})"
    )
    for m in (r"\*", "~", "_", r"\*")
)
CHARACTERS = {"amp": "&", "lt": "<", "gt": ">"}
PLACE = "\ue000"
SHORTCODE = r"[\w+'-]+:"


def mentions(text: str, bot_user: str) -> bool:
    return bool(bot_user) and bot_user in addressed(text)


def addressed(text: str) -> list[str]:
    """Return the ids of all people who are mentioned in *text*."""
    bodies = (found[1] for found in _tag.finditer(text))
    return [each[1:].split("|")[0] for each in bodies if each.startswith("@")]


def plain(text: str, bot_user: str) -> str:
    """Return the words of *text* as they were meant, without our own mention."""
    parts: list[str] = []
    text, end = _without(text, bot_user), 0
    for code in _code.finditer(text):
        parts += [_unformatted(text[end : code.start()])]
        parts += [_untagged(code[0])]
        end = code.end()
    parts.append(_unformatted(text[end:]))
    said = "".join(parts)
    return _entity.sub(lambda found: CHARACTERS[found[1]], said).strip()


def _without(text: str, bot_user: str) -> str:
    """Take our own mention out, and what separates it from the words."""
    if not bot_user:
        return text
    own = rf"<@{re.escape(bot_user)}(?:\|[^<>\n]*)?>"
    text = re.sub(rf"\A\s*{own}[ \t]*(?::(?!{SHORTCODE})|,)?", "", text)
    return re.sub(rf"[ \t]?{own}(?=[ \t]|$)|{own}[ \t]*", "", text, flags=re.MULTILINE)


def _unformatted(text: str) -> str:
    """Take formatting marks off, outside of tags: a label or address keeps its own."""
    tags = [_words(found[1]) for found in _tag.finditer(text)]
    bare = _tag.sub(PLACE, text.replace(PLACE, ""))
    for mark in _around:
        bare = mark.sub(r"\1", bare)
    pieces = bare.split(PLACE)
    return pieces[0] + "".join(
        tag + piece for tag, piece in zip(tags, pieces[1:], strict=True)
    )


def _untagged(text: str) -> str:
    return _tag.sub(lambda found: _words(found[1]), text)


def _words(tag: str) -> str:
    """Return what a person sees of the tag <*tag*>."""
    body, _, shown = tag.partition("|")
    kind, name = body[:1], body[1:]
    if kind == "@":
        return f"@{shown.lstrip('@') or 'someone'}"
    if kind == "#":
        return f"#{shown.lstrip('#') or 'channel'}"
    if kind == "!":
        return _special(name, shown)
    return shown or body.removeprefix("mailto:")


def _special(name: str, shown: str) -> str:
    if name.startswith("date^"):
        return shown
    if name.startswith("subteam^"):
        return f"@{shown.lstrip('@') or 'group'}"
    return f"@{name.split('^', maxsplit=1)[0]}"
