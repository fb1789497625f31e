from __future__ import annotations

import pytest
from msgspec.structs import replace

from model_worker.checking import Evidence
from tests.model_worker.posts.builders import BARS, BILL, LINE, PIE, TABLE, judged
from tests.model_worker.scenes import some_bars


@pytest.mark.parametrize(
    ("post", "evidence", "verdict"),
    [
        ("Soap is the most expensive.", BILL, "supported"),
        ("Bread is the most expensive.", BILL, "contradicted"),
        ("Half the money went on soap.", BILL, "supported"),
        ("March has twice as many as Feb.", BARS, "supported"),
        ("It was lower in Jun than in March.", LINE, "supported"),
        ("It was higher in Jun than in March.", LINE, "contradicted"),
        ("Food comes second.", PIE, "supported"),
        ("Food comes third.", PIE, "contradicted"),
        ("Rent is more than twice as large as Fun.", PIE, "supported"),
        ("Rent is three times as large as Fun.", PIE, "contradicted"),
        ("Rent was the largest slice last year.", PIE, "not visible"),
        ("Books are larger than Rent.", PIE, "not visible"),
        ("The cheapest is coffee.", TABLE, "contradicted"),
        ("Juice is the cheapest.", TABLE, "not visible"),
    ],
)
def test_who_is_first_or_ahead_is_judged_among_those_of_a_kind(
    post: str, evidence: Evidence, verdict: str
) -> None:
    assert judged(post, evidence) == verdict


def test_one_that_is_surely_ahead_is_enough_whatever_the_others_are() -> None:
    bars = some_bars()
    points = bars.series[0].points
    doubtful = (*points[:-1], replace(points[-1], confidence=0.4))
    chart = replace(bars, series=(replace(bars.series[0], points=doubtful),))
    evidence = Evidence(charts=(chart,))
    assert judged("Apr is the highest.", evidence) == "contradicted"
    assert judged("Apr is higher than March.", evidence) == "contradicted"
    assert judged("May is the highest.", evidence) == "not visible"
    assert judged("Apr comes third.", evidence) == "not visible"
