from __future__ import annotations

import pytest

from model_worker.posts.hedges import Hedge
from model_worker.posts.quantities import quantities


@pytest.mark.parametrize(
    ("text", "hedge"),
    [
        ("50", ""),
        ("about 50", "about"),
        ("~50", "about"),
        ("50 or so", "about"),
        ("more than 50", "over"),
        ("well over 50", "over"),
        ("less than 50", "under"),
        ("almost 50", "nearly"),
        ("at least 50", "least"),
        ("50 or more", "least"),
        ("50+", "least"),
        ("at most 50", "most"),
        ("50 or less", "most"),
        ("not more than 50", "most"),
        ("not less than 50", "least"),
        ("only 50", ""),
    ],
)
def test_the_words_around_a_number_say_on_which_side_the_truth_lies(
    text: str, hedge: Hedge
) -> None:
    (found,) = quantities(text)
    assert (found.value, found.hedge) == (50, hedge)


def test_a_hedge_belongs_to_the_place_of_its_number() -> None:
    text = "it cost more than 50 euros"
    (found,) = quantities(text)
    assert text[found.start : found.end] == "more than 50 euros"
