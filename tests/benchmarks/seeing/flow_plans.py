"""What a flow chart says before anybody draws it: steps on a grid, and the ways on."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Literal

from msgspec import Struct

from tests.benchmarks.seeing.flow_topics import TOPICS, Topic

Shape = Literal["box", "rounded", "diamond", "ellipse"]
ANSWERS = (
    ("Yes", "No"),
    ("yes", "no"),
    ("Yes", "No"),
    ("YES", "NO"),
    ("True", "False"),
)


class Step(Struct, frozen=True):
    """*level* counts along the flow, *lane* across it; 0 is where the flow begins."""

    text: str
    shape: Shape
    level: int
    lane: int = 0


class Way(Struct, frozen=True):
    """From one step to another, by their places in the plan."""

    start: int
    end: int
    label: str = ""


class FlowPlan(Struct, frozen=True, kw_only=True):
    """*conditions* are the labels of the decision, as a person speaks of them."""

    title: str
    steps: tuple[Step, ...]
    ways: tuple[Way, ...]
    conditions: tuple[tuple[str, str], ...] = ()

    def onward(self, place: int) -> list[Way]:
        return [way for way in self.ways if way.start == place]

    def back(self, place: int) -> list[Way]:
        return [way for way in self.ways if way.end == place]


def chain(topic: Topic, chance: random.Random) -> FlowPlan:
    """Steps in one line."""
    texts = [*topic.before, *topic.after][: chance.randint(3, 6)]
    steps = _in_line(texts, chance)
    return FlowPlan(title=topic.title, steps=steps, ways=_line(len(steps)))


def decision(topic: Topic, chance: random.Random) -> FlowPlan:
    """A diamond whose yes goes on, whose no ends in a box aside."""
    return _decided(topic, chance, back=False)


def return_way(topic: Topic, chance: random.Random) -> FlowPlan:
    """A diamond whose no goes to a box aside, and from there to a step before."""
    return _decided(topic, chance, back=True)


def loop(topic: Topic, chance: random.Random) -> FlowPlan:
    """A diamond whose no leads straight back."""
    steps, at, answers = _to_a_diamond(topic, chance)
    back = Way(at, chance.randrange(at), answers[1])
    ways = _line(len(steps), {at: answers[0]})
    return FlowPlan(
        title=topic.title,
        steps=steps,
        ways=(*ways, back),
        conditions=_conditions(topic, answers),
    )


def fork(topic: Topic, chance: random.Random) -> FlowPlan:
    """One step, two or three at the same time behind it, perhaps one that joins."""
    count = chance.choice((2, 3))
    lanes = (-1, 1) if count == 2 else (-1, 0, 1)
    aside = [*topic.after, topic.before[-1], topic.aside][:count]
    texts = [topic.before[0], *aside]
    steps = [Step(texts[0], "rounded", 0)]
    shape: Shape = chance.choice(("box", "rounded"))
    steps += [
        Step(text, shape, 1, lane) for text, lane in zip(aside, lanes, strict=True)
    ]
    ways = [Way(0, place) for place in range(1, count + 1)]
    if chance.random() < 0.6:
        steps.append(Step("Finish", "rounded", 2))
        ways += [Way(place, count + 1) for place in range(1, count + 1)]
    return FlowPlan(title=topic.title, steps=tuple(steps), ways=tuple(ways))


def planned(number: int, chance: random.Random) -> FlowPlan:
    """Return the plan of sample *number*: every kind in turn, of any topic."""
    return KINDS[number % len(KINDS)](chance.choice(TOPICS), chance)


KINDS: tuple[Callable[[Topic, random.Random], FlowPlan], ...] = (
    chain,
    decision,
    loop,
    fork,
    return_way,
)


def _decided(topic: Topic, chance: random.Random, *, back: bool) -> FlowPlan:
    steps, at, answers = _to_a_diamond(topic, chance)
    aside = Step(topic.aside, "box", at, 1)
    ways = [*_line(len(steps), {at: answers[0]}), Way(at, len(steps), answers[1])]
    if back:
        ways.append(Way(len(steps), chance.randrange(at)))
    return FlowPlan(
        title=topic.title,
        steps=(*steps, aside),
        ways=tuple(ways),
        conditions=_conditions(topic, answers),
    )


def _to_a_diamond(
    topic: Topic, chance: random.Random
) -> tuple[tuple[Step, ...], int, tuple[str, str]]:
    before = topic.before[: chance.randint(1, len(topic.before))]
    after = topic.after[: chance.randint(1, 2)]
    at = len(before)
    steps = list(_in_line([*before, topic.decision, *after], chance))
    steps[at] = Step(topic.decision, "diamond", at)
    return tuple(steps), at, chance.choice(ANSWERS)


def _in_line(texts: list[str], chance: random.Random) -> tuple[Step, ...]:
    shape: Shape = chance.choice(("box", "box", "rounded"))
    ends: Shape = chance.choice((shape, "rounded", "ellipse"))
    return tuple(
        Step(text, ends if place in (0, len(texts) - 1) else shape, place)
        for place, text in enumerate(texts)
    )


def _line(count: int, labels: dict[int, str] | None = None) -> tuple[Way, ...]:
    labels = labels or {}
    return tuple(
        Way(place, place + 1, labels.get(place, "")) for place in range(count - 1)
    )


def _conditions(topic: Topic, answers: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    return ((answers[0], topic.if_yes), (answers[1], topic.if_no))
