from __future__ import annotations

import pytest

from model_worker.posts.comparisons_said import compared, rank_said


@pytest.mark.parametrize(
    ("clause", "is_top", "place", "is_denied"),
    [
        ("Rent is the largest slice", True, 1, False),
        ("Rent is not the largest", True, 1, True),
        ("Fun has the fewest votes", False, 1, False),
        ("Food comes second", True, 2, False),
        ("Fun is the second smallest", False, 2, False),
        ("sales peaked in March", True, 1, False),
        ("Rovers won", True, 1, False),
        ("Rovers lost", False, 1, False),
    ],
)
def test_who_is_said_to_be_first_or_last(
    clause: str, *, is_top: bool, place: int, is_denied: bool
) -> None:
    said = rank_said(clause)
    assert said is not None
    assert (said.is_top, said.place, said.is_denied) == (is_top, place, is_denied)
    assert clause[said.start : said.end] == said.words


@pytest.mark.parametrize(
    "clause",
    ["in the second half", "they won 3 medals", "it lost by 2", "Rent is 30 %"],
)
def test_what_ranks_nothing_is_no_rank(clause: str) -> None:
    assert rank_said(clause) is None


@pytest.mark.parametrize(
    ("clause", "left", "right", "sign", "times"),
    [
        ("Tea costs more than coffee", "Tea costs", "coffee", 1, None),
        ("Tea is cheaper than coffee", "Tea is", "coffee", -1, None),
        ("Rovers beat United", "Rovers", "United", 1, None),
        ("United is behind Rovers", "United is", "Rovers", -1, None),
        ("Tea is twice as expensive as coffee", "Tea is", "coffee", 1, 2),
        ("Tea sold 3 times as much as coffee", "Tea sold", "coffee", 1, 3),
        ("Tea is as expensive as coffee", "Tea is", "coffee", 1, 1),
    ],
)
def test_who_is_said_to_be_ahead_of_whom(
    clause: str, left: str, right: str, sign: int, times: float | None
) -> None:
    said = compared(clause)
    assert said is not None
    assert (said.left.strip(), said.right.strip()) == (left, right)
    assert (said.sign, said.times) == (sign, times)


@pytest.mark.parametrize(
    "clause",
    ["more than 40 people", "better than ever", "less than half", "more than expected"],
)
def test_more_than_a_number_compares_nothing(clause: str) -> None:
    assert compared(clause) is None
