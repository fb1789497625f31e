"""Boxes and arrows -> what comes first, next and last, and the way through. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.jobs import Box
from bot.marks import UNSURE_BELOW, is_unsure
from bot.rendering import short
from model_worker.draft import Draft
from model_worker.language import grammar
from model_worker.places.matching import is_same_word, words_of
from model_worker.readings import Arrow, Diagram
from model_worker.requests import Request
from model_worker.telling import flows
from model_worker.telling.quoting import quoted

_AFTER = re.compile(
    r"\b(?:after|next|follow(?:s|ing)?|then|onward|(?:leads?|goes|go) (?:on )?to)\b",
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
_FIRST = re.compile(r"\b(?:first|starts?|begins?|beginning)\b", re.IGNORECASE)
_LAST = re.compile(r"\b(?:last|ends?|final|finally|finish(?:es)?)\b", re.IGNORECASE)
_WAY = re.compile(r"\b(?:from|between)\b.+\b(?:to|and)\b", re.IGNORECASE)
_STEPS = re.compile(r"\b(?:step|stage|box(?:es)?|node|task|arrow)s?\b", re.IGNORECASE)
_ARROWS = re.compile(r"\barrows?\b", re.IGNORECASE)
_OVERVIEWS = frozenset({"describe", "explain", "summarise"})
_NAME_MAX = 60
IN_ORDER = "Explain the steps in order"
UNSURE_ARROWS = "I am not sure of every arrow here: some ends are hard to make out."


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
    return _Steps(draft, request, diagram, picture, region).tell()


class _Steps:
    def __init__(
        self,
        draft: Draft,
        request: Request,
        diagram: Diagram,
        picture: str,
        region: Box | None,
    ) -> None:
        self._draft = draft
        self._request = request
        self._diagram = diagram
        self._picture = picture
        self._named = flows.named_boxes(request.text, diagram)
        if not self._named and region is not None:
            shown = flows.box_at(region, diagram)
            self._named = () if shown is None else (shown,)

    def tell(self) -> bool:
        tellings = (
            self._count,
            self._overview,
            self._way_between,
            self._neighbours,
            self._outermost,
        )
        return any(telling() for telling in tellings)

    def _count(self) -> bool:
        text = self._request.text
        if self._request.intent != "count" or self._named or not _STEPS.search(text):
            return False
        if _ARROWS.search(text):
            count, noun = len(self._diagram.arrows), "arrow"
        else:
            count, noun = len(self._diagram.nodes), "step"
        shown = f"{count} {noun}{'' if count == 1 else 's'}"
        self._draft.say(f"There {'is' if count == 1 else 'are'} ")
        box, sure = [self._diagram.box], self._diagram.confidence
        self._draft.point(shown, box, self._picture, "measured", sure)
        self._draft.say(" in this flow chart.")
        self._warn(self._diagram.arrows)
        self._draft.offer(IN_ORDER)
        return True

    def _overview(self) -> bool:
        """Say all; of an unsure diagram only to those who ask for one."""
        if self._request.intent not in _OVERVIEWS or self._named:
            return False
        is_asked = grammar.STEPS.search(self._request.text)
        return (bool(is_asked) or self._diagram.confidence >= UNSURE_BELOW) and (
            self._all()
        )

    def _way_between(self) -> bool:
        if len(self._named) <= 1 or not _WAY.search(self._request.text):
            return False
        return self._way(*self._named[:2])

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
            return self._ends(flows.starts(self._diagram), "first")
        return bool(_LAST.search(text)) and self._ends(
            flows.ends(self._diagram), "last"
        )

    def _all(self) -> bool:
        """Say every box as a numbered step, and where the ways part or lead back."""
        order = flows.steps(self._diagram)
        self._draft.say(f"This flow chart has {len(order)} steps:")
        for number, place in enumerate(order, start=1):
            self._draft.say(f"\n{number}. ")
            self._point(place, self._diagram.confidence)
            following = order[number] if number < len(order) else None
            self._draft.say(self._ways_on(place, following, order))
        self._warn(self._diagram.arrows)
        self._draft.offer(f"What comes after {min(2, len(order))}?")
        self._draft.offer("What is the last step?")
        return True

    def _ways_on(self, place: int, following: int | None, order: Sequence[int]) -> str:
        """Return where *place* leads, "" where that is the step said next."""
        arrows = flows.onward(self._diagram, place)
        if not arrows:
            return "" if following is None else ": it ends here"
        if [arrow.end for arrow in arrows] == [following] and not arrows[0].label:
            return ""
        parts = []
        for arrow in arrows:
            case = f"{quoted(arrow.label)} " if arrow.label else ""
            is_back = order.index(arrow.end) <= order.index(place)
            on = "back to" if is_back else "to"
            parts.append(f"{case}{on} step {order.index(arrow.end) + 1}")
        return ": " + ", ".join(parts)

    def _beside(self, node: int, *, is_after: bool) -> bool:
        side = flows.onward if is_after else flows.back
        arrows = self._of_the_case(side(self._diagram, node))
        self._draft.say("After " if is_after else "Before ")
        self._point(node, 1.0)
        if not arrows:
            self._draft.say(" comes nothing that an arrow shows.")
        for number, arrow in enumerate(arrows):
            self._draft.say(" and " if number else " comes ")
            other = arrow.end if is_after else arrow.start
            self._point(other, arrow.confidence)
            self._draft.say(f" ({quoted(arrow.label)})" if arrow.label else "")
        self._draft.say("." if arrows else "")
        self._warn(arrows)
        if arrows and is_after and flows.onward(self._diagram, arrows[0].end):
            self._draft.offer("What comes after 2?")
        self._draft.offer(IN_ORDER)
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

    def _way(self, start: int, end: int) -> bool:
        arrows = flows.way(self._diagram, start, end)
        if not arrows:
            self._draft.say("No arrows lead from ")
            self._point(start, self._diagram.confidence)
            self._draft.say(" to ")
            self._point(end, self._diagram.confidence)
            self._draft.say(".")
            self._warn(self._diagram.arrows)
            return True
        self._draft.say("The way goes from ")
        self._point(start, arrows[0].confidence)
        for number, arrow in enumerate(arrows):
            self._draft.say(", then to " if number else " to ")
            self._point(arrow.end, arrow.confidence)
            self._draft.say(f" ({quoted(arrow.label)})" if arrow.label else "")
        self._draft.say(".")
        self._warn(arrows)
        return True

    def _ends(self, places: Sequence[int], which: str) -> bool:
        if not places:
            return False
        several = len(places) > 1
        self._draft.say(f"The {which} {'steps are' if several else 'step is'} ")
        for number, place in enumerate(places):
            self._draft.say(" and " if number else "")
            self._point(place, self._diagram.confidence)
        self._draft.say(".")
        self._warn(self._diagram.arrows)
        if which == "first":
            self._draft.offer("What comes after 1?")
        self._draft.offer(IN_ORDER)
        return True

    def _point(self, place: int, sure: float) -> None:
        node = self._diagram.nodes[place]
        name = short(" ".join(node.text.split()), _NAME_MAX)
        self._draft.point(
            quoted(name),
            [node.box],
            self._picture,
            "read",
            min(node.confidence, sure),
            phrase=name,
        )

    def _warn(self, arrows: Sequence[Arrow]) -> None:
        if any(is_unsure(arrow.confidence) for arrow in arrows):
            self._draft.warn(UNSURE_ARROWS)
