"""Words -> what is wanted, and of what. Pure: knows no picture and no model.

A grammar of regular expressions is enough (people ask helpdesks in few ways), and a
wrong guess is cheap: the answer says what it understood by pointing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from bot.jobs import Intent
from model_worker.language import grammar, references
from model_worker.language.mentions import mentions, only_mention, thing_in
from model_worker.requests import (
    BoxNumber,
    It,
    Mention,
    Other,
    PictureNumber,
    Reference,
    Request,
    Size,
    Topic,
)


def understood(
    text: str, earlier: Sequence[str] = (), *, is_post: bool = False
) -> Request:
    """Return what *text* asks for; no words at all ask for a description.

    *earlier* are the thread's questions, oldest first: "the same for the other one"
    takes what is wanted from the last of them that said it. A post (*is_post*) is no
    question: what it says is checked.
    """
    words = " ".join(text.replace("\u2019", "'").split())
    if is_post and words:
        return Request(intent="check", text=words, subject=words)
    request = _said(words)
    return _completed(request, earlier) if request.is_same else request


def _said(words: str) -> Request:
    topic = _topic(words)
    intent = _intent(words)
    is_numbered = references.BOX_REFERENCE.search(words)
    is_numbered = is_numbered or references.PICTURE_REFERENCE.search(words)
    alone = None if is_numbered else only_mention(words)
    named = (alone,) if alone is not None else _references(words, intent)
    return Request(
        intent=intent,
        text=words,
        subject=_subject(words, intent),
        topic=topic,
        size=_size(words),
        references=named,
        is_same=bool(named)
        and (alone is not None or bool(references.SAME.search(words))),
        is_analytical=intent in {"explain", "fix"},
    )


def _completed(request: Request, earlier: Sequence[str]) -> Request:
    """Return the last full question, asked of the places of *request*.

    With none before it, a mere place ("the bottom right one") is to be described.
    """
    said = [_said(" ".join(text.replace("\u2019", "'").split())) for text in earlier]
    if request.size:  # "Which is the tallest?" "And the smallest?" asks for that end
        ends = [each for each in said if each.intent == "extreme" and not each.is_same]
        if ends:
            return replace(ends[-1], size=request.size, is_same=True)
    for before in reversed(said):
        if not before.is_same:
            kept = tuple(_inheriting(each, before) for each in request.references)
            same = replace(before, references=kept, is_same=True)
            # "Which bar is tallest?" "And the blue one?" wants that one's height.
            is_of_one = (
                before.intent == "extreme"
                and same.mentions
                and not any(mention.element == "panel" for mention in same.mentions)
            )
            return replace(same, intent="value", size="") if is_of_one else same
    return replace(request, intent="describe") if request.intent == "ask" else request


def _inheriting(reference: Reference, before: Request) -> Reference:
    """Return *reference*, "the blue one" being of the kind that was spoken of.

    What has a corner to itself is a part of the picture: "and the bottom right one?".
    """
    if not isinstance(reference, Mention) or reference.element != "one":
        return reference
    if reference.vertical and reference.horizontal:
        return replace(reference, element="panel")
    kinds = [each.element for each in before.mentions if each.element != "one"]
    element = kinds[0] if kinds else thing_in(before.text)
    return replace(reference, element=element) if element else reference


def _topic(words: str) -> Topic:
    if grammar.ADVICE.search(words) or grammar.ERROR.search(words):
        return "error"
    return "thanks" if grammar.THANKS.match(words) else "none"


def _intent(words: str) -> Intent:
    if not words:
        return "describe"
    for intent, pattern in grammar.INTENTS:
        if pattern.search(words):
            return intent
    return "ask"


def _size(words: str) -> Size:
    if grammar.SMALLEST.search(words):
        return "smallest"
    return "largest" if grammar.LARGEST.search(words) else ""


def _subject(words: str, intent: Intent) -> str:
    if intent == "locate" and (match := grammar.SUBJECT.match(words)):
        return match["subject"].strip(" \"'\u201c\u201d")
    if intent == "check":
        match = grammar.CLAIM.search(words)
        said = next((said for said in match.groups() if said), "") if match else ""
        return said.strip(" \"'\u201c\u201d")
    if intent == "read":  # "what does page 10 say?" looks for no 10 on it
        return references.PICTURE_REFERENCE.sub(" ", words)
    return words


def _references(words: str, intent: Intent) -> tuple[Reference, ...]:
    """Return what *words* refer to; the vague ones only where nothing is exact."""
    exact: list[Reference] = [
        PictureNumber(_picture_number(match))
        for match in references.PICTURE_REFERENCE.finditer(words)
    ]
    rest = references.PICTURE_REFERENCE.sub(" ", words)
    if intent != "check":  # what a post names is its matter, not the asker's
        exact += _places(rest, intent)
    if not exact and references.OTHER_REFERENCE.search(words):
        return (Other(),)
    is_whole = intent == "summarise" or references.OF_THE_WHOLE.search(words)
    if not exact and not is_whole and references.IT_REFERENCE.search(words):
        return (It(),)
    return tuple(dict.fromkeys(exact))


def _places(words: str, intent: Intent) -> list[Reference]:
    """Return the mentions in *words*, and the box numbers that are no part of them."""
    named = [each for each in mentions(words) if not _is_in_a_box(each)]
    anchors = {mention.anchor for mention in named}
    numbers = [
        BoxNumber(_number(match)) for match in references.BOX_REFERENCE.finditer(words)
    ]
    if intent == "solve":  # "solve number 3" counts the tasks of a sheet, not boxes
        tasks = [Mention(element="equation", ordinal=each.number) for each in numbers]
        return [*named, *(() if named else tasks)]
    boxes = [each for each in numbers if each not in anchors]
    if boxes:  # "the second box" is a number, not a second rectangle
        named = list(mentions(references.BOX_REFERENCE.sub(" ", words)))
    return [*boxes, *named]


def _is_in_a_box(mention: Mention) -> bool:
    """Whether *mention* is "the text in 3": the box says it all."""
    return mention.relation == "inside" and isinstance(mention.anchor, BoxNumber)


def _picture_number(match: re.Match[str]) -> int:
    if match["last"]:
        return -1
    return -2 if match["before"] else _number(match)


def _number(match: re.Match[str]) -> int:
    named = next(word for word in match.groups() if word).lower()
    return references.ORDINALS.get(named) or references.COUNTS.get(named) or int(named)
