from __future__ import annotations

from msgspec.structs import replace

from bot.jobs import Box
from model_worker.telling.tables import UNSURE_TABLE
from tests.model_worker.scenes import a_table, charts, some_bars, tables
from tests.model_worker.tutoring.asking import answers

GAPS = a_table("Town | Visitors", "Oslo | 120", "Rome | n/a", "Lima | 50")
LARGEST = "Which town has the most visitors?"


def test_of_the_caveats_only_those_are_kept_that_say_nothing_of_the_result() -> None:
    plain, guide = answers(LARGEST, tables=tables(GAPS))
    assert plain.caveats == ("1 cell holds no number under “Visitors”.",)
    assert guide.caveats == ()
    unsure = replace(GAPS, confidence=0.4)
    _, guide = answers("What is in the second row?", tables=tables(unsure))
    assert guide.caveats == (UNSURE_TABLE,)


def test_the_chart_that_answers_is_the_one_that_is_led_through() -> None:
    far = some_bars()
    points = tuple(
        replace(p, label=f"{p.label} 2024", box=Box(0.0, 0.0, 0.01, 0.02))
        for p in far.points
    )
    other = replace(
        far, box=Box(0, 0, 0.05, 0.05), series=(replace(far.series[0], points=points),)
    )
    _, guide = answers("How high is March?", charts=charts(other, far))
    assert guide.findings[0].boxes == (far.points[2].box,)


def test_of_a_chart_that_is_not_sure_the_doubts_are_told_as_ever() -> None:
    doubted = some_bars(confidence=0.4, doubts=("its bars stand on each other",))
    plain, guide = answers("How high is March?", charts=charts(doubted))
    assert guide == plain
    assert "cannot read its values reliably" in guide.text
