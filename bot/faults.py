"""Where something broke, fit for a log: the places in the code, never the words.

An exception's message may quote a person; its type and the lines it passed do not.
"""

from __future__ import annotations

import traceback
from pathlib import Path

PLACES_MAX = 12


def traced(error: BaseException) -> str:
    """Return the type and the innermost lines: ``KeyError at told.py:8 < ask.py:3``.

    What *error* was raised from is told behind it.
    """
    places = traceback.extract_tb(error.__traceback__)[-PLACES_MAX:]
    lines = [f"{Path(place.filename).name}:{place.lineno}" for place in places]
    told = f"{type(error).__name__} at {' < '.join(reversed(lines)) or 'no line'}"
    return f"{told}, from {traced(error.__cause__)}" if error.__cause__ else told
