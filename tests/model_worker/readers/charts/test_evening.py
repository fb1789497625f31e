from __future__ import annotations

import pytest

from model_worker.readers.charts.evening import are_even, evened


def test_places_that_stray_are_moved_to_where_the_others_say() -> None:
    assert evened((75.5, 248, 426, 604, 782)) == pytest.approx((70, 248, 426, 604, 782))
    both = evened((75.5, 248, 426, 604, 782, 956))
    assert both == pytest.approx((70, 248, 426, 604, 782, 960))


@pytest.mark.parametrize(
    "places",
    [
        (70.0, 248.0, 426.0),  # too few to say
        (70.0, 100.0, 426.0, 604.0, 782.0),  # no row at all
        (72.0, 250.0, 423.0, 604.0, 782.0, 990.0),  # one too far
        (10.0, 20.0, 40.0, 80.0),  # not even
        (70.5, 248.0, 426.4, 603.8),  # as even as boxes are
    ],
)
def test_places_stay_where_more_than_a_few_stray(places: tuple[float, ...]) -> None:
    assert evened(places) == places


def test_steps_tell_an_even_row() -> None:
    assert are_even((0, 10, 20.5), 0.1)
    assert not are_even((0, 10, 25), 0.1)
