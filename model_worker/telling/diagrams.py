"""Boxes and arrows -> what comes first, next and last. Pure."""

from __future__ import annotations

import re

from bot.marks import is_unsure
from bot.rendering import short
from model_worker.draft import Draft
from model_worker.matching import is_same_word, words_of
from model_worker.readings import Diagram
from model_worker.requests import Request
from model_worker.telling.quoting import quoted

_AFTER = re.compile(
    r"\b(?:after|next|follows?|then|leads? to|goes to)\b", re.IGNORECASE
)
_BEFORE = re.compile(
    r"\b(?:before|precedes?|leads? (?:in)?to|comes? from)\b", re.IGNORECASE
)
_FIRST = re.compile(r"\b(?:first|starts?|begins?|beginning)\b", re.IGNORECASE)
_LAST = re.compile(r"\b(?:last|ends?|final|finally)\b", re.IGNORECASE)
_NAME_MAX = 60
_ENOUGH = 0.6


def tell_steps(draft: Draft, request: Request, diagram: Diagram, picture: str) -> bool:
    """Answer from *diagram*; False where it holds no answer."""
    return _Steps(draft, request, diagram, picture).tell()


class _Steps:
    def __init__(
        self, draft: Draft, request: Request, diagram: Diagram, picture: str
    ) -> None:
        self._draft = draft
        self._request = request
        self._diagram = diagram
        self._picture = picture

    def tell(self) -> bool:
        if self._request.intent in {"describe", "explain", "summarise"}:
            return self._all()
        named = None if self._request.intent == "count" else self._named()
        return self._asked_beside(named) if named is not None else self._asked_end()

    def _asked_beside(self, named: int) -> bool:
        if _AFTER.search(self._request.text):
            return self._beside(named, is_after=True)
        if _BEFORE.search(self._request.text):
            return self._beside(named, is_after=False)
        return False

    def _asked_end(self) -> bool:
        text = self._request.text
        if self._request.intent == "count":
            return False
        if self._diagram.order and _FIRST.search(text):
            return self._end(self._diagram.order[0], "first")
        if self._diagram.order and _LAST.search(text):
            return self._end(self._diagram.order[-1], "last")
        return False

    def _all(self) -> bool:
        order = self._diagram.order or tuple(range(len(self._diagram.nodes)))
        self._draft.say(f"This flow chart has {len(order)} steps: ")
        for place, node in enumerate(order):
            self._draft.say(", then " if place else "")
            self._point(node)
        self._draft.say(".")
        self._draft.offer("What comes after 1?")
        return True

    def _named(self) -> int | None:
        """Return the node whose words the question names best."""
        said = words_of(self._request.text)
        scored = [
            (self._likeness(said, node.text), place)
            for place, node in enumerate(self._diagram.nodes)
        ]
        score, place = max(scored, default=(0.0, 0))
        return place if score >= _ENOUGH else None

    def _likeness(self, said: list[str], text: str) -> float:
        wanted = words_of(text)
        hits = sum(any(is_same_word(word, each) for word in said) for each in wanted)
        return hits / len(wanted) if wanted else 0.0

    def _beside(self, node: int, *, is_after: bool) -> bool:
        arrows = [
            (arrow.end if is_after else arrow.start, arrow)
            for arrow in self._diagram.arrows
            if (arrow.start if is_after else arrow.end) == node
        ]
        self._draft.say("After " if is_after else "Before ")
        self._point(node)
        if not arrows:
            self._draft.say(" comes nothing that an arrow shows.")
        for place, (other, arrow) in enumerate(arrows):
            self._draft.say(" and " if place else " comes ")
            self._point(other)
            self._draft.say(f" ({quoted(arrow.label)})" if arrow.label else "")
        self._draft.say("." if arrows else "")
        if any(is_unsure(arrow.confidence) for _, arrow in arrows):
            self._draft.warn("The direction of an arrow here is hard to tell.")
        return True

    def _end(self, node: int, which: str) -> bool:
        self._draft.say(f"The {which} step is ")
        self._point(node)
        self._draft.say(".")
        return True

    def _point(self, place: int) -> None:
        node = self._diagram.nodes[place]
        name = short(" ".join(node.text.split()), _NAME_MAX)
        sure = min(node.confidence, self._diagram.confidence)
        box = [node.box]
        self._draft.point(quoted(name), box, self._picture, "read", sure, phrase=name)
