"""Whether a post's sentence got the verdict that its picture gives it."""

from __future__ import annotations

import re

from tests.benchmarks.seeing.samples import ClaimTruth
from tests.benchmarks.seeing.samples import Verdict as Given
from tests.benchmarks.seeing.verdicts import Judge, Seen, Verdict

_SAID: dict[Given, re.Pattern[str]] = {
    "not visible": re.compile(
        r"not visible|cannot be checked|cannot be told|cannot tell|nothing in the"
        r"|not supported|neither|no claim|could not|cannot read|found nothing"
    ),
    "contradicted": re.compile(
        r"contradict|does not match|is wrong|not true|incorrect"
    ),
    "supported": re.compile(r"support|confirm|matches|agrees|is true|is right|correct"),
}


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
    """Return the verdict that comes first, the claim's own words left out."""
    rest = text.replace(claim, " ").replace(claim.rstrip("."), " ").casefold()
    found = [
        (match.start(), verdict)
        for verdict, pattern in _SAID.items()
        if (match := pattern.search(rest))
    ]
    return min(found)[1] if found else None
