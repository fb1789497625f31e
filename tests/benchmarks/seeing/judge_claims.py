"""Whether a post's sentence got the verdict that its picture gives it."""

from __future__ import annotations

import re

from tests.benchmarks.seeing.samples import ClaimTruth
from tests.benchmarks.seeing.samples import Verdict as Given
from tests.benchmarks.seeing.verdicts import Judge, Seen, Verdict

_SAID: tuple[tuple[Given, re.Pattern[str]], ...] = (
    ("contradicted", re.compile(r"(?<!not )contradicted")),
    ("supported", re.compile(r"(?<!not )supported")),
    ("not visible", re.compile(r"not visible|beyond what|cannot be checked")),
)
"""Of a sentence that is checked in parts, one part against it decides."""


def judge_claim(truth: ClaimTruth) -> Judge:
    """Right counts only what is to be told apart; sure here means: contradicted.

    Saying "contradicted" of anything else is what hurts a person who was right.
    """

    def judge(seen: Seen) -> Verdict:
        said = verdict_in(seen.answer.text, truth.claim)
        is_told_apart = truth.verdict != "not visible"
        return Verdict(
            is_right=said == truth.verdict if is_told_apart else None,
            is_sure=said == "contradicted",
            said=seen.answer.text,
        )

    return judge


def verdict_in(text: str, claim: str) -> Given | None:
    """Return the verdict on the whole, the claim's own words left out."""
    said = text[max(text.find("\u201c"), 0) :]  # how many of each kind comes before
    rest = said.replace(claim, " ").replace(claim.rstrip("."), " ").casefold()
    found = (verdict for verdict, pattern in _SAID if pattern.search(rest))
    return next(found, None)
