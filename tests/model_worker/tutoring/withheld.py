"""What a plain answer says that its question did not, and whether a guide says it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.jobs import Answer
from bot.rendering import crop_alt, overview_alt

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_NAME = re.compile(r"“(.+?)”")
_VERDICT = re.compile(r"goes (?:up|down)|stays about level|is higher by|It is a tie")
_STEP = re.compile(r"^\d\. ", re.MULTILINE)
_COUNTED = re.compile(r"with \d+ places? marked|(?<=[:;] )\d+, |(?<=Enlarged: )\d+, ")


def results(plain: Answer, known: str) -> set[str]:
    """Return the numbers, names and verdicts in *plain* that are not in *known*."""
    text = plain.text
    found = {*_NUMBER.findall(text), *_NAME.findall(text), *_VERDICT.findall(text)}
    found |= {number for file in plain.files for number in _NUMBER.findall(file.text)}
    return found - set(_NUMBER.findall(known)) - _said(known, found)


def given_away(
    said: Answer, plain: Answer, known: str, heard: Sequence[str] = ()
) -> set[str]:
    """Return which of the results of *plain* a person gets to see in *said*.

    *known* is what may be said: the question and the task. *heard* was told on the way.
    """
    seen = " ".join(_all_of(said, heard))
    numbers = set(_NUMBER.findall(seen))
    words = set(re.findall(r"\w+", seen))
    return {
        result
        for result in results(plain, known)
        if result in numbers or result in words or (" " in result and result in seen)
    }


def _said(known: str, found: set[str]) -> set[str]:
    return {name for name in found if name.casefold() in known.casefold()}


def _all_of(said: Answer, heard: Sequence[str]) -> Iterator[str]:
    yield from (_STEP.sub("", words) for words in (said.text, *heard))
    yield from (finding.phrase for finding in said.findings)
    alts = [overview_alt(said.findings), *map(crop_alt, said.findings)]
    yield from (_COUNTED.sub("", alt) for alt in alts)
    yield from said.caveats
    yield from said.follow_ups
    yield from (f"{file.name} {file.text}" for file in said.files)
