from __future__ import annotations

import pytest

from model_worker.checking import Evidence
from tests.model_worker.posts.builders import (
    BARS,
    LINE,
    PIE,
    TABLE,
    TWO_LINES,
    judged,
    verdicts,
)
from tests.model_worker.scenes import a_pie, some_bars

FLAT = Evidence(charts=(some_bars(is_horizontal=True),))


@pytest.mark.parametrize(
    ("post", "evidence"),
    [
        ("There are five bars.", BARS),
        ("I see five columns.", BARS),
        ("There are five rows.", FLAT),
        ("There are 4 slices.", PIE),
        ("There are more than three slices.", PIE),
        ("Only one bar is red.", BARS),
        ("There are four blue bars.", BARS),
        ("There are two lines.", TWO_LINES),
        ("The chart has one line.", LINE),
        ("There are three rows.", TABLE),
        ("There are four rows.", TABLE),
        ("The table has three columns.", TABLE),
        ("The table lists three products.", TABLE),
    ],
)
def test_what_is_counted_right_is_supported(post: str, evidence: Evidence) -> None:
    assert judged(post, evidence) == "supported"


@pytest.mark.parametrize(
    ("post", "evidence", "count"),
    [
        ("There are six bars.", BARS, 5),
        ("There are nine columns.", BARS, 5),
        ("There are five slices.", PIE, 4),
        ("There are at least six slices.", PIE, 4),
        ("Five bars are red.", BARS, 1),
        ("There are three lines.", TWO_LINES, 2),
        ("There are six rows.", TABLE, 3),
        ("The table has five columns.", TABLE, 3),
        ("The table lists four products.", TABLE, 3),
    ],
)
def test_what_is_counted_wrong_is_contradicted_by_the_count(
    post: str, evidence: Evidence, count: int
) -> None:
    (verdict,) = verdicts(post, evidence)
    assert verdict.verdict == "contradicted"
    assert verdict.reason == f"I count {count}"


@pytest.mark.parametrize(
    ("post", "evidence"),
    [
        ("The chart has 3 rows.", BARS),
        ("The chart has three columns.", FLAT),
        ("There are seven lines.", BARS),
        ("There are seven slices.", BARS),
        ("There are two lines.", LINE),
        ("There are two small slices.", PIE),
        ("Four slices are larger than 10 %.", PIE),
        ("Three bars are higher than 15.", BARS),
        ("There are six bars in last year's chart.", BARS),
        ("There are 3 injuries.", BARS),
    ],
)
def test_what_may_be_counted_otherwise_is_left_open(
    post: str, evidence: Evidence
) -> None:
    assert judged(post, evidence) == "not visible"


def test_a_count_points_at_all_that_was_counted() -> None:
    (verdict,) = verdicts("There are five bars.", BARS)
    assert len(verdict.boxes) == 5
    assert verdict.is_measured


def test_two_charts_of_unlike_counts_leave_a_count_open() -> None:
    both = Evidence(charts=(a_pie(), a_pie(Rent=0.5, Food=0.3, Fun=0.2)))
    assert judged("There are six slices.", both) == "not visible"
