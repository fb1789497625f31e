"""A picture -> the printed equations in it."""

from __future__ import annotations

from bot.text_reading import TextReading
from model_worker.maths.grammar import parsed
from model_worker.maths.terms import MathsError
from model_worker.readers.pixels import Closer, Pixels
from model_worker.readings import Equation, EquationReading

_TEXT_ALONE = 0.5
"""What letters alone are worth: a raised 2 is often read as a 2."""


def equation_reading(
    pixels: Pixels,  # noqa: ARG001 - what is raised is not looked at yet
    text: TextReading,
    closer: Closer,  # noqa: ARG001 - likewise
) -> EquationReading:
    """Return the equations in a picture whose *text* was read, from top to bottom."""
    found = tuple(
        Equation(text=line.text, box=line.box, confidence=_TEXT_ALONE)
        for line in text.lines
        if _is_equation(line.text)
    )
    return EquationReading(found)


def _is_equation(text: str) -> bool:
    try:
        return parsed(text).right is not None
    except MathsError:
        return False
