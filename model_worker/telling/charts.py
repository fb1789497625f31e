"""What was measured in a chart -> sentences that point at its parts. Pure.

Nothing is stated as a fact that the reader itself is not sure of: then the chart and
the reason are named instead.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct

from bot.marks import is_unsure
from model_worker.draft import Draft
from model_worker.language import grammar
from model_worker.language.mentions import thing_in
from model_worker.places.chart_points import (
    asked_for,
    count_asked,
    in_order,
    is_tie,
    size_of,
)
from model_worker.places.thing import Thing
from model_worker.readings import Chart, Point
from model_worker.requests import Request
from model_worker.telling.chart_offers import offer_more
from model_worker.telling.chart_words import (
    NOUNS,
    kind_of,
    say_chart,
    say_point,
    titled,
)
from model_worker.telling.courses import say_courses
from model_worker.telling.numbers import listed, percent, plain, times
from model_worker.telling.quoting import quoted
from model_worker.trends import trend

_MANY = 8
_PAIR = 2


def tell_chart(
    draft: Draft,
    request: Request,
    chart: Chart,
    picture: str,
    named: Sequence[Thing] = (),
) -> bool:
    """Answer *request* from *chart*; False where it holds no answer.

    *named* are the things in the picture that the words of the request named.
    """
    telling = _OF_INTENT.get(request.intent)
    if telling is None:
        return False
    story = _Story(draft, request, chart, picture, tuple(named))
    if is_unsure(chart.confidence) or not chart.points:
        return story.admit()
    return telling(story)


class _Story(Struct, frozen=True):
    draft: Draft
    request: Request
    chart: Chart
    picture: str
    named: tuple[Thing, ...]

    def admit(self) -> bool:
        """Say that there is a chart whose values cannot be told, and why."""
        reasons = listed(list(self.chart.doubts)) or "they do not come out clearly"
        self.draft.say("I see ")
        self._chart_itself(f"a {kind_of(self.chart)}{titled(self.chart)}")
        self.draft.say(f", but I cannot read its values reliably: {reasons}.")
        self.draft.offer("Read the text")
        return True

    def describe(self) -> bool:
        self.draft.say("This is ")
        self._chart_itself(f"a {kind_of(self.chart)}{titled(self.chart)}")
        if self.chart.kind == "line":
            self.draft.say(". ")
            say_courses(self.draft, self.chart, self.picture)
        else:
            self._ends()
        offer_more(self.draft, self.request, self.chart)
        return True

    def extreme(self) -> bool:
        points = in_order(self._pool(), self.request.size or "largest")
        if not points:
            return False
        count = count_asked(self.request.text)
        if count == 1:
            count = sum(is_tie(point, points[0]) for point in points)
            self.draft.say("It is a tie. " if count > 1 else "")
        self.draft.say(f"The {self._adjective} {'is' if count == 1 else 'are'} ")
        self._list(points[:count])
        offer_more(self.draft, self.request, self.chart)
        return True

    def value(self) -> bool:
        points = self._asked()
        if not points:
            return False
        self._list(points)
        offer_more(self.draft, self.request, self.chart)
        return True

    def compare(self) -> bool:
        points = self._asked()
        if self.request.size and len(points) < _PAIR:  # "compare the two largest"
            count = max(count_asked(self.request.text), _PAIR)
            points = in_order(self.chart.points, self.request.size)[:count]
        if len(points) < _PAIR:
            return False
        self._list(points)
        if len(points) == _PAIR:
            self._difference(*points)
        offer_more(self.draft, self.request, self.chart)
        return True

    def trend(self) -> bool:
        if self.chart.kind in {"pie", "donut"}:
            return False
        say_courses(self.draft, self.chart, self.picture)
        offer_more(self.draft, self.request, self.chart)
        return True

    def count(self) -> bool:
        noun = NOUNS[self.chart.kind]
        if thing_in(self.request.text) not in {noun, "column"}:
            return self.value()
        names = [each.name for each in self.named]
        names = names or [point.label for point in self.chart.points]
        if noun == "line" and not self.named:
            names = [series.name for series in self.chart.series]
        plural = noun if len(names) == 1 else f"{noun}s"
        self.draft.say(f"There {'is' if len(names) == 1 else 'are'} ")
        self.draft.say(f"{len(names)} {plural} in ")
        self._chart_itself(f"this {kind_of(self.chart)}")
        shown = [quoted(name) for name in names if name]
        self.draft.say(f": {listed(shown)}." if 0 < len(shown) <= _MANY else ".")
        offer_more(self.draft, self.request, self.chart)
        return True

    def _asked(self) -> tuple[Point, ...]:
        boxes = [thing.box for thing in self.named]
        by_place = tuple(p for p in self.chart.points if p.box in boxes)
        return by_place or asked_for(self.request.text, self.chart)

    def _pool(self) -> tuple[Point, ...]:
        """Return the points an extreme is sought among: all, or those of one series."""
        words = self.request.text.casefold()
        series = [s for s in self.chart.series if s.name.casefold() in words and s.name]
        series = series or list(self.chart.series)
        if self.chart.kind != "line":
            return tuple(point for each in series for point in each.points)
        courses = [trend(each) for each in series if each.points]
        return tuple(end for each in courses for end in (each.peak, each.valley))

    @property
    def _adjective(self) -> str:
        """Return the word that was asked with: tallest, highest, largest ...

        "And the smallest?" leaves the words as they were, but wants the other end.
        """
        is_small = self.request.size == "smallest"
        other = grammar.LARGEST if is_small else grammar.SMALLEST
        for said in self.request.text.casefold().split():
            word = said.strip("?.,!")
            if word.endswith("est") and not other.search(word):
                return word
        if self.chart.kind == "line":
            return "lowest" if is_small else "highest"
        return "smallest" if is_small else "largest"

    def _difference(self, one: Point, other: Point) -> None:
        if is_tie(one, other):
            self.draft.say(" They are about equal.")
            return
        more, less = sorted((one, other), key=size_of, reverse=True)
        gap = size_of(more) - size_of(less)
        by = plain(gap, self.chart.unit)
        if more.share is not None:
            by = f"{percent(gap).removesuffix(' %')} percentage points"
        ratio = times(size_of(more), size_of(less))
        factor = f", {ratio} as much" if ratio else ""
        self.draft.say(f" {quoted(more.label)} is higher by {by}{factor}.")

    def _ends(self) -> None:
        """Say how many there are, the largest, the next and the smallest."""
        points = in_order(self.chart.points, "largest")
        noun = NOUNS[self.chart.kind]
        names = [quoted(each.name) for each in self.chart.series if each.name]
        compared = f", comparing {listed(names)}" if len(names) > 1 else ""
        plural = noun if len(points) == 1 else f"{noun}s"
        self.draft.say(f" with {len(points)} {plural}{compared}. The largest is ")
        self._point(points[0])
        if len(points) > _PAIR:
            self.draft.say(", followed by ")
            self._point(points[1])
        if len(points) > 1:
            self.draft.say("; the smallest is ")
            self._point(points[-1])
        self.draft.say(".")

    def _list(self, points: Sequence[Point]) -> None:
        for place, point in enumerate(points[:_MANY]):
            is_last = place == min(len(points), _MANY) - 1
            self.draft.say((" and " if is_last else ", ") if place else "")
            self._point(point)
        self.draft.say(".")

    def _point(self, point: Point) -> None:
        say_point(self.draft, point, self.chart, self.picture)

    def _chart_itself(self, words: str) -> None:
        say_chart(self.draft, words, self.chart, self.picture)


_OF_INTENT: dict[str, Callable[[_Story], bool]] = {
    "describe": _Story.describe,
    "explain": _Story.describe,
    "summarise": _Story.describe,
    "extreme": _Story.extreme,
    "value": _Story.value,
    "ask": _Story.value,
    "read": _Story.value,
    "locate": _Story.value,
    "compare": _Story.compare,
    "trend": _Story.trend,
    "count": _Story.count,
}
