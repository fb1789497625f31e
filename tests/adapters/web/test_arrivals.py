from __future__ import annotations

from adapters.web.arrivals import Arrivals


def test_the_bell_rings_for_those_who_wait_for_that_question() -> None:
    arrivals, heard = Arrivals(), list[str]()
    with (
        arrivals.waiting("one", lambda: heard.append("first")),
        arrivals.waiting("one", lambda: heard.append("second")),
        arrivals.waiting("two", lambda: heard.append("other")),
    ):
        arrivals.ring("one")
    assert heard == ["first", "second"]


def test_nobody_hears_a_bell_after_having_left() -> None:
    arrivals, heard = Arrivals(), list[str]()
    with arrivals.waiting("one", lambda: heard.append("ring")):
        pass
    arrivals.ring("one")
    arrivals.ring_all()
    assert heard == []


def test_at_the_end_every_bell_rings() -> None:
    arrivals, heard = Arrivals(), list[str]()
    with (
        arrivals.waiting("one", lambda: heard.append("one")),
        arrivals.waiting("two", lambda: heard.append("two")),
    ):
        arrivals.ring_all()
    assert heard == ["one", "two"]
