from __future__ import annotations

import pytest

from model_worker.checking import Evidence
from tests.model_worker.posts.builders import (
    BARS,
    LINE,
    RISE,
    TWO_LINES,
    a_page,
    judged,
    verdicts,
)
from tests.model_worker.scenes import a_line, a_line_chart

STEADY = Evidence(charts=(a_line_chart(a_line(40, 40.5, 40, 39.8)),))
GROWTH = Evidence(text=a_page("Revenue", "$3.4M", "+12 % vs Q2"))


@pytest.mark.parametrize(
    ("post", "evidence"),
    [
        ("It rose over time.", RISE),
        ("Sales rose in March to 42.", BARS),
        ("It rose in March to 42.", LINE),
        ("It rose in March to 42 and then fell.", LINE),
        ("In March, it climbed to 42.", LINE),
        ("By March it had risen to 42.", LINE),
        ("From 10 in Jan it rose to 42 in March.", LINE),
        ("It fell after March.", LINE),
        ("The peak was in March.", LINE),
        ("It did not fall.", RISE),
        ("It stayed flat.", STEADY),
        ("Tea rises, while coffee falls to 10.", TWO_LINES),
        ("Revenue rose 12 %.", GROWTH),
    ],
)
def test_a_course_as_it_was_measured_is_supported(
    post: str, evidence: Evidence
) -> None:
    assert judged(post, evidence) == "supported"


@pytest.mark.parametrize(
    ("post", "evidence"),
    [
        ("It fell over time.", RISE),
        ("It fell in March.", LINE),
        ("It rose since March.", LINE),
        ("The peak was in Jun.", LINE),
        ("It stayed flat.", RISE),
        ("It did not rise.", RISE),
        ("Coffee rises.", TWO_LINES),
        ("Sales tripled from Jan to Feb.", BARS),
        ("Revenue fell 12 %.", GROWTH),
        ("Revenue rose 30 %.", GROWTH),
    ],
)
def test_a_course_that_goes_the_other_way_is_contradicted(
    post: str, evidence: Evidence
) -> None:
    assert judged(post, evidence) == "contradicted"


@pytest.mark.parametrize(
    ("post", "evidence"),
    [
        ("It rose over time.", LINE),
        ("It rose.", TWO_LINES),
        ("It fell in Jan.", RISE),
        ("It rose a little.", STEADY),
        ("Profit fell 12 %.", GROWTH),
    ],
)
def test_a_course_that_nobody_could_tell_is_left_open(
    post: str, evidence: Evidence
) -> None:
    assert judged(post, evidence) == "not visible"


def test_the_step_to_a_place_is_judged_and_not_what_follows_it() -> None:
    rose, to = verdicts("It rose in March to 42.", LINE)
    assert rose.reason == "it goes from 20 (Feb) to 42 (March)"
    assert to.reason == "the picture has about \u201cMarch: 42\u201d"
