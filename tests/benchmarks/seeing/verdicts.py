"""An answer held against the truth: was it right, and was it sure."""

from __future__ import annotations

import re
from collections.abc import Callable

from msgspec import Struct

from bot.jobs import Answer, Box, Finding, Picture
from bot.marks import is_unsure
from model_worker.readings import ChartReading
from model_worker.scoring.words import number_of

ADMITTED = re.compile(
    r"cannot (?:read|tell|see)|could not|not sure|reliably|I found nothing|I see no"
    r"|do not see|no chart",
    re.IGNORECASE,
)
"""Words with which an answer says that it does not know."""

_NUMBER = re.compile(r"[-\u2212]?\d+(?:[.,\u202f]\d+)*")
_SIZES = {"k": 1e3, "thousand": 1e3, "m": 1e6, "million": 1e6, "%": 1.0}


class Seen(Struct, frozen=True):
    """All that came of a question about a picture.

    *charts* is what the chart reader made of it, whatever was asked.
    """

    answer: Answer
    picture: Picture
    charts: ChartReading


class Verdict(Struct, frozen=True):
    """*is_right* is None where a row does not count this one among the right."""

    is_right: bool | None
    is_sure: bool
    said: str


Judge = Callable[[Seen], Verdict]


class Told(Struct, frozen=True):
    """One finding with the words that were shown for it."""

    name: str
    shown: str
    finding: Finding

    @property
    def numbers(self) -> tuple[float, ...]:
        """The numbers shown behind the name, thousands written out."""
        rest = self.shown.replace(self.name, " ", 1)
        return tuple(numbers_in(rest))

    @property
    def place(self) -> Box | None:
        boxes = self.finding.boxes
        return boxes[0] if boxes else None


def told(answer: Answer) -> list[Told]:
    """Return the findings in the order in which they are said."""
    findings = {finding.number: finding for finding in answer.findings}
    return [
        Told(findings[span.finding].phrase, span.text, findings[span.finding])
        for span in answer.spans
        if span.finding in findings
    ]


def is_sure(answer: Answer) -> bool:
    """Whether *answer* states something without any of its doubts."""
    if answer.kind == "clarify" or ADMITTED.search(answer.text):
        return False
    return bool(answer.findings) and not is_unsure(answer.findings[0].confidence)


def numbers_in(text: str) -> list[float]:
    found = []
    for match in _NUMBER.finditer(text):
        behind = text[match.end() :].lstrip().split(maxsplit=1)[:1]
        word = behind[0].strip(").,;").casefold() if behind else ""
        found.append(number_of(match[0]) * _SIZES.get(word, 1.0))
    return found


def bare(text: str) -> str:
    """Return *text* without white space and quotation marks, in lower case."""
    return re.sub(r"[\s\u201c\u201d\u2018\u2019\"]", "", text).casefold()
