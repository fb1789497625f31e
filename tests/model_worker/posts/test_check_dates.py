from __future__ import annotations

import pytest

from tests.model_worker.posts.builders import EVENT, judged


@pytest.mark.parametrize(
    "post",
    [
        "The concert is on Friday.",
        "It is on 3/5/2024.",
        "Doors open at 7 pm.",
        "Doors open at 19:00.",
    ],
)
def test_a_day_or_a_time_as_it_stands_there_is_supported(post: str) -> None:
    assert judged(post, EVENT) == "supported"


@pytest.mark.parametrize(
    "post",
    ["The concert is on Saturday.", "The concert is on 4 May.", "Doors open at 7 am."],
)
def test_another_day_of_the_same_thing_is_contradicted(post: str) -> None:
    assert judged(post, EVENT) == "contradicted"


@pytest.mark.parametrize(
    "post",
    [
        "The concert moved to 4 May.",
        "The concert was announced on Monday.",
        "Tickets are on sale from 1 April.",
        "Meet me there at 18:30.",
        "The concert ends at 23:00.",
        "The rehearsal is on 2 May.",
    ],
)
def test_the_day_of_something_else_is_left_open(post: str) -> None:
    assert judged(post, EVENT) != "contradicted"
