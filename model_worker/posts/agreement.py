"""When a number that was said and one that was read are the same. Pure.

People round, and a round number, a hedge or a fraction leaves room. Between "same" and
"other" lies "near": too near to call wrong, too far to call right.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from msgspec.structs import replace

from model_worker.posts.quantities import Quantity

Agreement = Literal["same", "near", "other"]

_ABOUT = 0.12
_NEARLY_FROM = 0.85
_NEARLY_NEAR_FROM = 0.75
_OVER_NEAR = 0.05
_ROUND = 0.051
"""How far what is read may lie from a round number said for it: 48 from 50."""

_ROUNDED = 0.025
_SHARE = 0.09
_SHARE_LEAST = 2.5
_EXACT = 1 + 1e-9
_NEAR_ABOUT = 1.5
_NEAR = 2.0
"""Within as many times the room there is, nobody would speak of an error."""


def agreement(said: Quantity, found: Quantity, slack: float = 0.0) -> Agreement:
    """Return how *said* stands to *found*, which may be off by *slack* of itself."""
    said, found = _alike(said, found)
    room = max(said.step / 2, found.step / 2, slack * abs(found.value)) * _EXACT
    away = said.value - found.value
    match said.hedge:
        case "over" | "least":
            answer = _one_side(-away, room, said, is_open=said.hedge == "over")
        case "under" | "most":
            answer = _one_side(away, room, said, is_open=said.hedge == "under")
        case "nearly":
            answer = _nearly(found.value, said.value, slack)
        case "about":
            answer = _within(away, max(room, _ABOUT * abs(said.value)), _NEAR_ABOUT)
        case "" if said.form == "share":
            answer = _within(away, max(_SHARE * said.value, _SHARE_LEAST, room))
        case "":
            answer = _plain(said, found, room, is_measured=slack > 0)
    return answer


def best_agreement(
    said: Quantity, found: Quantity, slack: float, scales: Sequence[float]
) -> Agreement:
    """Return the best of how *said* stands to *found* in any of *scales*.

    An axis "in thousands" has 21 where a person says 21,000.
    """
    answers = {
        agreement(
            said,
            replace(found, value=found.value * scale, step=found.step * scale),
            slack,
        )
        for scale in scales
    }
    order: tuple[Agreement, ...] = ("same", "near", "other")
    return next(answer for answer in order if answer in answers)


def are_comparable(said: Quantity, found: Quantity) -> bool:
    """Whether both may count the same thing: a bare number may stand for any unit."""
    return said.unit == found.unit or "" in {said.unit, found.unit}


def _plain(
    said: Quantity, found: Quantity, room: float, *, is_measured: bool
) -> Agreement:
    """Return how a number without any hedge stands to what was read or measured."""
    away = said.value - found.value
    if abs(away) <= max(room, min(said.round_to / 2, _ROUNDED * abs(found.value))):
        return "same"
    is_cut = said.step > found.step and 0 < -away < said.step
    is_rounded = said.is_round and abs(away) <= _ROUND * abs(found.value)
    is_near = is_measured and abs(away) <= _NEAR * room
    return "near" if is_cut or is_rounded or is_near else "other"


def _alike(said: Quantity, found: Quantity) -> tuple[Quantity, Quantity]:
    """Return both in per cent where one is a fraction, both without an unsaid sign."""
    if said.unit == "%" and not found.unit and 0 < abs(found.value) <= 1 > found.step:
        found = replace(found, value=100 * found.value, step=100 * found.step)
    elif found.unit == "%" and not said.unit and 0 < abs(said.value) < 1 > said.step:
        said = replace(said, value=100 * said.value, step=100 * said.step)
    if found.is_signed and not said.is_signed:
        found = replace(found, value=abs(found.value))
    return said, found


def _one_side(
    beyond: float, room: float, said: Quantity, *, is_open: bool
) -> Agreement:
    """Return how a bound stands to what lies *beyond* it by so much."""
    slack = room if room > said.step / 2 * 1.01 else 0.0
    if beyond > slack or (beyond == 0 and not is_open):
        return "same"
    return "near" if beyond >= -max(slack, _OVER_NEAR * abs(said.value)) else "other"


def _nearly(found: float, said: float, slack: float) -> Agreement:
    low, high = sorted((found / said if said else 1.0, 1.0))
    if found <= said * (1 + slack) and low >= _NEARLY_FROM:
        return "same"
    return "near" if low >= _NEARLY_NEAR_FROM and high < 1 + 2 * _OVER_NEAR else "other"


def _within(away: float, room: float, near: float = _NEAR) -> Agreement:
    if abs(away) <= room:
        return "same"
    return "near" if abs(away) <= near * room else "other"
