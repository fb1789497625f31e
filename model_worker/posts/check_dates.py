"""Days and times of day of a claim against those of the picture. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from model_worker.posts.agreement import Agreement
from model_worker.posts.aims import aim_of, announced, limits, unaccounted
from model_worker.posts.check_values import fact_signal, value_signals
from model_worker.posts.claim import Claim
from model_worker.posts.evidence import Signal
from model_worker.posts.facts import Fact
from model_worker.posts.known import Known
from model_worker.posts.moments import Moment, agree
from model_worker.posts.pieces import masked
from model_worker.posts.words import stem

_OF_ANOTHER = re.compile(
    r"\b(?:sale|meet\w*|mov(?:e|ed)|postponed|rescheduled|announced|booked|reserved"
    r"|registered|posted|rehears\w*|deliver\w*)\b",
    re.IGNORECASE,
)
"""What is done on a day of its own, not on that of what is announced."""

_SINCE = re.compile(r"\b(?:since|until|by|from|before|after)\b", re.IGNORECASE)


def date_signals(said: Moment, claim: Claim, known: Known) -> Iterator[Signal]:
    """Yield what the picture's days, or its times of day, say to *said*."""
    is_time = said.finest == "time"
    alike = [
        fact
        for fact in known.facts
        if fact.moment
        and fact.moment.is_exact
        and (fact.moment.finest == "time") == is_time
    ]
    if limits(aim_of(claim.text), frozenset(), known):
        return
    found = list(
        value_signals(alike, claim, known, lambda fact: _agrees(said, fact), claim.part)
    )
    if _is_of_another(claim, known):
        found = [signal for signal in found if signal.leaning != "against"]
    yield from found
    if found:
        return
    same = [fact for fact in alike if fact.moment and agree(said, fact.moment)]
    if same:
        yield fact_signal("for", same[0], is_hard=True)
    elif len(alike) == 1:
        yield from _only_one(alike[0], said, claim, known)


def _agrees(said: Moment, fact: Fact) -> Agreement | None:
    answer = agree(said, fact.moment) if fact.moment else None
    return None if answer is None else "same" if answer else "other"


def _is_of_another(claim: Claim, known: Known) -> bool:
    found = _OF_ANOTHER.findall(claim.text)
    return any(not known.means_word(stem(word)) for word in found)


def _only_one(fact: Fact, said: Moment, claim: Claim, known: Known) -> Iterator[Signal]:
    """Yield that the only day in a picture is another one, if all else is about it."""
    aim = aim_of(masked(claim.text, [said]))
    events = announced(aim)
    is_known = bool(events) or any(known.has_word(word.stem) for word in aim.words)
    if (
        fact.moment
        and agree(said, fact.moment) is False
        and fact.is_sure
        and is_known
        and not _SINCE.search(claim.text)
        and not _is_of_another(claim, known)
        and not unaccounted(aim, events, known)
    ):
        yield fact_signal("against", fact, is_hard=True)
