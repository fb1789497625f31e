from __future__ import annotations

import pytest

from model_worker.checking import Evidence
from tests.model_worker.posts.builders import a_page, judged

PASS = Evidence(
    text=a_page("Flight LH 123", "Gate | B12", "Boarding | 14:20", "Status | Delayed")
)


@pytest.mark.parametrize(
    ("post", "verdict"),
    [
        ("The gate is B12.", "supported"),
        ("The gate is B14.", "contradicted"),
        ("LH 123 is delayed.", "supported"),
        ("LH 456 is delayed.", "not visible"),
        ("I have seat 14C on the way back.", "not visible"),
    ],
)
def test_a_code_is_held_against_the_one_of_its_kind(post: str, verdict: str) -> None:
    assert judged(post, PASS) == verdict
