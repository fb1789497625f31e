"""Words -> what is wanted, and of what. Pure: knows no picture and no model.

A grammar of regular expressions is enough (people ask helpdesks in few ways), and a
wrong guess is cheap: the answer says what it understood by pointing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from bot.jobs import Intent, Kind
from model_worker import grammar

Topic = Literal["error", "advice", "none"]


class BoxNumber(Struct, frozen=True, tag=True):
    """“box 2”, “[2]”, “the second box”: a number drawn by an earlier answer."""

    number: int


class PictureNumber(Struct, frozen=True, tag=True):
    """“the second picture”; -1 is the last one, -2 the one before."""

    number: int


class It(Struct, frozen=True, tag=True):
    """“it”, “this”, “those”: whatever was spoken of last."""


class Other(Struct, frozen=True, tag=True):
    """“the other one”: of two, the one that was not spoken of last."""


Reference = BoxNumber | PictureNumber | It | Other


class Request(Struct, frozen=True, kw_only=True):
    """One question, understood.

    *subject* is what to look for: the phrase of a locate, the matter of a read or an
    ask. *is_same*: the words only name a place; what is wanted was said before.
    """

    intent: Intent
    text: str
    subject: str = ""
    topic: Topic = "none"
    references: tuple[Reference, ...] = ()
    is_same: bool = False

    @property
    def calls_for_text(self) -> bool:
        """Whether the answer probably stands written in the picture."""
        return (
            self.intent == "read"
            or self.topic != "none"
            or bool(grammar.WRITTEN.search(self.text))
        )

    @property
    def wants_detail(self) -> bool:
        return bool(grammar.DETAIL.search(self.text))

    @property
    def kind(self) -> Kind:
        return "analytical" if self.topic == "advice" else "factual"


def understood(text: str, earlier: Sequence[str] = ()) -> Request:
    """Return what *text* asks for; no words at all ask for a description.

    *earlier* are the thread's questions, oldest first: "the same for the other one"
    takes what is wanted from the last of them that said it.
    """
    words = " ".join(text.replace("\u2019", "'").split())
    topic = _topic(words)
    intent = _intent(words, topic)
    request = Request(
        intent=intent,
        text=words,
        subject=_subject(words, intent),
        topic=topic,
        references=_references(words),
        is_same=bool(grammar.SAME.search(words)) and bool(_references(words)),
    )
    return _completed(request, earlier) if request.is_same else request


def _completed(request: Request, earlier: Sequence[str]) -> Request:
    for text in reversed(earlier):
        before = understood(text)
        if not before.is_same:
            return replace(before, references=request.references, is_same=True)
    return request


def _topic(words: str) -> Topic:
    if grammar.ADVICE.search(words):
        return "advice"
    return "error" if grammar.ERROR.search(words) else "none"


def _intent(words: str, topic: Topic) -> Intent:
    if not words or grammar.DESCRIBE.search(words):
        return "describe"
    if topic == "advice":
        return "ask"
    if grammar.READ.search(words):
        return "read"
    return "locate" if grammar.LOCATE.search(words) else "ask"


def _subject(words: str, intent: Intent) -> str:
    if intent == "locate" and (match := grammar.SUBJECT.match(words)):
        return match["subject"].strip(" \"'\u201c\u201d")
    return words


def _references(words: str) -> tuple[Reference, ...]:
    """Return what *words* refer to; the vague ones only where nothing is exact."""
    exact: list[Reference] = [
        PictureNumber(_picture_number(match))
        for match in grammar.PICTURE_REFERENCE.finditer(words)
    ]
    rest = grammar.PICTURE_REFERENCE.sub(" ", words)
    exact += [
        BoxNumber(_number(match)) for match in grammar.BOX_REFERENCE.finditer(rest)
    ]
    if not exact and grammar.OTHER_REFERENCE.search(words):
        return (Other(),)
    if not exact and grammar.IT_REFERENCE.search(words):
        return (It(),)
    return tuple(dict.fromkeys(exact))


def _picture_number(match: re.Match[str]) -> int:
    if match["last"]:
        return -1
    return -2 if match["before"] else _number(match)


def _number(match: re.Match[str]) -> int:
    named = next(word for word in match.groups() if word).lower()
    return grammar.ORDINALS.get(named) or grammar.COUNTS.get(named) or int(named)
