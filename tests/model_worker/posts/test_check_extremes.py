from __future__ import annotations

import pytest

from model_worker.checking import Evidence
from tests.model_worker.posts.builders import (
    BARS,
    BILL,
    LINE,
    PIE,
    TABLE,
    TWO_LINES,
    judged,
    verdicts,
)
from tests.model_worker.scenes import some_bars


@pytest.mark.parametrize(
    ("post", "evidence", "verdict"),
    [
        ("The highest value is 42.", BARS, "supported"),
        ("The highest value is 60.", BARS, "contradicted"),
        ("The lowest value is 5.", BARS, "supported"),
        ("The lowest value is 9.", BARS, "contradicted"),
        ("The peak was 42.", LINE, "supported"),
        ("The peak was 60.", LINE, "contradicted"),
        ("The largest slice is 45 %.", PIE, "supported"),
        ("The largest slice is 60 %.", PIE, "contradicted"),
        ("The highest price is $19.90.", TABLE, "supported"),
        ("The highest value is 60.", TWO_LINES, "not visible"),
        ("The highest value last year was 60.", BARS, "not visible"),
        ("The highest rainfall was 60.", BARS, "not visible"),
        ("The highest value is 60.", Evidence(charts=(some_bars(0.5),)), "not visible"),
        ("The biggest discount was 9 EUR.", BILL, "not visible"),
    ],
)
def test_a_peak_without_a_name_is_held_against_the_peak(
    post: str, evidence: Evidence, verdict: str
) -> None:
    assert judged(post, evidence) == verdict


def test_the_peak_is_told_with_its_name() -> None:
    reasons = {v.reason for v in verdicts("The highest value is 60.", BARS)}
    assert reasons == {"the highest is \u201cMarch: 42\u201d"}
