"""What people ask of a flow chart, in their words, and what is true of it."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable

from msgspec import Struct

from tests.benchmarks.seeing.flow_layouts import Layout
from tests.benchmarks.seeing.flow_plans import FlowPlan
from tests.benchmarks.seeing.samples import FlowTruth, StepTruth

AFTER = (
    "What comes after {}?",
    "What happens after {}?",
    "What is the next step after {}?",
    "What follows {}?",
    "Where does {} lead?",
)
BEFORE = ("What comes before {}?", "Which step leads to {}?", "What is before {}?")
CASE = (
    "What happens if {}?",
    "What is done if {}?",
    "What comes next if {}?",
)
LABEL = (
    "Where does {} lead?",
    "What happens if the answer is {}?",
    "Where does the {} arrow go?",
)
STEPS = (
    "What are the steps?",
    "Explain the steps in order.",
    "List the steps.",
    "Explain this process.",
)
FIRST = (
    "What is the first step?",
    "Which box is the first?",
    "Where does it start?",
    "How does it begin?",
)
LAST = ("What is the last step?", "Where does it end?", "Which box is the last?")
COUNT = ("How many steps are there?", "How many boxes are there?")


class Asked(Struct, frozen=True):
    question: str
    truth: FlowTruth


def asked_of(plan: FlowPlan, layout: Layout, chance: random.Random) -> Asked:
    return chance.choice(_options(plan))(plan, layout, chance)


def _options(plan: FlowPlan) -> list[Callable[..., Asked]]:
    options: list[Callable[..., Asked]] = [_after, _before, _steps, _count, _outermost]
    if plan.conditions:
        options += [_case, _case, _label]
    return options


def _after(plan: FlowPlan, layout: Layout, chance: random.Random) -> Asked:
    at = chance.choice([way.start for way in plan.ways])
    wanted = [way.end for way in plan.onward(at)]
    question = chance.choice(AFTER).format(_bare(plan, at))
    return Asked(question, _truth(plan, layout, wanted, (at,)))


def _before(plan: FlowPlan, layout: Layout, chance: random.Random) -> Asked:
    at = chance.choice([way.end for way in plan.ways])
    wanted = [way.start for way in plan.back(at)]
    question = chance.choice(BEFORE).format(_bare(plan, at))
    return Asked(question, _truth(plan, layout, wanted, (at,)))


def _case(plan: FlowPlan, layout: Layout, chance: random.Random) -> Asked:
    label, condition = chance.choice(plan.conditions)
    way = next(way for way in plan.ways if way.label == label)
    question = chance.choice(CASE).format(condition)
    return Asked(question, _truth(plan, layout, [way.end], (way.start,)))


def _label(plan: FlowPlan, layout: Layout, chance: random.Random) -> Asked:
    label, _ = chance.choice(plan.conditions)
    way = next(way for way in plan.ways if way.label == label)
    question = chance.choice(LABEL).format(label)
    return Asked(question, _truth(plan, layout, [way.end], (way.start,)))


def _steps(plan: FlowPlan, layout: Layout, chance: random.Random) -> Asked:
    truth = _truth(plan, layout, range(len(plan.steps)), (), ways=True)
    return Asked(chance.choice(STEPS), truth)


def _count(plan: FlowPlan, layout: Layout, chance: random.Random) -> Asked:
    truth = _truth(plan, layout, (), range(len(plan.steps)), count=True)
    return Asked(chance.choice(COUNT), truth)


def _outermost(plan: FlowPlan, layout: Layout, chance: random.Random) -> Asked:
    places = range(len(plan.steps))
    starts = [at for at in places if not plan.back(at)]
    ends = [at for at in places if not plan.onward(at)]
    # A way that leads back to the very first box leaves none without an arrow to it.
    starts = starts or [0]
    is_first = chance.random() < 0.5
    question = chance.choice(FIRST if is_first else LAST)
    return Asked(question, _truth(plan, layout, starts if is_first else ends, ()))


def _bare(plan: FlowPlan, at: int) -> str:
    return plan.steps[at].text.rstrip("?")


def _truth(
    plan: FlowPlan,
    layout: Layout,
    wanted: Iterable[int],
    named: Iterable[int],
    *,
    ways: bool = False,
    count: bool = False,
) -> FlowTruth:
    steps = tuple(
        StepTruth(step.text, layout.box(at)) for at, step in enumerate(plan.steps)
    )
    onward = tuple(
        (way.start, way.end)
        for way in plan.ways
        if plan.steps[way.end].level > plan.steps[way.start].level
    )
    return FlowTruth(
        steps=steps,
        wanted=tuple(wanted),
        named=tuple(named),
        ways=onward if ways else (),
        count=len(steps) if count else None,
    )
