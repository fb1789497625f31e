"""What became of each claim of a post, with the place that decides it. Pure.

Calm words: who posted it may simply have mistyped, and what a picture cannot tell is
no reproach.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from bot.marks import is_unsure
from bot.rendering import short
from model_worker.checking import Judgement, Verdict
from model_worker.draft import Draft
from model_worker.telling.quoting import capitalised

SLIPS = "A misread letter or digit is possible; please look at the places yourself."
_CLAIM_MAX = 120
_TOLD_MAX = 12
_PAIR = 2
_NAMES: dict[Judgement, str] = {
    "supported": "supported",
    "contradicted": "contradicted",
    "not visible": "not visible here",
    "cannot be checked": "beyond what a picture can tell",
}
_QUOTED = re.compile(r"\u201c(.+?)\u201d")


def tell_checks(draft: Draft, verdicts: Sequence[Verdict], picture: str) -> bool:
    """Say each claim with its verdict and its place; False where there is no claim."""
    if not verdicts:
        return False
    verdicts = _merged(verdicts)
    told = _weightiest(verdicts)
    if len(told) > 1:
        draft.say(f"{_summary(verdicts)}\n\n")
    for place, (text, group) in enumerate(groupby(told, lambda v: v.claim.text)):
        draft.say("\n" if place else "")
        _tell_clause(draft, text, list(group), picture)
    if len(told) < len(verdicts):
        draft.say(f"\nThe other {len(verdicts) - len(told)} are not shown here.")
    if any(verdict.verdict == "contradicted" for verdict in verdicts):
        draft.warn(SLIPS)
    draft.offer("Read all the text")
    return True


def _tell_clause(
    draft: Draft, text: str, verdicts: Sequence[Verdict], picture: str
) -> None:
    """Say one clause and what became of each thing that it claims."""
    draft.say(f"\u201c{short(text.strip(' !?'), _CLAIM_MAX)}\u201d")
    if len(verdicts) == 1:
        draft.say(f" is {_named(verdicts[0])}")
        _tell_reason(draft, verdicts[0], picture)
    for place, verdict in enumerate(verdicts if len(verdicts) > 1 else ()):
        part = short(verdict.claim.part.strip(" !?.,"), _CLAIM_MAX)
        draft.say("; " if place else ": ")
        draft.say(f"\u201c{part}\u201d is {_named(verdict)}")
        _tell_reason(draft, verdict, picture)
    draft.say(".")


def _tell_reason(draft: Draft, verdict: Verdict, picture: str) -> None:
    if not verdict.boxes:
        return  # that nothing is there has been said
    is_near = verdict.verdict in {"not visible", "cannot be checked"}
    draft.say("; what comes nearest: " if is_near else ": ")
    quoted = _QUOTED.search(verdict.reason)
    draft.point(
        verdict.reason,
        verdict.boxes,
        picture,
        "measured" if verdict.is_measured else "read",
        verdict.confidence,
        phrase=quoted[1] if quoted else verdict.reason,
    )


def _named(verdict: Verdict) -> str:
    is_guess = verdict.verdict == "supported" and is_unsure(verdict.confidence)
    return f"{'probably ' if is_guess else ''}{_NAMES[verdict.verdict]}"


def _merged(verdicts: Sequence[Verdict]) -> list[Verdict]:
    """Return *verdicts*, one for the parts of a clause that one place decides alike."""
    return list(
        {
            (each.claim.text, each.verdict, each.reason if each.boxes else at): each
            for at, each in enumerate(verdicts)
        }.values()
    )


def _weightiest(verdicts: Sequence[Verdict]) -> list[Verdict]:
    """Return what is worth a line, in the post's order: first what has a place."""
    ranked = sorted(
        range(len(verdicts)), key=lambda place: (not verdicts[place].boxes, place)
    )
    return [verdicts[place] for place in sorted(ranked[:_TOLD_MAX])]


def _summary(verdicts: Sequence[Verdict]) -> str:
    """Return "Of 3 claims, 2 are supported and 1 is contradicted."."""
    counts = Counter(verdict.verdict for verdict in verdicts)
    parts = [
        f"{counts[key]} {'is' if counts[key] == 1 else 'are'} {name}"
        for key, name in _NAMES.items()
        if counts[key]
    ]
    if len(parts) == 1:
        all_of = "both" if len(verdicts) == _PAIR else f"all {len(verdicts)}"
        return capitalised(f"{all_of} claims {parts[0].split(' ', 1)[1]}.")
    listed = ", ".join(parts[:-1])
    return f"Of {len(verdicts)} claims, {listed} and {parts[-1]}."
