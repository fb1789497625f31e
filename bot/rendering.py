"""Answer -> words: numbered marks in the text, and what a drawing shows, said.

All of it is plain text; each adapter escapes it for its platform.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import reduce
from itertools import groupby

from bot.jobs import Box, Finding, Receipt, Source, Span
from bot.marks import MARKS_MAX, is_unsure

PHRASE_MAX = 48
LABEL_MAX = 60
NAMED_MAX = 2
RECEIPTS_NAMED_MAX = 3
SURE_FROM = 0.9
SPANS_FROM = 0.75
SMALL_BELOW = 0.25

_SOURCES: dict[Source, str] = {
    "read": "read",
    "measured": "measured",
    "seen": "seen by KOSMOS-2",
}
_PREPOSITIONS = {
    "top": "at the",
    "bottom": "at the",
    "left": "on the",
    "right": "on the",
}
_FINAL = " \n.,;:!?…"
# What closes a phrase stays with it; a mark after "the dog" would tear "the dog's".
_CLOSING = re.compile(r"(?:['\u2019]s\b|[\u2019'”\"\u203a»」』](?!\w))+")
_LINE_END = re.compile(r"\r\n?|[\v\f\x85\u2028\u2029]")
# Joiners shape words of many scripts, and emoji; beside others they only hide.
_SHAPED = r"[\u0370-\u1fff\u2190-\U0010ffff]"
_IDLE_JOINER = re.compile(
    rf"(?<!{_SHAPED})[\u200c\u200d]+|[\u200c\u200d]+(?!{_SHAPED})"
)
_NONCHARACTERS = "".join(
    chr(plane << 16 | 0xFFFE) + chr(plane << 16 | 0xFFFF) for plane in range(17)
)
_INVISIBLE = re.compile(
    r"[\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\ufe00-\ufe0d\ufdd0-\ufdef"
    rf"\U000e0000-\U000e0fff{_NONCHARACTERS}]"
)
_JOINERS = "\u200c\u200d"
# Format characters too, but seen: signs of number and verse.
_KEPT = frozenset("\n\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u08e2" + _JOINERS)


def marked_text(spans: Sequence[Span]) -> str:
    """Return the text with its numbers, as in: It says “Timed out” [1], then stops."""
    text = ""
    for number, words in _closed_runs(spans):
        is_glued = text.endswith("]") and words[:1].isalnum()
        text += " " * is_glued + (words if number is None else _marked(words, number))
    return safe_text(text)


def overview_alt(findings: Sequence[Finding]) -> str:
    """Return what the annotated picture shows, at most 1000 characters."""
    shown = sorted((f for f in findings if f.boxes), key=lambda finding: finding.number)
    if not shown:
        return "The picture, with nothing marked."
    items = [
        f"{_named(finding)}, {_places(finding)}, {_sureness(finding)}"
        for finding in shown[:MARKS_MAX]
    ]
    count = "1 place" if len(items) == 1 else f"{len(items)} places"
    return f"The picture with {count} marked: {'; '.join(items)}."


def crop_alt(finding: Finding) -> str:
    """Return what the enlarged place shows, where it lies and how sure it is."""
    where = _located(reduce(Box.union, finding.boxes))
    return f"Enlarged: {_named(finding)}, {where} picture, {_sureness(finding)}."


def place_words(box: Box) -> str:
    """Return where *box* lies: "top left", "across the bottom", "the whole picture"."""
    row = _third(box.top, box.bottom, ("top", "", "bottom"))
    column = _third(box.left, box.right, ("left", "", "right"))
    is_wide = box.right - box.left >= SPANS_FROM
    is_tall = box.bottom - box.top >= SPANS_FROM
    if is_wide and is_tall:
        return "the whole picture"
    if is_wide:
        return f"across the {row or 'middle'}"
    if is_tall:
        return f"down the {column or 'middle'}"
    return f"{row} {column}".strip() or "centre"


def sureness_words(confidence: float, source: Source) -> str:
    """Return where a finding comes from and how sure it is, for people."""
    in_picture = "" if source == "seen" else " in the picture"
    return f"{_SOURCES[source]}{in_picture}{_doubt(confidence)}"


def short(phrase: str, limit: int) -> str:
    """Return *phrase* on one line in at most *limit* characters, cut between words."""
    line = " ".join(phrase.split())
    if len(line) <= limit:
        return line
    cut = line[: max(limit - 1, 0)]
    if not line[len(cut)].isspace() and " " in cut[limit // 2 :]:
        cut = cut.rpartition(" ")[0]
    while cut and _holds_on(line[len(cut)]):
        cut = cut[:-1]
    return (cut.rstrip(" ,;:.") + "…")[:limit]


def safe_text(text: str) -> str:
    """Return *text* with nothing hidden in it, in NFC, its line ends as newlines.

    Control, bidirectional, zero-width and tag characters, lone surrogates and
    noncharacters are gone; joiners stay where writing or emoji need them.
    """
    lines = _INVISIBLE.sub("", _LINE_END.sub("\n", text)).replace("\t", " ")
    shown = unicodedata.normalize("NFC", "".join(filter(_is_shown, lines)))
    return unicodedata.normalize("NFC", _IDLE_JOINER.sub("", shown))


def receipt_lines(receipts: Sequence[Receipt]) -> list[str]:
    """Return a line for each file, one for several of which the same is to be said."""
    return [
        _receipt_line(sentence, [_label(receipt) for receipt in alike])
        for sentence, alike in groupby(receipts, _what_became)
    ]


def ordinal(number: int) -> str:
    """Return 1st, 2nd, 3rd, 4th, 11th, 21st."""
    is_teen = number % 100 in {11, 12, 13}
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{'th' if is_teen else ending}"


def _what_became(receipt: Receipt) -> str:
    return " ".join(safe_text(receipt.sentence).split()) or receipt.outcome


def _label(receipt: Receipt) -> str:
    return short(safe_text(receipt.label), LABEL_MAX)


def _receipt_line(sentence: str, labels: Sequence[str]) -> str:
    if len(labels) == 1 and f"“{labels[0]}”" in sentence:
        return sentence
    more = len(labels) - RECEIPTS_NAMED_MAX
    names = ", ".join(labels[:RECEIPTS_NAMED_MAX])
    return f"{names}{f' and {more} more' if more > 0 else ''}: {sentence}"


def _closed_runs(spans: Sequence[Span]) -> list[tuple[int | None, str]]:
    """Return spans of one finding as one, each with the quotes that close it."""
    runs: list[tuple[int | None, str]] = []
    for number, run in groupby(spans, key=lambda span: span.finding):
        words = "".join(span.text for span in run)
        if runs and runs[-1][0] is not None and (closing := _CLOSING.match(words)):
            runs[-1] = runs[-1][0], runs[-1][1] + closing.group()
            words = words[closing.end() :]
        runs.append((number, words))
    return runs


def _marked(words: str, number: int) -> str:
    end = len(words.rstrip(_FINAL))
    return f"{words[:end]} [{number}]{words[end:]}" if end else words


def _named(finding: Finding) -> str:
    phrase = short(safe_text(finding.phrase).strip(" \n\"'“”"), PHRASE_MAX)
    return f'{finding.number}, "{phrase}"' if phrase else f"{finding.number}"


def _places(finding: Finding) -> str:
    whole = reduce(Box.union, finding.boxes)
    if whole.area < SMALL_BELOW:
        return place_words(whole)
    places = list(dict.fromkeys(map(place_words, finding.boxes)))
    if len(places) > NAMED_MAX:
        return f"in {len(places)} parts of the picture"
    return " and ".join(places)


def _located(box: Box) -> str:
    """Return *place_words* as an adverbial that lacks nothing but "picture"."""
    words = place_words(box)
    if words == "the whole picture":
        return "across the whole"
    if words.startswith(("across", "down")):
        return f"{words} of the"
    return f"{_PREPOSITIONS.get(words, 'in the')} {words} of the"


def _third(start: float, end: float, words: tuple[str, str, str]) -> str:
    return words[min(int((start + end) / 2 * 3), 2)]


def _sureness(finding: Finding) -> str:
    return _SOURCES[finding.source] + _doubt(finding.confidence)


def _doubt(confidence: float) -> str:
    if is_unsure(confidence):
        return ", unsure"
    return "" if confidence >= SURE_FROM else ", fairly sure"


def _is_shown(char: str) -> bool:
    return char in _KEPT or unicodedata.category(char) not in {"Cc", "Cf", "Cs"}


def _holds_on(char: str) -> bool:
    """Whether *char* belongs to the one before it: an accent, a joiner, a skin tone."""
    is_tone = "\U0001f3fb" <= char <= "\U0001f3ff"
    return is_tone or char in _JOINERS or unicodedata.category(char).startswith("M")
