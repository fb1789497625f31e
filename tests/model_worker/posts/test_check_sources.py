from __future__ import annotations

import pytest

from tests.model_worker.posts.builders import BILL, judged, verdicts


def test_another_sum_under_another_name_is_contradicted_by_both() -> None:
    (verdict,) = verdicts("The total at Old Mill Grocery was 65.38 EUR.", BILL)
    assert verdict.verdict == "contradicted"


@pytest.mark.parametrize(
    "post",
    [
        "I was at Green Market. The total at Corner Shop was 9.00 EUR.",
        "Soap at Corner Shop was 9.00 EUR.",
        "The total at Corner Shop last week was 9.00 EUR.",
        "The average total at Corner Shop was 9.00 EUR.",
    ],
)
def test_a_bill_that_is_not_shown_is_left_open(post: str) -> None:
    assert "contradicted" not in {v.verdict for v in verdicts(post, BILL)}


def test_a_name_that_is_not_there_proves_nothing_of_the_right_sum() -> None:
    assert judged("The total at Corner Shop was 7.00 EUR.", BILL) != "contradicted"
