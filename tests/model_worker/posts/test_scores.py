from __future__ import annotations

import pytest

from bot.jobs import Box
from bot.text_reading import Block, Line, TextReading
from model_worker.checking import Evidence
from tests.model_worker.posts.builders import SCORE, SURE, UNSURE, a_page, judged


def a_board(home: str = "3", away: str = "1", sure: float = SURE) -> Evidence:
    """A board whose colon was read as an unsure digit."""
    places = (
        ("Rovers", 0.1, 0.25, SURE),
        (home, 0.37, 0.41, sure),
        ("1", 0.45, 0.47, 0.5),
        (away, 0.51, 0.56, sure),
        ("United", 0.7, 0.85, SURE),
    )
    return Evidence(
        text=TextReading(
            tuple(
                Block((Line(text, Box(left, 0.4, right, 0.5), confidence),))
                for text, left, right, confidence in places
            )
        )
    )


@pytest.mark.parametrize("evidence", [SCORE, a_board()])
@pytest.mark.parametrize(
    ("post", "verdict"),
    [
        ("The score is 3:1.", "supported"),
        ("Rovers lead 3-1.", "supported"),
        ("Rovers beat United by two goals.", "supported"),
        ("The score is 4:1.", "contradicted"),
        ("Rovers beat United 4-1.", "contradicted"),
        ("United won.", "contradicted"),
        ("At half-time it was 1:0.", "not visible"),
        ("Last year Rovers won 5-0.", "not visible"),
        ("Rovers beat United 4-0 in 2019.", "not visible"),
        ("Wanderers won 4-0.", "not visible"),
    ],
)
def test_a_score_is_read_however_it_is_laid_out(
    evidence: Evidence, post: str, verdict: str
) -> None:
    assert judged(post, evidence) == verdict


def test_a_score_that_was_read_unsurely_contradicts_nobody() -> None:
    assert judged("The score is 4:1.", a_board(sure=UNSURE)) == "not visible"


def test_numbers_in_columns_are_no_score() -> None:
    stock = Evidence(
        text=TextReading(
            tuple(
                Block((Line(text, Box(left, top, left + 0.08, top + 0.04), SURE),))
                for top, row in (
                    (0.1, ("Tea", "12", "30", "Paid")),
                    (0.2, ("Rice", "7", "44", "Open")),
                )
                for left, text in zip((0.1, 0.3, 0.5, 0.7), row, strict=True)
            )
        )
    )
    assert judged("The score is 4:1.", stock) == "not visible"


@pytest.mark.parametrize(
    ("post", "verdict"),
    [("It is minute 67.", "supported"), ("It is minute 72.", "contradicted")],
)
def test_a_running_clock_is_a_number_and_no_name(post: str, verdict: str) -> None:
    assert judged(post, SCORE) == verdict


def test_the_number_of_a_motion_is_as_good_as_a_name() -> None:
    ballot = Evidence(text=a_page("Motion 7"))
    assert judged("It is motion 8.", ballot) != "contradicted"
