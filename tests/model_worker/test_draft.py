from __future__ import annotations

from bot.jobs import Box
from model_worker.draft import FOLLOW_UPS_MAX, Draft

BOX = Box(0.1, 0.1, 0.2, 0.2)


def test_what_is_offered_last_is_never_left_out() -> None:
    draft = Draft()
    draft.offer_last("Show me the answer")
    for number in range(FOLLOW_UPS_MAX + 2):
        draft.offer(f"Solve number {number}")
    offered = draft.answer("solve").follow_ups
    assert len(offered) == FOLLOW_UPS_MAX
    assert offered[-1] == "Show me the answer"


def test_the_last_offer_stays_the_last_when_parts_are_joined() -> None:
    whole, part = Draft(), Draft()
    part.offer_last("Show me the answer")
    whole.absorb(part)
    whole.offer("The same for the other picture")
    assert whole.answer("ask").follow_ups == (
        "The same for the other picture",
        "Show me the answer",
    )


def test_what_only_says_what_cannot_be_told_is_an_admission() -> None:
    draft = Draft()
    assert not draft.is_admission
    draft.admit("I found nothing here.")
    assert draft.is_admission


def test_a_result_beside_it_makes_it_none() -> None:
    said, pointed = Draft(), Draft()
    said.say("There are 4.")
    said.admit("I do not see number 7.")
    pointed.admit("I see no table, but ")
    pointed.point("a chart", [BOX], "0" * 64, "measured", 0.9)
    assert not said.is_admission
    assert not pointed.is_admission
