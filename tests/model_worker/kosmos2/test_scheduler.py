"""Who sits where and who is next, in no time and without a tensor."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model_worker.kosmos2.scheduler import LOWERED_S, Scheduler, Seat


def a_scheduler(slots: int = 2, length: int = 100, chunk: int = 10) -> Scheduler[str]:
    return Scheduler(slots, length, chunk)


def read_all(scheduler: Scheduler[str]) -> list[tuple[str, int, int]]:
    """Read every prompt to its end; return the pieces in their order."""
    pieces = []
    while chunk := scheduler.chunk():
        pieces.append((chunk.seat.who, chunk.start, chunk.end))
        chunk.seat.read = chunk.end
    return pieces


def test_who_comes_first_is_seated_first() -> None:
    scheduler = a_scheduler()
    for who in ("a", "b", "c"):
        scheduler.add(who, 5, 5)

    assert [seat.who for seat in scheduler.admit(0)] == ["a", "b"]
    assert scheduler.admit(0) == []


def test_a_slot_that_is_left_is_taken_by_the_next() -> None:
    scheduler = a_scheduler()
    for who in ("a", "b", "c"):
        scheduler.add(who, 5, 5)
    first, _ = scheduler.admit(0)
    scheduler.retire(first)

    (third,) = scheduler.admit(0)
    assert (third.who, third.slot) == ("c", first.slot)


def test_lanes_take_turns() -> None:
    scheduler = a_scheduler(slots=4)
    for who in ("a1", "a2", "a3"):
        scheduler.add(who, 5, 5, "a")
    scheduler.add("b1", 5, 5, "b")

    assert [seat.who for seat in scheduler.admit(0)] == ["a1", "b1", "a2", "a3"]


def test_a_prompt_is_read_in_pieces() -> None:
    scheduler = a_scheduler(chunk=10)
    scheduler.add("a", 25, 5)
    scheduler.add("b", 7, 5)
    scheduler.admit(0)

    assert read_all(scheduler) == [
        ("a", 0, 10),
        ("a", 10, 20),
        ("a", 20, 25),
        ("b", 0, 7),
    ]


def test_only_who_was_read_runs() -> None:
    scheduler = a_scheduler()
    scheduler.add("a", 5, 5)
    scheduler.add("b", 25, 5)
    scheduler.admit(0)
    chunk = scheduler.chunk()
    assert chunk is not None
    chunk.seat.read = chunk.end

    assert [seat.who for seat in scheduler.running] == ["a"]


@pytest.mark.parametrize(("prompt", "fits"), [(90, True), (91, False)])
def test_what_can_never_fit_is_known(prompt: int, *, fits: bool) -> None:
    assert a_scheduler(length=100).fits(prompt, 10) is fits


def test_after_memory_ran_out_half_as_many_sit_for_five_minutes() -> None:
    scheduler = a_scheduler(slots=4)
    for who in ("a", "b", "c", "d", "e"):
        scheduler.add(who, 5, 5)
    seats = scheduler.admit(0)
    assert scheduler.lower(100.0) == 2
    for seat in reversed(seats):
        scheduler.put_back(seat)

    assert [seat.who for seat in scheduler.admit(100.0)] == ["a", "b"]
    assert scheduler.admit(100.0 + LOWERED_S - 1) == []
    seated = scheduler.admit(100.0 + LOWERED_S)
    assert [seat.who for seat in seated] == ["c", "d"]


def test_one_sits_however_often_memory_runs_out() -> None:
    scheduler = a_scheduler(slots=4)

    assert [scheduler.lower(0) for _ in range(4)] == [2, 1, 1, 1]


def test_a_row_is_as_long_as_what_stands_in_the_cache() -> None:
    seat = Seat("a", 0, prompt=5, room=9, read=5)

    lengths = []
    for seat.said in range(4):
        lengths.append(seat.length)
    assert lengths == [5, 5, 6, 7]


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(1, 60)), max_size=40))
def test_everybody_is_seated_once_in_the_order_of_their_lane(
    coming: list[tuple[str, int]],
) -> None:
    scheduler: Scheduler[tuple[str, int]] = Scheduler(3, 100, 16)
    for number, (lane, prompt) in enumerate(coming):
        scheduler.add((lane, number), prompt, 10, lane)
    seated: list[tuple[str, int]] = []
    while not scheduler.is_idle:
        seats = scheduler.admit(0)
        seated += [seat.who for seat in seats]
        for seat in scheduler.seats[:1]:
            scheduler.retire(seat)

    assert sorted(number for _, number in seated) == list(range(len(coming)))
    for lane in "abc":
        own = [number for name, number in seated if name == lane]
        assert own == sorted(own)
