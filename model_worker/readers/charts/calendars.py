"""Names that follow each other: months, days, quarters. Pure.

A plot labels every second month where room is short; the one between two labels has
a name all the same.
"""

from __future__ import annotations

from collections.abc import Sequence

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_DAYS = (
    *("Monday", "Tuesday", "Wednesday", "Thursday", "Friday"),
    *("Saturday", "Sunday"),
)
_SHORT = 3
_CYCLES = tuple(
    tuple(names)
    for names in (
        _MONTHS,
        [name[:_SHORT] for name in _MONTHS],
        _DAYS,
        [name[:_SHORT] for name in _DAYS],
    )
)
_ENOUGH = 3
_MOSTLY = 0.6
_MOST_SKIPPED = 4


def is_calendar_word(word: str) -> bool:
    """Whether *word* is the name of a month or a day, whole or in three letters."""
    return any(_bare(word) in cycle for cycle in _CYCLES)


def name_between(
    labels: Sequence[str], places: Sequence[float], place: float, off: float
) -> str | None:
    """Return the name at *place* of a month or day that *labels* skip.

    *labels* stand at *places*; *off* is how far, in names, *place* may lie from the
    name's own. None where they follow no calendar or skip nothing there.
    """
    for cycle in _CYCLES:
        numbers = _numbers(labels, cycle)
        if numbers is None:
            continue
        for before in range(len(labels) - 1):
            if places[before] < place < places[before + 1]:
                share = (place - places[before]) / (places[before + 1] - places[before])
                number = numbers[before] + share * (
                    numbers[before + 1] - numbers[before]
                )
                nearest = round(number)
                if abs(number - nearest) > off or nearest in numbers:
                    return None
                return cycle[nearest % len(cycle)]
    return None


def mended(labels: Sequence[str]) -> tuple[str, ...]:
    """Return *labels* with the names that were misread as the calendar has them.

    *labels* stand at even distances. Where most of them follow a calendar step by step,
    it says what the others are.
    """
    for cycle in _CYCLES:
        known = {
            place: cycle.index(name)
            for place, label in enumerate(labels)
            if (name := _bare(label)) in cycle
        }
        if len(known) < max(_ENOUGH, _MOSTLY * len(labels)):
            continue
        for step in range(1, _MOST_SKIPPED + 1):
            starts = {
                (number - step * place) % len(cycle) for place, number in known.items()
            }
            if len(starts) == 1:
                (start,) = starts
                return tuple(
                    label
                    if place in known
                    else _alike(cycle[(start + step * place) % len(cycle)], labels)
                    for place, label in enumerate(labels)
                )
    return tuple(labels)


def _alike(name: str, labels: Sequence[str]) -> str:
    """Return *name* in capitals where the others are."""
    return name.upper() if sum(label.isupper() for label in labels) > 1 else name


def _bare(label: str) -> str:
    return label.strip(".,").capitalize()


def _numbers(labels: Sequence[str], cycle: tuple[str, ...]) -> list[int] | None:
    """Return ever rising numbers of *labels* in *cycle*, None where they do not fit."""
    if len(labels) < _ENOUGH:
        return None
    numbers: list[int] = []
    for label in labels:
        name = _bare(label)
        if name not in cycle:
            return None
        number = cycle.index(name)
        while numbers and number <= numbers[-1]:
            number += len(cycle)
        if numbers and number - numbers[-1] > _MOST_SKIPPED:
            return None
        numbers.append(number)
    return numbers
