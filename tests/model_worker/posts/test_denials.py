from __future__ import annotations

import pytest

from model_worker.checking import Evidence
from tests.model_worker.posts.builders import BARS, BILL, EVENT, PIE, judged


@pytest.mark.parametrize(
    ("post", "evidence", "verdict"),
    [
        ("March isn't 60.", BARS, "supported"),
        ("March is not 42.", BARS, "contradicted"),
        ("It isn't on 3 May.", EVENT, "contradicted"),
        ("Rent isn't red.", PIE, "supported"),
        ("Rent is not blue.", PIE, "contradicted"),
        ("Rent is not the smallest.", PIE, "supported"),
        ("Rent should be 30 %.", PIE, "not visible"),
        ("Rent was 30 % before.", PIE, "not visible"),
        ("Nobody spends 60 % on rent.", PIE, "not visible"),
        ("The total without milk was 5.80 EUR.", BILL, "not visible"),
        ("Bread used to cost 3.00 EUR.", BILL, "not visible"),
    ],
)
def test_a_denial_is_turned_and_a_wish_is_left_open(
    post: str, evidence: Evidence, verdict: str
) -> None:
    assert judged(post, evidence) == verdict
