"""The rows of the table: what is asked of which samples, and how good it has to be."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import chain, islice

from msgspec import Struct

from tests.benchmarks.seeing import (
    charts_matplotlib,
    charts_pillow,
    charts_plotly,
    equations,
    flows,
    layouts,
    nothing,
    posts,
    screens,
)
from tests.benchmarks.seeing.dumping import Charts
from tests.benchmarks.seeing.judge_claims import judge_claim
from tests.benchmarks.seeing.judge_flows import judge_flow
from tests.benchmarks.seeing.judge_maths import judge_solution
from tests.benchmarks.seeing.judge_places import judge_error, judge_nothing, judge_place
from tests.benchmarks.seeing.plans import HARD_KINDS, Kinds
from tests.benchmarks.seeing.questions import asked_of
from tests.benchmarks.seeing.samples import (
    ChartTruth,
    ClaimTruth,
    EquationTruth,
    ErrorTruth,
    FlowTruth,
    Generator,
    NothingTruth,
    PlaceTruth,
    Sample,
    chance_of,
)
from tests.benchmarks.seeing.verdicts import Judge

SOURCES: tuple[Charts, ...] = (
    charts_matplotlib.charts,
    charts_plotly.charts,
    charts_pillow.charts,
)
PIES: Kinds = ("pie", "donut")
MIXED: Kinds = ("pie", "bar", "line", "donut", "bar", "line")


class Trial(Struct, frozen=True):
    sample: Sample
    question: str
    judge: Judge


Trials = Callable[[int, int], Iterator[Trial]]


class Row(Struct, frozen=True, kw_only=True):
    """*right* and *wrong* are bounds, shares of 1; None where there is none.

    *wrong* bounds what is sure and wrong. *count* is how many trials a full run has.
    """

    name: str
    told: str
    trials: Trials
    right: float | None = None
    wrong: float | None = None
    count: int


def charts(
    kinds: Kinds,
    *,
    is_lossy: bool = False,
    is_hard: bool = False,
    sources: Sequence[Charts] = SOURCES,
) -> Trials:
    """Return trials about charts of *kinds*, from all *sources* in turn."""

    def trials(seed: int, count: int) -> Iterator[Trial]:
        each = -(-count // len(sources))
        drawn = [source(seed, each, hard=is_hard, kinds=kinds) for source in sources]
        in_turn = chain.from_iterable(zip(*map(list, drawn), strict=True))
        for sample in islice(in_turn, count):
            if not isinstance(sample.truth, ChartTruth):
                raise TypeError(f"{sample.name} is no chart")
            question, judge = asked_of(sample.truth, chance_of(seed, sample.name))
            yield Trial(sample.as_jpeg() if is_lossy else sample, question, judge)

    return trials


def samples(generator: Generator, *, is_lossy: bool = False) -> Trials:
    """Return trials of samples that bring their questions along."""

    def trials(seed: int, count: int) -> Iterator[Trial]:
        for sample in generator(seed, count):
            shown = sample.as_jpeg() if is_lossy else sample
            yield Trial(shown, sample.question, _judge_of(sample))

    return trials


def _judge_of(sample: Sample) -> Judge:
    match sample.truth:
        case ErrorTruth() as truth:
            return judge_error(truth)
        case PlaceTruth() as truth:
            return judge_place(truth)
        case EquationTruth() as truth:
            return judge_solution(truth)
        case ClaimTruth() as truth:
            return judge_claim(truth)
        case FlowTruth() as truth:
            return judge_flow(truth)
        case NothingTruth():
            return judge_nothing()
        case ChartTruth() as truth:
            raise TypeError(f"a {truth.kind} chart brings no question of its own")


ROWS = (
    Row(
        name="pie",
        told="pie: largest, smallest; share within .02",
        trials=charts(PIES),
        right=0.97,
        wrong=0.005,
        count=200,
    ),
    Row(
        name="bar",
        told="bar: tallest, shortest, a value within 3 %",
        trials=charts(("bar",)),
        right=0.95,
        wrong=0.005,
        count=200,
    ),
    Row(
        name="line",
        told="line: trend, where peak or valley lies",
        trials=charts(("line",)),
        right=0.95,
        wrong=0.005,
        count=200,
    ),
    Row(
        name="lossy",
        told="pie, bar, line after JPEG q50",
        trials=charts(MIXED, is_lossy=True),
        right=0.9,
        wrong=0.01,
        count=200,
    ),
    Row(
        name="styles",
        told="pie, bar, line in four further styles",
        trials=charts(MIXED, sources=(charts_matplotlib.in_other_styles,)),
        right=0.95,
        wrong=0.005,
        count=96,
    ),
    Row(
        name="hard",
        told="grouped, stacked, several lines: a value",
        trials=charts(HARD_KINDS, is_hard=True),
        wrong=0.01,
        count=99,
    ),
    Row(
        name="error",
        told="error message, exact, PNG",
        trials=samples(screens.screens),
        right=0.95,
        count=120,
    ),
    Row(
        name="error-lossy",
        told="error message, exact, JPEG q50",
        trials=samples(screens.screens, is_lossy=True),
        right=0.9,
        count=120,
    ),
    Row(
        name="places",
        told="graph, row, highlight, circle: IoU >= .5",
        trials=samples(layouts.layouts),
        right=0.9,
        count=160,
    ),
    Row(
        name="equations",
        told="printed equations: steps and result",
        trials=samples(equations.equations),
        right=0.95,
        count=120,
    ),
    Row(
        name="claims",
        told="claims told apart; falsely contradicted",
        trials=samples(posts.posts),
        right=0.95,
        wrong=0.01,
        count=180,
    ),
    Row(
        name="flows",
        told="flow charts: what comes next, steps, count",
        trials=samples(flows.flows),
        right=0.9,
        wrong=0.01,
        count=90,
    ),
    Row(
        name="nothing",
        told="no chart found where there is none",
        trials=samples(nothing.nothing),
        right=1.0,
        wrong=0.0,
        count=200,
    ),
)
