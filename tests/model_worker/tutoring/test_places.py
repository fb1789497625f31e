from __future__ import annotations

from bot.jobs import Box
from bot.rendering import marked_text
from model_worker.tutoring.places import guide_to_places
from model_worker.understanding import understood
from tests.builders import a_finding

ONE, OTHER = Box(0.1, 0.1, 0.2, 0.2), Box(0.7, 0.7, 0.9, 0.9)
PICTURE = "ab" * 32


def test_things_are_counted_in_the_part_that_holds_them_all() -> None:
    found = [a_finding(boxes=(ONE,)), a_finding(number=2, boxes=(OTHER,))]
    request = understood("How many buttons are there?")
    draft = guide_to_places(request, found, PICTURE).draft
    assert draft.text.startswith("Let's count the buttons together.\n1. Start at")
    assert [finding.boxes for finding in draft.findings] == [(Box(0.1, 0.1, 0.9, 0.9),)]


def test_what_is_written_is_looked_for_at_its_place() -> None:
    found = [a_finding(phrase="19.50", boxes=(ONE,), confidence=0.6)]
    draft = guide_to_places(understood("How much is it?"), found, PICTURE).draft
    said = marked_text(draft.answer("value").spans)
    assert "\n1. Look here [1].\n2. Read what stands there" in said
    assert "19.50" not in said
    (finding,) = draft.findings
    assert (finding.phrase, finding.boxes, finding.confidence) == ("here", (ONE,), 0.6)


def test_without_any_place_the_whole_picture_is_gone_over() -> None:
    counted = guide_to_places(understood("How many dogs?"), [], PICTURE).draft
    read = guide_to_places(understood("How much is it?"), [], PICTURE).draft
    assert "Start at the top left of the picture." in counted.text
    assert "Go over the picture slowly" in read.text
    assert not counted.findings
    assert not read.findings
