from __future__ import annotations

import pytest

from bot.text_reading import Block
from model_worker.readers.passages import is_title, nearest_below, passages
from tests.model_worker.readers.builders import a_block, a_line


def texts(block: Block) -> list[str]:
    return [passage.text for passage in passages(block)]


def test_a_title_that_left_room_is_a_passage_of_its_own() -> None:
    block = a_block("Payment declined\nYour bank rejected the card ending in\n5194.")
    assert texts(block) == [
        "Payment declined",
        "Your bank rejected the card ending in\n5194.",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The connection to the server\nwas refused. Check that it\nis running.",
        "The report could not be saved to\nLondon because the disk is full.",
        "It failed.\nCheck that the service is running.",
        "cannot open\nthe file\nthat was named on the command line",
        "It failed.\nTry once more\nwith another file.",
    ],
)
def test_lines_that_go_on_stay_together(text: str) -> None:
    assert texts(a_block(text)) == [text]


def test_a_button_or_the_next_field_is_no_part_of_a_sentence() -> None:
    assert texts(a_block("The postcode must have 5 digits.\nFull name")) == [
        "The postcode must have 5 digits.",
        "Full name",
    ]
    field = "The postcode must have 5 digits.\nFull name\nMaria Lindqvist, Uppsala"
    assert texts(a_block(field))[0] == "The postcode must have 5 digits."


def test_each_line_of_a_log_is_a_passage() -> None:
    log = "14:10:02 INFO started\n14:10:09 ERROR cannot open\nthe file\nINFO ended"
    assert texts(a_block(log)) == [
        "14:10:02 INFO started",
        "14:10:09 ERROR cannot open\nthe file",
        "INFO ended",
    ]


def test_what_was_thrown_stands_apart_from_the_way_there() -> None:
    trace = 'File "store.py", in find,\nself.find(name),\nKeyError: no such key as "x"'
    assert texts(a_block(trace))[-1] == 'KeyError: no such key as "x"'


def test_a_title_is_short_and_no_sentence() -> None:
    assert is_title(a_block("This site can't be reached"))
    assert not is_title(a_block("It failed."))
    assert not is_title(a_block("one two three four five six seven eight nine"))


def test_what_stands_under_a_title_begins_where_it_does_or_is_centred() -> None:
    title = Block((a_line("Session expired", 0.4, 0.1),))
    behind = Block((a_line("8100 Emma Wolf", 0.05, 0.13),))
    aligned = Block((a_line("You were signed out.", 0.4, 0.17),))
    centred = Block((a_line("You were signed out again.", 0.334, 0.17),))
    assert nearest_below(title, [title, behind, aligned]) == 2
    assert nearest_below(title, [behind, centred]) == 1
    assert nearest_below(title, [title, behind]) is None


def test_what_stands_further_down_is_not_under_a_title() -> None:
    title = Block((a_line("Session expired", 0.4, 0.1),))
    far = Block((a_line("You were signed out.", 0.4, 0.21),))
    assert nearest_below(title, [title, far]) is None
