"""Which boxes and arrows of a diagram a question means: the next, the first, all."""

from __future__ import annotations

import re

from bot.jobs import Box
from bot.marks import UNSURE_BELOW
from model_worker.draft import Draft
from model_worker.places.matching import is_same_word, words_of
from model_worker.readings import Arrow, Diagram
from model_worker.requests import Request
from model_worker.telling import flows
from model_worker.telling.cases import case_in
from model_worker.telling.steps import Steps

_AFTER = re.compile(
    r"\b(?:after|next|follow(?:s|ing)?|then|onward|(?:leads?|goes|go) (?:on )?to"
    r"|where (?:does|do|will)\b.+\b(?:lead|go|point)|when\b.+\b(?:done|finished)"
    r"|done with)\b",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"\b(?:before|preced(?:es?|ing)|previous|comes? from|(?:leads?|goes|gets?)"
    r" (?:in)?to)\b",
    re.IGNORECASE,
)
_INTO = re.compile(
    r"\bwh(?:at|ich)\b(?: \w+){0,2} (?:leads?|goes|comes?|gets?) (?:in)?to\b",
    re.IGNORECASE,
)
_FIRST = re.compile(r"\b(?:first|starts?|starting|begins?|beginning)\b", re.IGNORECASE)
_LAST = re.compile(
    r"\b(?:last|ends?|ending|final|finally|finish(?:es)?)\b", re.IGNORECASE
)
_WAY = re.compile(r"\b(?:from|between)\b.+\b(?:to|and)\b", re.IGNORECASE)
_STEPS = re.compile(r"\b(?:step|stage|box(?:es)?|node|task|arrow)s?\b", re.IGNORECASE)
_ARROWS = re.compile(r"\barrows?\b", re.IGNORECASE)
_WHOLE = re.compile(
    r"\b(?:steps|stages|diagram|process|workflow|procedure|flow ?chart)\b",
    re.IGNORECASE,
)
_LISTED = re.compile(
    r"\b(?:what|which|list|name|show|give|tell|read)\b.*\b(?:steps|stages|boxes|nodes)\b",
    re.IGNORECASE,
)
_ORDINALS = (
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
)
_OVERVIEWS = frozenset({"describe", "explain", "summarise"})


def tell_steps(
    draft: Draft,
    request: Request,
    diagram: Diagram,
    picture: str,
    region: Box | None = None,
) -> bool:
    """Answer from *diagram*; False where it holds no answer.

    *region* is the place that was pointed at: "what comes after 2?".
    """
    return _Asked(draft, request, diagram, picture, region).tell()


class _Asked:
    def __init__(
        self,
        draft: Draft,
        request: Request,
        diagram: Diagram,
        picture: str,
        region: Box | None,
    ) -> None:
        self._steps = Steps(draft, diagram, picture)
        self._request = request
        self._diagram = diagram
        self._named = flows.named_boxes(request.text, diagram)
        if not self._named and region is not None:
            shown = flows.box_at(region, diagram)
            self._named = () if shown is None else (shown,)

    def tell(self) -> bool:
        tellings = (
            self._count,
            self._numbered,
            self._overview,
            self._case,
            self._way_between,
            self._neighbours,
            self._outermost,
        )
        return any(telling() for telling in tellings)

    def _count(self) -> bool:
        text = self._request.text
        if self._request.intent != "count" or self._named or not _STEPS.search(text):
            return False
        self._steps.say_count("arrow" if _ARROWS.search(text) else "step")
        return True

    def _numbered(self) -> bool:
        """Say "the third step" by its place in the walk, the last by where it ends."""
        numbers = [
            each.ordinal
            for each in self._request.mentions
            if each.element == "step" and each.ordinal
        ]
        if len(numbers) != 1 or self._request.intent not in {"ask", "read", "locate"}:
            return False
        number, order = numbers[0], flows.steps(self._diagram)
        if number in (1, -1):
            return self._ends(is_first=number == 1)
        if not 0 < number <= min(len(order), len(_ORDINALS)):
            return False
        self._steps.say_those([order[number - 1]], _ORDINALS[number - 1])
        return True

    def _overview(self) -> bool:
        """Say all; of an unsure diagram only to those who ask for one."""
        text = self._request.text
        is_whole = bool(_WHOLE.search(text))
        is_end = _FIRST.search(text) or _LAST.search(text)
        if self._named or (is_end and not is_whole):
            return False
        is_listed = _LISTED.search(text) and self._request.intent in {"ask", "read"}
        is_told = self._request.intent in _OVERVIEWS and (
            is_whole or self._diagram.confidence >= UNSURE_BELOW
        )
        if is_told or (is_listed and not is_end):
            self._steps.say_all()
            return True
        return False

    def _case(self) -> bool:
        """Say where the way goes in the case that was supposed: "if it is wrong"."""
        arrows = case_in(self._request.text, self._diagram, self._named)
        if arrows:
            self._steps.say_case(arrows)
        return bool(arrows)

    def _way_between(self) -> bool:
        if len(self._named) <= 1 or not _WAY.search(self._request.text):
            return False
        self._steps.say_way(*self._named[:2])
        return True

    def _neighbours(self) -> bool:
        text = self._request.text
        if not self._named:
            return False
        if _INTO.search(text):
            return self._beside(self._named[-1], is_after=False)
        if _AFTER.search(text):
            return self._beside(self._named[0], is_after=True)
        return bool(_BEFORE.search(text)) and self._beside(
            self._named[0], is_after=False
        )

    def _outermost(self) -> bool:
        text = self._request.text
        if self._named or self._request.intent == "count":
            return False
        if _FIRST.search(text):
            return self._ends(is_first=True)
        return bool(_LAST.search(text)) and self._ends(is_first=False)

    def _beside(self, node: int, *, is_after: bool) -> bool:
        side = flows.onward if is_after else flows.back
        arrows = self._of_the_case(side(self._diagram, node))
        self._steps.say_beside(node, arrows, is_after=is_after)
        return True

    def _of_the_case(self, arrows: tuple[Arrow, ...]) -> tuple[Arrow, ...]:
        """Return the arrows whose label the question says, all where it says none."""
        said = words_of(self._request.text)
        labelled = tuple(
            arrow
            for arrow in arrows
            if arrow.label
            and all(
                any(is_same_word(word, each) for each in said)
                for word in words_of(arrow.label)
            )
        )
        return labelled or arrows

    def _ends(self, *, is_first: bool) -> bool:
        places = (flows.starts if is_first else flows.ends)(self._diagram)
        if places:
            self._steps.say_those(places, "first" if is_first else "last")
        return bool(places)
