"""The steps of a solution -> what to do in each, without its numbers. Pure.

Of a step only its opening words are looked at; the hint is ours.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from model_worker.maths.writing import MINUS

_HINTS_MAX = 5
_POWER = r"[a-z][\u00b2\u00b3\u2070-\u2079]+ = "
_HINTS: tuple[tuple[str, str], ...] = (
    (r"Square both", "Square both sides, so that the root goes away."),
    (
        r"Multiply both sides by \(|Multiply both sides by \d*[a-z]",
        "Multiply both sides by what stands below the fraction line.",
    ),
    (
        rf"Multiply both sides by {MINUS}1\b",
        "Mind the minus in front of {x}: turn the signs round on both sides.",
    ),
    (
        r"Multiply both sides",
        "Multiply both sides by a common denominator, so that no fraction is left.",
    ),
    (
        r"Simplify both|Multiply out",
        "Tidy up each side: multiply out brackets, put together what is alike.",
    ),
    (r"Swap the", "Swap the two sides, so that {x} stands on the left."),
    (
        r"(?:Add|Subtract) \S*{x}\S* (?:to|from) both",
        "Bring all that has {x} to the left, by doing the same on both sides.",
    ),
    (
        r"Add .+ to both",
        "A number is being taken away beside {x}. Undo it: add it on both sides.",
    ),
    (
        r"Subtract .+ from both",
        "A number is being added beside {x}. Undo it: take it away on both sides.",
    ),
    (
        r"Bring everything",
        "Bring everything to one side, so that nothing but zero is left on the other.",
    ),
    (
        r"Bring .+ alone",
        "Bring {x} alone to one side and all the rest to the other.",
    ),
    (
        r"Divide both sides by .+: [a-z] = ",
        "Divide both sides by what stands in front of {x}.",
    ),
    (r"Divide both", "Divide both sides by a number that goes into all of it."),
    (
        r"Factor",
        "Write the left side as a product of brackets.",
    ),
    (
        r"A product",
        "A product is zero only if one of its factors is. Set each of them to zero.",
    ),
    (r"D = ", "Use the quadratic formula. Start with what stands below its root."),
    (
        r"The discriminant",
        "Look at what stands below the root: can you take a root of that?",
    ),
    (r"No real", "Ask yourself whether a square can ever be like that."),
    (r"[a-z] = \(", "Put it all into the formula. The ± gives you two cases."),
    (
        r"Take the square",
        "Take the square root of both sides, and think of both signs.",
    ),
    (r"Take the", "Take the root of both sides."),
    (
        _POWER,
        "Get the power of {x} alone on one side.",
    ),
    (r"[a-z] has gone", "Now {x} has gone. Can the line that is left be true?"),
    (r"Put in order", "Write both in the same order, one below the other."),
    (
        r"Multiply \(",
        "Multiply one of them, so that both have the same number before one letter.",
    ),
    (
        r"Add both|Subtract .*\([12]\)",
        "Add them, or take one from the other, so that one letter goes away.",
    ),
    (r"From \(", "Solve the simpler one for one of the letters."),
    (
        r"Put into \(",
        "Put that into the other one, so that only one letter is left.",
    ),
    (
        r"Put ",
        "Put what you found into one of the first lines, and get the other letter.",
    ),
)


def hints(
    steps: Sequence[str], unknown: str, *, is_system: bool = False
) -> tuple[str, ...]:
    """Return what to do in *steps*, each once; what we have no words for is left out.

    *unknown* is the letter that is looked for; in a system it may be either.
    """
    called = "the letter" if is_system else unknown
    found = (h for step in _straight(steps) for h in _hint(step, unknown, called))
    return tuple(dict.fromkeys(found))[:_HINTS_MAX]


def sum_hints(shown: str) -> tuple[str, ...]:
    """Return in which order *shown*, a sum without unknowns, is worked out."""
    orders = (
        (r"[\u221a\u00b2\u00b3\u2070-\u2079]", "Do the powers and the roots."),
        (r"[\u00b7\u00d7\u00f7]", "Multiply and divide, from left to right."),
        (rf"/.*[+{MINUS}]|[+{MINUS}].*/", "Put the fractions on one denominator."),
        (rf"[+{MINUS}]", "Add and take away, from left to right."),
    )
    outside = re.sub(r"\([^()]*\)", "", shown)
    first = ("Start inside the brackets.",) if outside != shown else ()
    return (*first, *(hint for sign, hint in orders if re.search(sign, outside)))


def _straight(steps: Sequence[str]) -> Sequence[str]:
    """Return *steps* without those that go the long way round to a lone power."""
    if not any(re.match(_POWER, step) for step in steps):
        return steps
    return [step for step in steps if not re.match(r"Bring every|Divide both", step)]


def _hint(step: str, unknown: str, called: str) -> Iterator[str]:
    for opening, hint in _HINTS:
        if re.match(opening.replace("{x}", unknown), step):
            yield hint.replace("{x}", called)
            return
