"""Whether an answer points at the place that was named, or quotes a message exactly."""

from __future__ import annotations

from model_worker.scoring.scores import IOU_MIN, best_iou, places_in
from tests.benchmarks.seeing.samples import ErrorTruth, PlaceTruth
from tests.benchmarks.seeing.verdicts import Judge, Seen, Verdict, bare, is_sure


def judge_place(truth: PlaceTruth) -> Judge:
    """The first place said, or all places together, must meet the true one.

    A row may be told cell by cell; pointing at everything there is meets nothing.
    """

    def judge(seen: Seen) -> Verdict:
        places = places_in(seen.answer)
        meant = (places[0], places[-1]) if places else ()
        is_right = any(best_iou(box, meant) >= IOU_MIN for box in truth.boxes)
        return Verdict(is_right, is_sure(seen.answer), seen.answer.text)

    return judge


def judge_error(truth: ErrorTruth) -> Judge:
    """Every part of the message must be said, letter by letter, white space apart."""

    def judge(seen: Seen) -> Verdict:
        said = _exact(seen.answer.text)
        is_right = all(_exact(part).rstrip(".") in said for part in truth.parts)
        return Verdict(is_right, is_sure(seen.answer), seen.answer.text)

    return judge


def judge_nothing() -> Judge:
    """No chart may be found, sure or not."""

    def judge(seen: Seen) -> Verdict:
        charts = seen.charts.charts
        sure = [chart for chart in charts if chart.confidence >= 0.6]
        kinds = ", ".join(f"{c.kind} {c.confidence:.2f}" for c in charts)
        return Verdict(not charts, bool(sure), kinds or seen.answer.text)

    return judge


def _exact(text: str) -> str:
    """Return *text* without what a quotation adds; letters keep their case."""
    return "".join(text.replace("\u201c", "").replace("\u201d", "").split())


__all__ = ["bare", "judge_error", "judge_nothing", "judge_place"]
