"""The judges themselves: a benchmark that cannot fail measures nothing."""

from __future__ import annotations

from typing import Any

import pytest

from bot.jobs import Answer, Box, Finding, Span
from model_worker.readings import Chart, ChartReading
from tests.benchmarks.seeing.exercises import NO_REAL
from tests.benchmarks.seeing.judge_charts import judge_extreme, judge_trend, judge_value
from tests.benchmarks.seeing.judge_claims import judge_claim
from tests.benchmarks.seeing.judge_flows import judge_flow
from tests.benchmarks.seeing.judge_maths import judge_solution
from tests.benchmarks.seeing.judge_places import judge_error, judge_nothing, judge_place
from tests.benchmarks.seeing.samples import (
    ChartTruth,
    ClaimTruth,
    EquationTruth,
    ErrorTruth,
    FlowTruth,
    PlaceTruth,
    PointTruth,
    StepTruth,
)
from tests.benchmarks.seeing.verdicts import Judge, Seen, Verdict
from tests.builders import a_finding, a_picture, an_answer

RENT = PointTruth(label="Rent", value=430, share=0.34, colour=(0, 0, 0))
FOOD = PointTruth(label="Food", value=210, share=0.17, colour=(9, 9, 9))
PIE = ChartTruth(kind="pie", points=(RENT, FOOD), peak="Rent", valley="Food")


def said(*spans: str | tuple[str, str], confidence: float = 0.9) -> Answer:
    """An answer; a pair is a finding's phrase and what is shown for it."""
    findings: list[Finding] = []
    told: list[Span] = []
    for span in spans:
        if isinstance(span, str):
            told.append(Span(span))
            continue
        number = len(findings) + 1
        findings.append(a_finding(number=number, phrase=span[0], confidence=confidence))
        told.append(Span(span[1], number))
    return an_answer(spans=tuple(told), findings=tuple(findings))


def verdict(judge: Judge, answer: Answer, *charts: Chart) -> Verdict:
    return judge(Seen(answer, a_picture(), ChartReading(charts)))


def largest(shown: str, name: str = "Rent", **fields: Any) -> Verdict:
    judge = judge_extreme(PIE, RENT)
    return verdict(judge, said("The largest is ", (name, shown), ".", **fields))


def test_a_slice_needs_its_name_and_its_share() -> None:
    assert largest("\u201cRent\u201d (34.9 % (430))").is_right
    assert not largest("\u201cRent\u201d (37 %)").is_right
    assert not largest("\u201cFood\u201d (34.9 %)", name="Food").is_right


def test_a_name_that_was_misread_by_a_letter_will_do() -> None:
    assert largest("\u201cRcnt\u201d (34 %)", name="Rent.").is_right


def test_only_what_is_said_first_counts() -> None:
    both = said(
        ("Food", "\u201cFood\u201d (34 %)"), ("Rent", "\u201cRent\u201d (34 %)")
    )

    assert not verdict(judge_extreme(PIE, RENT), both).is_right


def test_doubt_is_not_sure_and_neither_is_an_admission() -> None:
    admitted = said(
        "I see ", ("it", "a pie"), ", but I cannot read its values reliably"
    )

    assert largest("\u201cFood\u201d (1 %)", name="Food").is_sure
    assert not largest("\u201cFood\u201d (1 %)", name="Food", confidence=0.5).is_sure
    assert not verdict(judge_extreme(PIE, RENT), admitted).is_sure


@pytest.mark.parametrize(
    ("shown", "is_right"),
    [("430", True), ("$440", True), ("0.43k", True), ("500", False), ("1,430", False)],
)
def test_a_value_may_be_three_percent_off(*, shown: str, is_right: bool) -> None:
    answer = said(
        ("Rent", f"\u201cRent\u201d ({shown})"), ("Food", "\u201cFood\u201d (430)")
    )

    assert verdict(judge_value(RENT), answer).is_right is is_right


def test_the_value_of_another_series_is_another_value() -> None:
    point = PointTruth(label="May", value=4, colour=(0, 0, 0), series="2023")
    answer = said(
        ("May, 2022", "\u201cMay, 2022\u201d (7)"),
        ("May, 2023", "\u201cMay, 2023\u201d (4)"),
    )

    assert verdict(judge_value(point), answer).is_right


@pytest.mark.parametrize(
    ("text", "trend"),
    [
        ("It goes up, from ", "up"),
        ("It goes down, from ", "down"),
        ("It stays about level, from ", "flat"),
        ("It goes up and down around the same level, from ", "flat"),
    ],
)
def test_a_trend_is_heard_by_its_verb(text: str, trend: Any) -> None:
    assert verdict(judge_trend(trend), said(text)).is_right
    assert not verdict(judge_trend(trend), said("It goes up and down, from ")).is_right


def test_a_place_on_a_line_counts_by_where_it_is_too() -> None:
    def point(label: str, left: float) -> PointTruth:
        box = Box(left, 0.4, left + 0.02, 0.44)
        return PointTruth(label=label, value=left, colour=(0, 0, 0), box=box)

    points = (point("2015", 0.1), point("2016", 0.3), point("2017", 0.5))
    line = ChartTruth(kind="line", points=points, peak="2016")
    near = a_finding(phrase="between ticks", boxes=(Box(0.29, 0.4, 0.33, 0.5),))
    answer = an_answer(spans=(Span("here", 1),), findings=(near,))

    assert verdict(judge_extreme(line, points[1]), answer).is_right
    assert not verdict(judge_extreme(line, points[2]), answer).is_right


def test_a_message_is_exact_but_for_white_space() -> None:
    judge = judge_error(ErrorTruth(("Disk  full.", "Code 0x1F")))

    assert verdict(
        judge, said("It says \u201cDisk\nfull\u201d and \u201cCode 0x1F\u201d.")
    ).is_right
    assert not verdict(
        judge, said("It says \u201cDisk full\u201d and \u201cCode 0xIF\u201d.")
    ).is_right


def test_a_place_is_met_by_the_first_or_by_all_together() -> None:
    cells = tuple(
        a_finding(number=n + 1, boxes=(Box(n / 4, 0.5, (n + 1) / 4, 0.6),))
        for n in range(4)
    )
    answer = an_answer(findings=cells)

    assert verdict(
        judge_place(PlaceTruth(boxes=(Box(0, 0.5, 1, 0.6),))), answer
    ).is_right
    assert verdict(judge_place(PlaceTruth(boxes=(cells[0].boxes[0],))), answer).is_right
    last = PlaceTruth(boxes=(cells[3].boxes[0],))
    assert not verdict(judge_place(last), answer).is_right


def test_any_chart_is_one_too_many_where_there_is_none() -> None:
    chart = Chart(kind="bar", box=Box(0, 0, 1, 1), series=(), confidence=0.2)

    assert verdict(judge_nothing(), said("No chart.")).is_right
    found = verdict(judge_nothing(), said("No chart."), chart)
    assert (found.is_right, found.is_sure) == (False, False)


LINEAR = EquationTruth(kind="linear", text="3x + 5 = 20", results=(("x", "5"),))


@pytest.mark.parametrize(
    ("text", "is_right"),
    [
        ("3x + 5 = 20. Subtract 5: 3x = 15. Divide by 3: x = 5.", True),
        ("3x = 15, so x = 6.", False),
        ("3x = 14, so x = 5.", False),
        ("The answer is five.", False),
    ],
)
def test_a_solution_needs_its_result_and_no_false_step(
    *, text: str, is_right: bool
) -> None:
    assert verdict(judge_solution(LINEAR), said(text)).is_right is is_right


def test_both_roots_and_fractions_are_needed() -> None:
    square = EquationTruth(
        kind="quadratic", text="", results=(("x", "-1/2"), ("x", "3"))
    )

    assert verdict(
        judge_solution(square), said("x\u2081 = \u22121/2 and x\u2082 = 3")
    ).is_right
    assert not verdict(judge_solution(square), said("x = 3")).is_right


def test_the_number_before_a_line_of_a_system_is_no_factor() -> None:
    results = (("x", "5"), ("y", "-3"))
    system = EquationTruth(kind="system", text="", results=results)

    told = "\u2022 (2) 3x + 6y = \u22123\n\u2022 5x = 25, so x = 5 and y = \u22123"
    assert verdict(judge_solution(system), said(told)).is_right


def test_a_false_step_before_right_roots_is_a_false_step() -> None:
    square = EquationTruth(kind="quadratic", text="", results=(("x", "-1"), ("x", "3")))
    told = (
        "x\u00b2 \u2212 2x \u2212 3 = 0\n\u2022 Factor: {} = 0\nx = \u22121 or x = 3."
    )

    right = verdict(judge_solution(square), said(told.format("(x + 1)(x \u2212 3)")))
    wrong = verdict(judge_solution(square), said(told.format("(x + 2)(x \u2212 4)")))

    assert right.is_right
    assert not wrong.is_right


def test_no_real_solution_must_be_said() -> None:
    none = EquationTruth(kind="quadratic", text="", results=(("", NO_REAL),))

    told = "x\u00b2 + 4 = 0: there is no real solution."
    assert verdict(judge_solution(none), said(told)).is_right
    assert not verdict(judge_solution(none), said("x\u00b2 = \u22124")).is_right


@pytest.mark.parametrize(
    ("truth", "text", "expected"),
    [
        ("supported", "\u201cIt is wrong\u201d: supported by [1].", (True, False)),
        ("contradicted", "\u201cIt is wrong\u201d: contradicted.", (True, True)),
        ("supported", "\u201cIt is wrong\u201d: contradicted.", (False, True)),
        ("not visible", "\u201cIt is wrong\u201d: contradicted.", (None, True)),
        ("not visible", "not visible here; nothing says so", (None, False)),
        (
            "contradicted",
            "1 of each.\n\n\u201ca\u201d is supported; \u201cb\u201d is contradicted",
            (True, True),
        ),
        ("supported", "not visible here", (False, False)),
    ],
)
def test_a_claim_has_one_verdict(
    truth: Any, text: str, expected: tuple[bool | None, bool]
) -> None:
    judge = judge_claim(ClaimTruth(claim="It is wrong", verdict=truth))
    found = verdict(judge, said(text))

    assert (found.is_right, found.is_sure) == expected


STEPS = tuple(
    StepTruth(text, Box(0.2, top, 0.6, top + 0.1))
    for text, top in (("Login", 0.1), ("Password ok?", 0.4), ("Dashboard", 0.7))
)


def walked(*names: str, off: float = 0.0, confidence: float = 0.9) -> Answer:
    """An answer that points at the boxes of these names, *off* from their places."""
    places = {step.text: step.box for step in STEPS}
    found = tuple(
        a_finding(
            number=number,
            phrase=name,
            confidence=confidence,
            boxes=(Box(0.2 + off, places[name].top, 0.6 + off, places[name].bottom),),
        )
        for number, name in enumerate(names, start=1)
    )
    spans = tuple(Span(each.phrase, each.number) for each in found)
    return an_answer(spans=spans, findings=found)


def test_exactly_the_wanted_boxes_must_be_said_where_they_are() -> None:
    judge = judge_flow(FlowTruth(steps=STEPS, wanted=(1,), named=(0,)))

    assert verdict(judge, walked("Login", "Password ok?")).is_right
    assert verdict(judge, walked("Password ok?")).is_right
    assert not verdict(judge, walked("Login", "Dashboard")).is_right
    assert not verdict(judge, walked("Password ok?", "Dashboard")).is_right
    assert not verdict(judge, walked("Password ok?", off=0.3)).is_right
    assert not verdict(judge, said("nothing")).is_right


def test_steps_are_right_in_an_order_that_the_arrows_allow() -> None:
    ways = ((0, 1), (1, 2))
    judge = judge_flow(FlowTruth(steps=STEPS, wanted=(0, 1, 2), ways=ways))

    assert verdict(judge, walked("Login", "Password ok?", "Dashboard")).is_right
    assert not verdict(judge, walked("Login", "Dashboard", "Password ok?")).is_right


def test_of_a_count_only_the_number_matters() -> None:
    judge = judge_flow(FlowTruth(steps=STEPS, count=3))

    assert verdict(judge, said("There are ", ("3 steps", "3 steps"), ".")).is_right
    assert not verdict(judge, said("There are ", ("2 steps", "2 steps"), ".")).is_right


def test_one_doubted_box_makes_an_answer_unsure() -> None:
    judge = judge_flow(FlowTruth(steps=STEPS, wanted=(0,)))

    assert verdict(judge, walked("Login")).is_sure
    assert not verdict(judge, walked("Login", confidence=0.4)).is_sure


def test_a_page_without_a_flow_chart_must_not_be_told_as_one() -> None:
    judge = judge_flow(FlowTruth())

    assert verdict(judge, said("I found nothing written here.")).is_right
    found = verdict(judge, said("The first step is ", ("Name", "Name"), "."))
    assert (found.is_right, found.is_sure) == (False, True)
