"""Text -> whom a letter or an invoice is for, and whom it is from. Pure.

A field says it ("Bill to:"), else how a letter begins and ends.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.text_reading import Line, TextReading
from model_worker.places.letters import part
from model_worker.readers.fields_in_text import fields

_FOR = re.compile(
    r"(?:(?:bill|billed|ship|deliver|sold|send|invoice|addressed)(?: it)? )?to"
    r"|customer(?: name)?|client|recipient|addressee|attn\.?|attention|bill to address",
    re.IGNORECASE,
)
_FROM = re.compile(
    r"from|sender|seller|supplier|vendor|merchant|issue[dr](?: by)?|signed(?: by)?"
    r"|author|written by|contractor",
    re.IGNORECASE,
)
_GREETING = re.compile(
    r"(?:dear|hello|hi)\s+(?P<name>[^\W\d_].{0,60}?)\s*[,:!.]?", re.IGNORECASE
)
_CLOSING = re.compile(
    r"(?:(?:yours|kind|best|warm|many|with kind)\b.{0,24}|sincerely|regards|thanks"
    r"|respectfully|cheers),?",
    re.IGNORECASE,
)


def recipient(reading: TextReading) -> Line | None:
    """Return the line, or the part of one, that names whom the text is for."""
    named = _field(_FOR, reading)
    if named is not None:
        return named
    for line in reading.lines:
        if match := _GREETING.fullmatch(line.text.strip()):
            box = part(line, match.start("name"), match.end("name"))
            return Line(match["name"], box, line.confidence)
    return None


def sender(reading: TextReading) -> Line | None:
    """Return the line that names whom the text is from."""
    return _field(_FROM, reading) or _below_the_closing(reading.lines)


def _field(label: re.Pattern[str], reading: TextReading) -> Line | None:
    values = (
        field.value
        for field in fields(reading)
        if label.fullmatch(field.label.text.strip())
    )
    return next((value for value in values if value is not None), None)


def _below_the_closing(lines: Sequence[Line]) -> Line | None:
    """Return the line after the last closing: "Yours sincerely," and then a name."""
    closings = [at for at, line in enumerate(lines) if _CLOSING.fullmatch(line.text)]
    after = lines[closings[-1] + 1 :] if closings else ()
    return after[0] if after else None
