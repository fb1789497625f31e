"""The words of a question -> the mathematics that is spelled out in them. Pure."""

from __future__ import annotations

import re

_KIND = r"(?:number|no\.?|task|problem|exercise|question|equation|line|row|box)s?"
_TASK = re.compile(rf"\b{_KIND}\s*#?\d+(?:\s*(?:-|to|and|,|&)\s*\d+)*")
"""Which ones of a sheet are meant: solve numbers 3-5 takes nothing away."""

_ENDS = r"(?=\s*(?:[).?!,;]|$|(?:and|or|for|in|if|when|here|on)\b))"
_NAMED = re.compile(
    rf"\b{_KIND}\s*[#(]?(\d{{1,2}}\b|[a-h]{_ENDS})|#(\d{{1,2}})\b"
    r"|(?<![\w+*/=(^-])\(?(\d{1,2}|[a-h])\)(?=[\s.?!,]|$)"
)
_APART = re.compile(
    r"(?<![a-z\d])(?!sqrt)[a-z\u00df-\u00f6\u00f8-\u00ff]{2,}'?[a-z]*"
    r"|[;\n!\"\u201c\u201d]|,\s|[:?](?=\s|$)"
)
"""Words, and what parts one line of mathematics from the next."""

_NAME = re.compile(r"^(?:[a-z]\s+)+(?=[\d(\u221a]|[a-z]\b)")
"""A lone letter before an operand is a word: solve a 3x = 6."""

_SIGN = re.compile(
    r"[-+*^=\u00d7\u00f7\u00b7\u2212\u221a\u00b2\u00b3]|sqrt"
    r"|(?<!\w)(?!0x)\d+\s*[:x]\s*\d"
)
_FRACTION = re.compile(r"[^/]*\d\s*/\s*\d[^/]*")
_WANTED = re.compile(
    r"\b(?:for|find|what(?:'s| is)|value of|determine|unknown)"
    rf" ([a-z]){_ENDS}"
)


def typed(text: str) -> tuple[str, ...]:
    """Return the lines of mathematics in *text*, in its order; whether they make sense
    is for the grammar to say.
    """
    words = _TASK.sub(";", text.lower())
    parts = [_NAME.sub("", part.strip(" .,:?")) for part in _APART.split(words)]
    return tuple(
        part
        for part in parts
        if any(sign.isdigit() for sign in part)
        and (_SIGN.search(part) or _FRACTION.fullmatch(part))
    )


def tasks_named(text: str) -> tuple[str, ...]:
    """Return the numbers or letters of tasks that *text* names: number 3, b), #4."""
    if typed(text):
        return ()
    return tuple(
        next(filter(None, match.groups())) for match in _NAMED.finditer(text.lower())
    )


def wanted(text: str) -> str:
    """Return the unknown that *text* asks for, if it names one."""
    match = _WANTED.search(text.lower())
    return match[1] if match else ""
