"""A value that is claimed against those that the picture labels so. Pure.

A value that is merely absent proves nothing. It is contradicted only where the picture
names the same thing, surely, and gives it another value.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from model_worker.posts.agreement import Agreement
from model_worker.posts.aims import Aim, aim_of, limits, subject, unaccounted
from model_worker.posts.claim import Claim
from model_worker.posts.evidence import Leaning, Signal
from model_worker.posts.facts import Fact
from model_worker.posts.fitting import Fit, fits
from model_worker.posts.known import Known
from model_worker.posts.quantities import Quantity
from model_worker.posts.settled import is_settled
from model_worker.posts.words import is_same, means

Agrees = Callable[[Fact], Agreement | None]

_CLOSE = 0.9


def value_signals(
    facts: Sequence[Fact],
    claim: Claim,
    known: Known,
    agrees: Agrees,
    shown: str = "",
    others: Sequence[Fact] = (),
) -> Iterator[Signal]:
    """Yield what the facts that *claim* speaks of say to its value (*shown*).

    *others* are further ones that may bear the value without being named.
    """
    for depth, aim in enumerate(subject(claim, shown)):
        found = fits(facts, aim)
        if not found:
            continue
        matched = frozenset().union(*(fit.matched for fit in found))
        if limits(aim_of(claim.text), matched, known):
            return
        answers = [(agrees(fit.fact), fit) for fit in found]
        same = [
            fit
            for answer, fit in answers
            if answer == "same" and not _is_of_another(fit, aim, known)
        ]
        if same:
            yield fact_signal("for", same[0].fact, is_hard=same[0].score >= _CLOSE)
        elif stray := _stray(others or facts, agrees, claim):
            yield fact_signal("for", stray, is_hard=False)
        elif answers and all(answer == "other" for answer, _ in answers):
            is_hard = not depth and is_settled(found, aim, claim, known)
            yield fact_signal("against", found[0].fact, is_hard=is_hard)
        elif near := [fit for answer, fit in answers if answer == "near"]:
            yield fact_signal("none", near[0].fact, is_hard=False)
        return


def _is_of_another(fit: Fit, aim: Aim, known: Known) -> bool:
    """Whether only what stands over a value is said, and it is of another thing."""
    rows = [each for each in fit.fact.labels if each.role in {"own", "row"}]
    is_said = any(
        is_same(own, word) or means(own, word)
        for label in rows
        for own in label.stems
        for word in fit.matched
    )
    return bool(rows) and not is_said and bool(unaccounted(aim, fit.matched, known))


def _stray(facts: Sequence[Fact], agrees: Agrees, claim: Claim) -> Fact | None:
    """Return a fact that bears the value and that no label gives to something else."""
    if isinstance(claim.said, Quantity) and claim.said.hedge:
        return None  # much is over or about a number
    for fact in facts:
        is_labelled = any(label.role in {"own", "row"} for label in fact.labels)
        if not is_labelled and agrees(fact) == "same":
            return fact
    return None


def fact_signal(leaning: Leaning, fact: Fact, *, is_hard: bool) -> Signal:
    """Return that *fact* speaks for or against a claim, or only beside it."""
    about = "about " if fact.source == "measured" else ""
    named = f"{fact.name}: " if fact.name else ""
    return Signal(
        leaning=leaning,
        reason=f"the picture has {about}\u201c{named}{fact.text}\u201d",
        boxes=fact.boxes,
        confidence=fact.confidence,
        is_hard=is_hard,
        is_measured=fact.source == "measured",
    )
