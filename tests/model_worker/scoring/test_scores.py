from __future__ import annotations

from pathlib import Path

import pytest

from bot.jobs import Box
from model_worker.scoring.cases import Phrase
from model_worker.scoring.scores import Placed, quantile, recalls, summary, worst
from model_worker.scoring.table import recall_lines, summary_lines
from tests.builders import a_finding, an_answer
from tests.model_worker.scoring.builders import an_answered

LEFT, RIGHT = Box(0, 0, 0.5, 1), Box(0.5, 0, 1, 1)


def test_an_answer_is_right_when_it_says_and_points_at_what_was_expected() -> None:
    right = an_answered(texts=("disk full",), corners=((0.1, 0.2, 0.5, 0.3),))

    assert right.is_right
    assert right.iou == pytest.approx(1)


def test_a_right_text_at_a_wrong_place_is_wrong() -> None:
    wrong = an_answered(texts=("disk full",), corners=((0.6, 0.6, 0.9, 0.9),))

    assert wrong.is_text_right
    assert not wrong.is_right


def test_a_row_may_be_pointed_at_cell_by_cell() -> None:
    findings = tuple(
        a_finding(number=n + 1, boxes=(Box(n / 4, 0.5, (n + 1) / 4, 0.6),))
        for n in range(4)
    )
    told = an_answered(an_answer(findings=findings), corners=((0, 0.5, 1, 0.6),))

    assert told.iou == pytest.approx(1)


def test_whoever_doubts_one_place_is_not_sure() -> None:
    doubted = (a_finding(), a_finding(number=2, confidence=0.4))

    assert an_answered().is_sure
    assert not an_answered(an_answer(findings=doubted)).is_sure
    assert not an_answered(an_answer(findings=())).is_sure
    assert not an_answered(an_answer(kind="clarify")).is_sure


def test_no_answer_is_wrong_and_not_sure() -> None:
    broken = an_answered(texts=("x",), corners=((0, 0, 1, 1),))
    broken = type(broken)(case=broken.case, seconds=1, trouble="It broke.")

    assert not broken.is_right
    assert not broken.is_sure
    assert broken.iou == 0


def test_the_summary_counts_what_was_expected() -> None:
    told = summary(
        [
            an_answered(texts=("disk full",), seconds=1.0),
            an_answered(texts=("printer",), seconds=2.0),
            an_answered(corners=((0.1, 0.2, 0.5, 0.3),), seconds=9.0),
        ]
    )

    assert told.accuracy == 0.5
    assert told.boxes == 1
    assert told.sure_and_wrong == pytest.approx(1 / 3)
    assert (told.median_s, told.p90_s) == (2, 9)
    assert "sure and wrong              33.3 %" in summary_lines(told)


def test_the_sure_and_wrong_come_first() -> None:
    unsure = an_answered(an_answer(findings=()), texts=("printer",))
    sure = an_answered(texts=("printer",))
    right = an_answered(texts=("disk full",))

    assert worst([unsure, right, sure], 9) == (sure, unsure)


def test_nine_of_ten_are_within_the_quantile() -> None:
    assert quantile([float(n) for n in range(1, 11)], 0.9) == 9
    assert quantile([3.0], 0.9) == 3


def placed(*boxes: Box, truth: Box = LEFT, group: str = "val") -> Placed:
    phrase = Phrase(picture=Path("a.jpg"), words="it", boxes=(truth,), group=group)
    return Placed(phrase=phrase, boxes=boxes, seconds=0.1)


def test_recall_looks_at_the_first_boxes_alone() -> None:
    (told,) = recalls([placed(LEFT), placed(RIGHT, LEFT), placed()])

    assert told.at == pytest.approx((1 / 3, 2 / 3, 2 / 3))


def test_further_ranks_are_told_where_several_boxes_come() -> None:
    one, several = [placed(LEFT)], [placed(RIGHT, LEFT), placed(LEFT, group="test")]

    assert recall_lines(recalls(one))[0].split() == ["phrases", "count", "R@1"]
    assert recall_lines(recalls(several))[1:] == [
        "val                              1     0.00   100.00   100.00",
        "test                             1   100.00   100.00   100.00",
    ]
