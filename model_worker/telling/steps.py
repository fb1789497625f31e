"""What is said of the boxes and arrows of a diagram, each box pointed at. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.marks import is_unsure
from bot.rendering import short
from model_worker.draft import Draft
from model_worker.readings import Arrow, Diagram
from model_worker.telling import flows
from model_worker.telling.quoting import quoted

_NAME_MAX = 60
IN_ORDER = "Explain the steps in order"
UNSURE_ARROWS = "I am not sure of every arrow here: some ends are hard to make out."


class Steps:
    """Sentences about *diagram*, written into *draft*."""

    def __init__(self, draft: Draft, diagram: Diagram, picture: str) -> None:
        self._draft = draft
        self._diagram = diagram
        self._picture = picture

    def say_count(self, noun: str) -> None:
        """Say how many steps, or arrows, there are."""
        counted = self._diagram.arrows if noun == "arrow" else self._diagram.nodes
        count = len(counted)
        shown = f"{count} {noun}{'' if count == 1 else 's'}"
        self._draft.say(f"There {'is' if count == 1 else 'are'} ")
        box, sure = [self._diagram.box], self._diagram.confidence
        self._draft.point(shown, box, self._picture, "measured", sure)
        self._draft.say(" in this flow chart.")
        self._warn(self._diagram.arrows)
        self._draft.offer(IN_ORDER)

    def say_all(self) -> None:
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

    def say_beside(self, node: int, arrows: Sequence[Arrow], *, is_after: bool) -> None:
        """Say where *arrows* lead from *node*, or where they come from."""
        self._draft.say("After " if is_after else "Before ")
        self._point(node, 1.0 if arrows else self._diagram.confidence)
        if not arrows:
            self._draft.say(" comes nothing that an arrow shows.")
        for number, arrow in enumerate(arrows):
            self._draft.say(" and " if number else " comes ")
            other = arrow.end if is_after else arrow.start
            self._point(other, arrow.confidence)
            self._draft.say(f" ({quoted(arrow.label)})" if arrow.label else "")
        self._draft.say("." if arrows else "")
        self._warn(arrows or self._diagram.arrows)
        if arrows and is_after and flows.onward(self._diagram, arrows[0].end):
            self._draft.offer("What comes after 2?")
        self._draft.offer(IN_ORDER)

    def say_case(self, arrows: Sequence[Arrow]) -> None:
        """Say which way each of *arrows* goes, and in which case."""
        for number, arrow in enumerate(arrows):
            self._draft.say(" From " if number else "From ")
            self._point(arrow.start, 1.0)
            case = f" {quoted(arrow.label)}" if arrow.label else " the other way"
            self._draft.say(f",{case} leads to ")
            self._point(arrow.end, arrow.confidence)
            self._draft.say(".")
        self._warn(arrows)
        if len(arrows) == 1 and flows.onward(self._diagram, arrows[0].end):
            self._draft.offer("What comes after 2?")
        self._draft.offer(IN_ORDER)

    def say_way(self, start: int, end: int) -> None:
        arrows = flows.way(self._diagram, start, end)
        if not arrows:
            self._draft.say("No arrows lead from ")
            self._point(start, self._diagram.confidence)
            self._draft.say(" to ")
            self._point(end, self._diagram.confidence)
            self._draft.say(".")
            self._warn(self._diagram.arrows)
            return
        self._draft.say("The way goes from ")
        self._point(start, arrows[0].confidence)
        for number, arrow in enumerate(arrows):
            self._draft.say(", then to " if number else " to ")
            self._point(arrow.end, arrow.confidence)
            self._draft.say(f" ({quoted(arrow.label)})" if arrow.label else "")
        self._draft.say(".")
        self._warn(arrows)

    def say_those(self, places: Sequence[int], which: str) -> None:
        """Say the first or the last steps, or the one of another number."""
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
