"""Claims against a picture: supported, contradicted, not visible, or beyond a picture.

"Contradicted" takes hard evidence, or two soft signals that agree. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from model_worker.posts.check_codes import code_signals
from model_worker.posts.check_counts import count_signals
from model_worker.posts.check_courses import course_signals
from model_worker.posts.check_dates import date_signals
from model_worker.posts.check_numbers import number_signals
from model_worker.posts.check_ranks import order_signals
from model_worker.posts.check_scores import standing_signals
from model_worker.posts.check_words import word_signals
from model_worker.posts.claim import (
    Claim,
    ColourSaid,
    CountSaid,
    MarginSaid,
    QuoteSaid,
    ScoreSaid,
)
from model_worker.posts.codes import Code
from model_worker.posts.comparisons_said import Compared, RankSaid
from model_worker.posts.courses_said import CourseSaid
from model_worker.posts.denials import as_meant
from model_worker.posts.evidence import Evidence, Field, Judgement, Signal, Verdict
from model_worker.posts.known import Known, known_from
from model_worker.posts.moments import Moment
from model_worker.posts.plain_said import is_future
from model_worker.posts.quantities import Quantity

__all__ = ["Evidence", "Field", "Judgement", "Verdict", "checked"]

_BEYOND = {"opinion", "who, where or when"}
_TO_COME = {"trend", "extreme", "comparison", "statement"}
_DOUBTS = -0.3
"""A model's score from here on is a second signal against a claim."""

_SOFT = 0.7
"""What a soft signal's confidence is worth."""

BEYOND = "a picture alone cannot tell"
ABSENT = "nothing in the picture says so"


def checked(claims: Sequence[Claim], evidence: Evidence) -> tuple[Verdict, ...]:
    """Return a verdict on each of *claims*, in their order."""
    known = known_from(evidence)
    scores = evidence.scores or {}
    return tuple(_verdict(claim, known, scores.get(claim.text)) for claim in claims)


def _verdict(claim: Claim, known: Known, score: float | None) -> Verdict:
    signals = [as_meant(signal, claim) for signal in _signals(claim, known)]
    against = [signal for signal in signals if signal.leaning == "against"]
    kind = [signal for signal in signals if signal.leaning == "for"]
    is_hard = any(signal.is_hard for signal in against)
    is_doubted = score is not None and score <= _DOUBTS
    if against and not kind and (is_hard or len(against) > 1 or is_doubted):
        return _settled(claim, "contradicted", against)
    if kind and not is_hard:
        return _settled(claim, "supported", kind)
    beyond = claim.kind in _BEYOND or (claim.kind in _TO_COME and is_future(claim.text))
    return Verdict(
        claim=claim,
        verdict="cannot be checked" if beyond else "not visible",
        reason=signals[0].reason if signals else BEYOND if beyond else ABSENT,
        boxes=signals[0].boxes if signals else (),
        confidence=signals[0].confidence * _SOFT if signals else 1.0,
    )


def _settled(claim: Claim, verdict: Judgement, signals: Sequence[Signal]) -> Verdict:
    best = max(signals, key=lambda signal: (signal.is_hard, signal.confidence))
    return Verdict(
        claim=claim,
        verdict=verdict,
        reason=best.reason,
        boxes=best.boxes,
        confidence=best.confidence * (1.0 if best.is_hard else _SOFT),
        is_measured=best.is_measured,
    )


def _signals(claim: Claim, known: Known) -> Iterator[Signal]:
    match claim.said:
        case Quantity() as said:
            found = number_signals(said, claim, known)
        case CountSaid() as said:
            found = count_signals(said, claim, known)
        case Moment() as said:
            found = date_signals(said, claim, known)
        case Code() as said:
            found = code_signals(said, claim, known)
        case CourseSaid() as said:
            found = course_signals(said, claim, known)
        case QuoteSaid() | ColourSaid() | None as said:
            found = word_signals(said, claim, known)
        case ScoreSaid() | MarginSaid() as said:
            found = standing_signals(said, claim, known)
        case RankSaid() | Compared() as said:
            found = order_signals(said, claim, known)
    return found
