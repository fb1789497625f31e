from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from model_worker.kosmos2.scheduler import Scheduler, halves


def a_scheduler(*arrivals: float, batch_max: int = 3) -> Scheduler[float]:
    scheduler: Scheduler[float] = Scheduler(batch_max, patience_s=0.25)
    for arrival in arrivals:
        scheduler.add(arrival, arrival)
    return scheduler


def test_nobody_waits_for_nobody() -> None:
    assert a_scheduler().patience_left_s(5.0) is None


def test_a_lone_look_waits_for_company() -> None:
    assert a_scheduler(5.0).patience_left_s(5.125) == 0.125


def test_a_lone_look_leaves_when_its_patience_ends() -> None:
    assert a_scheduler(5.0).patience_left_s(5.25) == 0


def test_latecomers_do_not_prolong_the_wait() -> None:
    assert a_scheduler(5.0, 5.125).patience_left_s(5.25) == 0


def test_a_full_batch_leaves_at_once() -> None:
    assert a_scheduler(5.0, 5.0, 5.0).patience_left_s(5.0) == 0


def test_batches_are_filled_in_order_of_arrival() -> None:
    scheduler = a_scheduler(1, 2, 3, 4, 5)
    assert scheduler.batch() == [1, 2, 3]
    assert scheduler.batch() == [4, 5]
    assert scheduler.batch() == []


def test_everyone_leaves_on_closing() -> None:
    scheduler = a_scheduler(1, 2, 3, 4)
    assert scheduler.everyone() == [1, 2, 3, 4]
    assert scheduler.patience_left_s(9) is None


@given(st.lists(st.integers(), min_size=2))
def test_halves_are_smaller_and_lose_nobody(batch: list[int]) -> None:
    first, second = halves(batch)
    assert [*first, *second] == batch
    assert 0 < len(second) <= len(first) < len(batch)
