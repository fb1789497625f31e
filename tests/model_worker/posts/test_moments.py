from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model_worker.posts.moments import Finest, agree, moments


@pytest.mark.parametrize(
    ("one", "other", "answer"),
    [
        ("3 May 2024", "May 3rd, 2024", True),
        ("3 May", "2024-05-03", True),
        ("3/5/2024", "3 May 2024", True),
        ("5/3/2024", "3 May 2024", True),
        ("4 May", "3 May 2024", False),
        ("Friday", "3 May 2024", True),
        ("Saturday", "3 May 2024", False),
        ("May", "3 May 2024", True),
        ("June", "3 May 2024", False),
        ("Q2", "3 May 2024", True),
        ("Q3", "3 May 2024", False),
        ("2024", "3 May 2024", True),
        ("2025", "3 May 2024", False),
        ("7 pm", "19:00", True),
        ("7:00", "19:00", True),
        ("8 pm", "19:00", False),
        ("noon", "12:00", True),
        ("7 pm", "3 May", None),
    ],
)
def test_two_moments_agree_if_any_way_of_reading_them_does(
    one: str, other: str, *, answer: bool | None
) -> None:
    (ours,), (theirs,) = moments(one), moments(other)
    assert agree(ours, theirs) is answer
    assert agree(theirs, ours) is answer


@pytest.mark.parametrize(
    ("text", "finest"),
    [
        ("at 19:00", "time"),
        ("on 3 May", "day"),
        ("on Friday, 3 May", "day"),
        ("on Friday", "weekday"),
        ("in March", "month"),
        ("in Q3 2024", "quarter"),
        ("in 2024", "year"),
    ],
)
def test_a_moment_knows_how_finely_it_was_said(text: str, finest: Finest) -> None:
    (found,) = moments(text)
    assert found.finest == finest


@pytest.mark.parametrize(
    "text", ["you may go", "they march on", "14.30 euros", "31 February", "$2024"]
)
def test_what_only_looks_like_a_moment_is_none(text: str) -> None:
    assert not [each for each in moments(text) if each.is_exact]


@given(st.dates(date(1950, 1, 1), date(2090, 12, 31)))
def test_a_day_is_the_same_however_it_is_written(day: date) -> None:
    written = (
        day.isoformat(),
        f"{day:%d.%m.%Y}",
        f"{day.day} {day:%B %Y}",
        f"{day:%A}",
    )
    found = [moments(text)[0] for text in written]
    assert all(agree(found[0], other) for other in found)
