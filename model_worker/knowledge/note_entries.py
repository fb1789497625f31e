"""A Markdown file -> the notes in it, each with the words it is found by. Pure.

A heading begins a new note, unless it names a part of one ("Cause", "What to do").
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from msgspec import Struct

from bot.rendering import safe_text
from model_worker.readers.names_in_text import codes as codes_in

_FRONT = re.compile(r"\A---\n(.*?)\n---\s*(?:\n|\Z)", re.DOTALL)
_HEADING = re.compile(r"^#{1,6}[ \t]+(.+?)[ \t#]*$")
_FENCE = re.compile(r"^\s*(?:```|~~~)")
_PART = re.compile(
    r"(?:symptoms?|signs|(?:root )?causes?|reasons?|background|details|description"
    r"|overview|summary|see also|more|links|examples?|messages?|errors?|codes?|notes?"
    r"|problem|issue|why|when|context|affected|what (?:happens|you see|users see))\W*$",
    re.IGNORECASE,
)
_CURE = re.compile(
    r"(?:fix(?:es)?|solutions?|resolutions?|cures?|remed(?:y|ies)|workarounds?|steps"
    r"|answer|action|instructions|how to (?:fix|solve|resolve)|what (?:to|you can) do"
    r"|what (?:to check|helps)|do this|try this|first aid)\b.{0,20}$",
    re.IGNORECASE,
)
_MARKUP = (
    (re.compile(r"<!--.*?-->", re.DOTALL), ""),
    (re.compile(r"!\[[^\]]*\]\([^)]*\)"), ""),
    (re.compile(r"\[([^\]]+)\]\(([^)\s]+)[^)]*\)"), r"\1 (\2)"),
    (re.compile(r"^\s*(?:```|~~~).*$", re.MULTILINE), ""),
    (re.compile(r"^\s*>\s?", re.MULTILINE), ""),
    (re.compile(r"^(\s*)[-*+][ \t]+", re.MULTILINE), "\\1\u2022 "),
    (re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<![\w*])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![\w*])"), r"\1"),
    (re.compile(r"`([^`\n]+)`"), r"\1"),
)
_WORD = re.compile(r"\w+(?:['\u2019][a-z]{1,2}\b)?")
_NAME = re.compile(
    r"[\"'\u2018\u201c](\w[\w.-]*)[\"'\u2019\u201d]"
    r"|\b([^\W_]+_\w+|[A-Z]{5,}|(?=\w*[A-Za-z])(?:[^\W\d]*\d){4}\w*)\b"
)
_ENDINGS = re.compile(r"(?<=\w{3})(?:ing|ed|es|s|e)$")
_EXACT = re.compile(r"[\d_]")
_NUMBERED = re.compile(r"(?:http(?:/[\d.]+)?)?(?:error|status)?(\d+)")
_STOP = frozenset(
    """
    a about after all also an and any are as at be because been before but by can did
    do does for from had has have he her his how i if in into is it its just may me
    more my no not of off on once only or other our out over so some such than that
    the their them then there these they this those to too up us use used using was
    we were what when where which while who why will with would you your
    """.split()  # noqa: SIM905 - a paragraph is easier to read
)


class Entry(Struct, frozen=True, kw_only=True):
    """One note: what is quoted of it, and the words and codes it is found by."""

    file: str
    title: str
    text: str
    quote: str
    title_words: frozenset[str]
    title_names: frozenset[str]
    words: frozenset[str]
    codes: frozenset[str]


class _Part(Struct):
    heading: str
    lines: list[str]


def entries(file: str, content: str) -> Iterator[Entry]:
    """Yield the notes of one file; *file* is the name they are quoted under."""
    content = safe_text(content)
    front = _FRONT.match(content)
    body = content[front.end() :] if front else content
    for group in _groups(_parts(body)):
        text = "\n".join(line for part in group for line in (part.heading, *part.lines))
        if front:
            text = f"{text}\n{front[1]}"
        if quote := _quote(group):
            yield _entry(file, group[0].heading, text, quote)


def stems(text: str) -> list[str]:
    """Return the telling words of *text*, folded, without their endings."""
    words = _WORD.findall(unicodedata.normalize("NFKC", text).casefold())
    return [
        word if _EXACT.search(word) else _ENDINGS.sub("", word)
        for word in words
        if word not in _STOP
    ]


def names(text: str) -> frozenset[str]:
    """Return the codes and other names in *text* that tell one error from its like."""
    named = [match[1] or match[2] for match in _NAME.finditer(text)]
    return frozenset(map(bare_code, [*named, *codes_in(text)]))


def bare_code(code: str) -> str:
    """Return *code* as it is compared: 0X80070035, HTTP 503 and 503 alike."""
    folded = re.sub(r"[\s-]", "", code.casefold())
    numbered = _NUMBERED.fullmatch(folded)
    return numbered[1] if numbered else folded


def _entry(file: str, title: str, text: str, quote: str) -> Entry:
    title = plain(title) or file.rpartition("/")[2].rpartition(".")[0]
    return Entry(
        file=file,
        title=title,
        text=text,
        quote=quote,
        title_words=frozenset(stems(title)),
        title_names=names(title),
        words=frozenset(stems(text)),
        codes=frozenset(map(bare_code, codes_in(text))),
    )


def _parts(body: str) -> Iterator[_Part]:
    """Yield headings with the lines below them; what looks so in code is no heading."""
    part, is_code = _Part("", []), False
    for line in body.split("\n"):
        is_code ^= bool(_FENCE.match(line))
        heading = None if is_code else _HEADING.match(line)
        if heading:
            yield part
            part = _Part(heading[1], [])
        else:
            part.lines.append(line)
    yield part


def _groups(parts: Iterator[_Part]) -> list[list[_Part]]:
    """Return the parts that make one note each; *parts* begin with an untitled one."""
    groups: list[list[_Part]] = []
    for part in parts:
        is_inner = _PART.match(part.heading) or _CURE.match(part.heading)
        if groups and is_inner:
            groups[-1].append(part)
        else:
            groups.append([part])
    return groups


def _quote(group: list[_Part]) -> str:
    """Return what a person is to be told of a note: the cure where one is set apart."""
    cures = [part for part in group if _CURE.match(part.heading)]
    told = [plain("\n".join(part.lines)) for part in cures or group]
    return " ".join(text for text in told if text)


def plain(markdown: str) -> str:
    """Return Markdown as one line of plain words."""
    for pattern, replacement in _MARKUP:
        markdown = pattern.sub(replacement, markdown)
    return " ".join(markdown.split())
