"""The way to what a chart says: which part to look at, and how to read it off. Pure.

The bar or slice that is the answer is never pointed at, nor is how it is called said.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from msgspec import Struct

from bot.jobs import Box
from model_worker.language import grammar
from model_worker.language.mentions import thing_in
from model_worker.places.chart_points import count_asked
from model_worker.readings import Chart, Point
from model_worker.requests import Request
from model_worker.telling.chart_words import NOUNS
from model_worker.tutoring.chart_parts import Parts
from model_worker.tutoring.guide import Guide, Sign

_POINTS_MAX = 3
_PAIR = 2


def guide_through_chart(
    request: Request, chart: Chart, pointed: Collection[Box], picture: str
) -> Guide:
    """Return the way to the answer; *pointed* is what the plain one points at."""
    guide = Guide(picture, "measured", chart.confidence)
    asked = tuple({p.box: p for p in chart.points if p.box in pointed}.values())
    way = _Way(guide, request, chart, Parts(request, chart))
    is_of_things = thing_in(request.text) in {NOUNS[chart.kind], "column"}
    match request.intent:
        case "extreme":
            way.extreme()
        case "trend":
            way.trend()
        case "compare" if request.size and not way.names_all(asked):
            way.compare_ends()
        case "compare":
            way.compare(asked)
        case "count" if is_of_things or not asked:
            way.count()
        case _ if asked and chart.box not in pointed:
            way.value(asked)
        case _:
            way.read()
    return guide


class _Way(Struct, frozen=True):
    guide: Guide
    request: Request
    chart: Chart
    parts: Parts

    def value(self, points: Sequence[Point]) -> None:
        names = [self.parts.name(point) for point in points]
        shown = names[0] if len(points) == 1 and names[0] else ""
        self.guide.aim(self._aim_of_value(shown))
        self._look_up_colours()
        for point in points[:_POINTS_MAX]:
            self._read_off(point)
        self._check_value()

    def compare(self, points: Sequence[Point]) -> None:
        self.guide.aim("Let's put them side by side.")
        self._look_up_colours()
        for point in points[:_POINTS_MAX]:
            self._read_off(point, is_short=point is not points[0])
        if len(points) == _PAIR:
            self.guide.step("Take the smaller number away from the larger one.")
        size = self.parts.larger
        self.guide.check(f"the {size} one must have the larger number.")

    def compare_ends(self) -> None:
        end = self.parts.end
        self.guide.aim(f"Let's find the {end} ones first, then compare them.")
        self._search(end)
        self.guide.step("Put a finger on it, and look for the next one.")
        self._say_scale("both numbers")
        self.guide.step("Take the smaller number away from the larger one.")
        self.guide.check("add the difference to the smaller number again.")

    def extreme(self) -> None:
        end = self.parts.end
        noun = "point" if self.parts.shape == "line" else NOUNS[self.chart.kind]
        is_one = count_asked(self.request.text) == 1
        self.guide.aim(f"Let's find the {end} {noun}{'' if is_one else 's'}.")
        self._search(end)
        if not is_one:
            self.guide.step("Put a finger on it and look for the next one in size.")
        self._find_name()
        if grammar.VALUE.search(self.request.text):
            self._say_scale("the number" if is_one else "each number")
        self.guide.check(self.parts.check_of_end)

    def trend(self) -> None:
        self.guide.aim("Let's see which way it goes.")
        lines = [series for series in self.chart.series if series.points]
        if len(lines) > 1:
            self._look_up_colours()
            self.guide.step("Take one line at a time, from ", self.parts.all(), ".")
            self.guide.step("Is its right end higher than its left end, or lower?")
        else:
            first, last = lines[0].points[0], lines[0].points[-1]
            self.guide.step("Look where it begins, ", _at("at the left", first), ".")
            self.guide.step("Look where it ends, ", _at("at the right", last), ".")
            self.guide.step("Is the end higher than the beginning, lower, or level?")
        self.guide.step("Follow it in between: does it turn round on the way?")
        self.guide.check(
            "cover the middle with your hand. Would you still say the same?"
        )

    def count(self) -> None:
        noun = NOUNS[self.chart.kind]
        self.guide.aim(f"Let's count the {noun}s.")
        match self.parts.shape:
            case "pie":
                self.guide.step("Start at the top of ", self.parts.all(), ".")
                self.guide.step("Go round clockwise and count each slice once.")
            case "line":
                self.guide.step("Look at ", self.parts.all(), " and count the colours.")
            case _:
                self.guide.step("Start at one end of ", self.parts.all(), ".")
                self.guide.step("Go along and count each bar once, small ones too.")
        legend, names = self.parts.legend, self.parts.names
        if legend:
            self.guide.check("compare with the names in ", legend, ".")
        elif names and self.parts.shape != "line":
            self.guide.check("compare with the names along ", names, ".")
        else:
            self.guide.check("count again from the other end.")

    def read(self) -> None:
        self.guide.aim("Let's write the values down, one after the other.")
        self._look_up_colours()
        self.guide.step("Take ", self.parts.all(), " in order and note each name.")
        self._say_scale("each number")
        self.guide.check("is there one line in your list for each name?")

    def names_all(self, points: Sequence[Point]) -> bool:
        return all(map(self.parts.name, points))

    def _aim_of_value(self, name: str) -> str:
        if self.parts.shape == "pie":
            return f"Let's find out how big a share {name or 'this'} has."
        if self.parts.shape == "line":
            return f"Let's read the line{f' at {name}' if name else ' at this place'}."
        size = "long" if self.chart.is_horizontal else "high"
        return f"Let's find out how {size} {name or 'this bar'} is."

    def _read_off(self, point: Point, *, is_short: bool = False) -> None:
        """Say how one value is read off; *is_short* where it was said for another."""
        name = self.parts.name(point)
        if is_short:
            self.guide.step("Do the same for ", _at(name or "this one", point), ".")
            return
        match self.parts.shape:
            case "pie":
                self.guide.step(
                    "Look at ", _at(f"the slice {name}".strip(), point), "."
                )
            case "line":
                below = f"Find {name} below the line" if name else "Find the place"
                self.guide.step(f"{below} and go up to ", _at("the line", point), ".")
            case _:
                self.guide.step("Look at ", _at(f"the bar {name}".strip(), point), ".")
        self._say_scale("the number")

    def _say_scale(self, what: str) -> None:
        if self.parts.shape == "pie":
            self.guide.step(
                f"Read {what} if it is printed there. If not, guess: is that more than "
                "a quarter of the circle?"
            )
            return
        scale = self.parts.scale
        if scale is None:
            self.guide.step(f"Read {what} printed there.")
            return
        if self.chart.is_stacked:
            self.guide.step("Go from both of its ends to ", scale, ".")
            self.guide.step("Take one reading away from the other.")
            return
        way = "down" if self.chart.is_horizontal else self.parts.side
        self.guide.step(f"From {self.parts.start}, go straight {way} to ", scale, ".")
        self.guide.step(
            f"Read {what} there. Between two marks, work out what one step is worth."
        )

    def _search(self, end: str) -> None:
        match self.parts.shape:
            case "pie":
                most = "least" if self.request.size == "smallest" else "most"
                self.guide.step("Compare ", self.parts.all(), ".")
                self.guide.step(f"Which of them takes up the {most} of the circle?")
            case "line":
                self.guide.step(
                    "Follow ",
                    self.parts.all(),
                    f" with a finger. Stop at the {end} point.",
                )
            case _:
                self.guide.step(
                    "Run your eye along ", self.parts.all(), f". Stop at the {end} one."
                )

    def _find_name(self) -> None:
        legend, names = self.parts.legend, self.parts.names
        if self.parts.shape == "pie":
            if legend:
                self.guide.step("Look up its colour in ", legend, ".")
            else:
                self.guide.step("Read the name that stands at it.")
            return
        if names:
            way = "along it" if self.chart.is_horizontal else "straight down"
            self.guide.step(f"Go {way} to ", names, " and read what stands there.")
        else:
            self.guide.step("Read the name that stands at it.")
        if legend and len(self.chart.series) > 1:
            self.guide.step("Look up its colour in ", legend, ".")

    def _look_up_colours(self) -> None:
        if (legend := self.parts.legend) and len(self.chart.series) > 1:
            self.guide.step("See in ", legend, " which colour is which.")

    def _check_value(self) -> None:
        if self.parts.shape == "pie":
            self.guide.check("all slices together make up the whole circle.")
        elif self.parts.shape == "line":
            self.guide.check("lay a ruler from the line to the scale. Is it level?")
        else:
            longer = "longer" if self.chart.is_horizontal else "taller"
            self.guide.check(
                f"compare with the bar beside it. A {longer} one has a larger number."
            )


def _at(words: str, point: Point) -> Sign:
    return Sign(words, (point.box,))
