from __future__ import annotations

import pytest

from bot.jobs import Box
from bot.marks import is_unsure
from tests.model_worker.readers.diagrams.drawn_flows import SIZE, Sheet

DARK = {"paper": "#1e1e1e", "ink": "#eeeeee", "fill": "#2b2d31", "edge": "#81b1db"}
SOLID = {"paper": "#10131a", "ink": "#ffffff", "fill": "#2563eb", "edge": "#2563eb"}
PLAIN: dict[str, str] = {}


def a_decision(look: dict[str, str]) -> Sheet:
    """Login, a decision below it, yes further down, no to the right."""
    sheet = Sheet(**look)
    sheet.box((160, 60), "Login", "rounded")
    sheet.box((160, 200), "Password ok?", "diamond")
    sheet.box((160, 350), "Dashboard")
    sheet.box((450, 200), "Warning")
    sheet.arrow((160, 84), (160, 153))
    sheet.arrow((160, 247), (160, 326))
    sheet.arrow((251, 200), (374, 200))
    sheet.write((182, 285), "Yes")
    sheet.write((290, 186), "No")
    return sheet


@pytest.mark.parametrize("look", [PLAIN, DARK, SOLID])
def test_boxes_arrows_and_what_stands_at_them_are_read(look: dict[str, str]) -> None:
    sheet = a_decision(look)

    (diagram,) = sheet.diagrams()

    assert sheet.ties() == {
        ("Login", "Password ok?"): "",
        ("Password ok?", "Dashboard"): "Yes",
        ("Password ok?", "Warning"): "No",
    }
    assert not is_unsure(diagram.confidence)
    assert not any(is_unsure(arrow.confidence) for arrow in diagram.arrows)


def test_a_box_lies_where_it_was_drawn_and_has_its_shape() -> None:
    (diagram,) = a_decision(PLAIN).diagrams()

    nodes = {node.text: node for node in diagram.nodes}
    wide, high = SIZE
    drawn = Box(85 / wide, 327 / high, 235 / wide, 373 / high)
    assert nodes["Dashboard"].box.iou(drawn) > 0.85
    assert {text: node.shape for text, node in nodes.items()} == {
        "Login": "rounded",
        "Password ok?": "diamond",
        "Dashboard": "box",
        "Warning": "box",
    }


def test_the_order_is_the_way_through_and_ends_come_last() -> None:
    (diagram,) = a_decision(PLAIN).diagrams()
    order = [diagram.nodes[place].text for place in diagram.order]
    assert order[:2] == ["Login", "Password ok?"]
    assert {*order[2:]} == {"Dashboard", "Warning"}


def test_an_arrow_from_left_to_right_with_an_open_head_is_read() -> None:
    sheet = Sheet()
    sheet.box((110, 100), "Order", "ellipse")
    sheet.box((400, 100), "Pay", "ellipse")
    sheet.arrow((186, 100), (324, 100), is_open=True)
    assert sheet.ties() == {("Order", "Pay"): ""}


def test_an_arrow_that_turns_right_behind_its_head_leads_back() -> None:
    sheet = Sheet()
    sheet.box((300, 80), "Write")
    sheet.box((300, 220), "Test")
    sheet.arrow((300, 104), (300, 196))
    sheet.arrow((224, 220), (130, 220), (130, 80), (224, 80))
    assert sheet.ties() == {("Write", "Test"): "", ("Test", "Write"): ""}


def test_strokes_that_part_on_their_way_lead_to_every_head() -> None:
    sheet = Sheet()
    sheet.box((280, 60), "Plan")
    for across, name in ((100, "Build"), (280, "Buy"), (460, "Wait")):
        sheet.box((across, 180), name)
        sheet.arrow((280, 84), (280, 120), (across, 120), (across, 156))
    assert {*sheet.ties()} == {("Plan", "Build"), ("Plan", "Buy"), ("Plan", "Wait")}


def test_strokes_that_meet_on_their_way_come_from_every_box() -> None:
    sheet = Sheet()
    sheet.box((280, 260), "Ship")
    for across, name in ((130, "Pack"), (430, "Pay")):
        sheet.box((across, 100), name)
        sheet.arrow((across, 124), (across, 190), (280, 190), (280, 236))
    assert {*sheet.ties()} == {("Pack", "Ship"), ("Pay", "Ship")}


def test_strokes_without_heads_are_told_as_unsure() -> None:
    sheet = Sheet()
    for down, name in ((60, "Boss"), (200, "Team"), (340, "Trainee")):
        sheet.box((280, down), name)
    sheet.arrow((280, 84), (280, 176), has_head=False)
    sheet.arrow((280, 224), (280, 316), has_head=False)
    (diagram,) = sheet.diagrams()
    assert is_unsure(diagram.confidence)
    assert all(is_unsure(arrow.confidence) for arrow in diagram.arrows)


def test_an_answer_on_a_ground_of_its_own_is_no_step() -> None:
    sheet = Sheet()
    sheet.box((280, 60), "Valid?")
    sheet.box((280, 320), "Send")
    sheet.arrow((280, 84), (280, 170), has_head=False)
    sheet.box((280, 190), "Yes")
    sheet.arrow((280, 214), (280, 296))
    names = [node.text for diagram in sheet.diagrams() for node in diagram.nodes]
    assert "Yes" not in names


def test_boxes_without_arrows_are_a_form() -> None:
    sheet = Sheet()
    for down, name in ((60, "Name"), (140, "Street"), (220, "Town")):
        sheet.box((200, down), name)
    assert sheet.diagrams() == ()


def test_arrows_between_words_without_boxes_are_no_diagram() -> None:
    sheet = Sheet()
    sheet.write((200, 60), "before")
    sheet.write((200, 200), "after")
    sheet.arrow((200, 74), (200, 186))
    assert sheet.diagrams() == ()


def test_cells_of_a_table_are_no_steps() -> None:
    sheet = Sheet()
    for row in range(3):
        for column in range(3):
            sheet.box((100 + 149 * column, 60 + 45 * row), f"Cell {row}{column}")
    assert sheet.diagrams() == ()


def test_a_blank_page_holds_no_diagram() -> None:
    assert Sheet().diagrams() == ()
