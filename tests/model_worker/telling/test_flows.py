from __future__ import annotations

import pytest

from bot.jobs import Box
from model_worker.telling import flows
from tests.model_worker.flow_builders import a_flow, named

LOGIN = a_flow(
    ("Open the app", "Enter password", "Password correct?", "Dashboard", "Warning"),
    ("0>1", "1>2", "2>3 Yes", "2>4 No", "4>1"),
)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("What comes after Open the app?", ["Open the app"]),
        ("What comes after the warning?", ["Warning"]),
        ("How do I get from Open the app to Dashboard?", ["Open the app", "Dashboard"]),
        ("What comes after entering a pasword?", []),
        ("What comes after lunch?", []),
        ("Is the password correct?", ["Password correct?"]),
    ],
)
def test_a_question_names_the_boxes_whose_words_it_says(
    text: str, names: list[str]
) -> None:
    assert named(LOGIN, flows.named_boxes(text, LOGIN)) == names


def test_a_box_of_common_words_alone_is_named_by_them() -> None:
    flow = a_flow(("Is it on?", "Wait"), ("0>1",))
    assert flows.named_boxes("What comes after is it on?", flow) == (0,)


def test_a_place_shows_the_box_that_it_covers() -> None:
    box = LOGIN.nodes[2].box
    around = Box(box.left - 0.02, box.top - 0.01, box.right + 0.02, box.bottom + 0.01)
    assert flows.box_at(around, LOGIN) == 2
    assert flows.box_at(LOGIN.box, LOGIN) is None


def test_what_leads_on_and_back_is_told_by_the_arrows() -> None:
    assert [arrow.end for arrow in flows.onward(LOGIN, 2)] == [3, 4]
    assert [arrow.start for arrow in flows.back(LOGIN, 1)] == [0, 4]


def test_no_arrow_leads_to_a_start_or_away_from_an_end() -> None:
    assert flows.starts(LOGIN) == (0,)
    assert flows.ends(LOGIN) == (3,)


def test_a_way_back_to_the_first_box_leaves_it_the_start() -> None:
    flow = a_flow(("Write", "Test", "Ship"), ("0>1", "1>0", "1>2"))
    assert flows.starts(flow) == (0,)


def test_the_way_takes_the_fewest_arrows() -> None:
    assert [arrow.end for arrow in flows.way(LOGIN, 0, 3)] == [1, 2, 3]
    assert flows.way(LOGIN, 3, 0) == ()
