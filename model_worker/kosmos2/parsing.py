"""Marks -> segments, one mark at a time, as the model says them.

The model may say anything: a tag that closes nothing, an object cut off, a phrase in
a phrase. Whatever does not make a place is plain words or nothing, and never an error.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from bot.jobs import Box
from model_worker.kosmos2.markup import (
    DELIMITER,
    OBJECT,
    OBJECT_END,
    PATCHES,
    PHRASE,
    PHRASE_END,
    Grounded,
    Mark,
    Patch,
    Segment,
    Tag,
    Words,
    decode_boxes,
)


def parse(marks: Iterable[Mark], phrase: str = "") -> Grounded:
    """Return what *marks* say; never raises, in time linear in their number.

    *phrase* is what the prompt named last: an object that opens the answer is its.
    """
    reader = Reader(phrase)
    for mark in marks:
        reader.take(mark)
    return reader.grounded()


class Reader:
    """Reads an answer while it is being said."""

    def __init__(self, phrase: str = "") -> None:
        self._drafts: list[_Draft] = []
        self._given = phrase
        self._phrase: _Draft | None = None
        self._is_phrase_open = False
        self._groups: list[list[Patch]] | None = None
        self._said: list[str] = []
        self._is_inside_word = False

    @property
    def whole_words(self) -> str:
        """All words so far, the last one only once it can grow no more."""
        said = "".join(self._said)
        if self._is_inside_word:
            said = said[: max(said.rfind(" "), 0)]
        return said.strip()

    def take(self, mark: Mark) -> None:
        match mark:
            case Words():
                self._say(mark)
            case Patch():
                if self._groups is not None:
                    self._groups[-1].append(mark)
            case Tag(name):
                self._is_inside_word = False
                self._turn(name)

    def grounded(self) -> Grounded:
        """Return everything taken; what is still open counts as plain words."""
        self._groups = None
        self._release()
        segments = _spaced(draft.segment() for draft in self._drafts)
        return Grounded(tuple(_trimmed(segments)))

    def _say(self, words: Words) -> None:
        is_blank = words.text.isspace() or not words.text
        if is_blank and self._groups is not None:
            return
        if not is_blank:
            self._groups, self._given = None, ""
            if not self._is_phrase_open:
                self._release()
        self._said.append(words.text)
        self._is_inside_word = True
        draft = self._plain() if self._phrase is None else self._phrase
        draft.add(words.text, words.log_probability)

    def _turn(self, name: str) -> None:
        if name == PHRASE:
            self._groups, self._given = None, ""
            self._release()
            self._phrase, self._is_phrase_open = _Draft(), True
        elif name == PHRASE_END:
            self._groups, self._is_phrase_open = None, False
        elif name == OBJECT:
            self._groups, self._is_phrase_open = [[]], False
        elif name == DELIMITER and self._groups is not None:
            self._groups.append([])
        elif name == OBJECT_END and self._groups is not None:
            self._tie([group[:2] for group in self._groups if _is_pair(group)])
            self._groups = None

    def _tie(self, pairs: Sequence[Sequence[Patch]]) -> None:
        """Give the pairs' boxes to the phrase that awaits them, or to no name."""
        if not pairs:
            return
        draft = _Draft() if self._phrase is None else self._phrase
        if self._phrase is None and self._given:
            draft.add(self._given, None)
            self._said.append(self._given)
        draft.boxes = tuple(decode_boxes(a.index, b.index) for a, b in pairs)
        for patch in (patch for pair in pairs for patch in pair):
            draft.add("", patch.log_probability)
        self._drafts.append(draft)
        self._phrase, self._given = None, ""

    def _release(self) -> None:
        """Let the phrase go that found no place; its words stay."""
        if self._phrase is not None:
            self._plain().absorb(self._phrase)
        self._phrase, self._is_phrase_open = None, False

    def _plain(self) -> _Draft:
        if not self._drafts or self._drafts[-1].boxes:
            self._drafts.append(_Draft())
        return self._drafts[-1]


@dataclass(slots=True)
class _Draft:
    texts: list[str] = field(default_factory=list)
    log_probabilities: list[float] = field(default_factory=list)
    boxes: tuple[Box, ...] = ()

    def add(self, text: str, log_probability: float | None) -> None:
        self.texts.append(text)
        if log_probability is not None:
            self.log_probabilities.append(log_probability)

    def absorb(self, other: _Draft) -> None:
        self.texts += other.texts
        self.log_probabilities += other.log_probabilities

    def segment(self) -> Segment:
        confidence = None
        if self.log_probabilities:
            mean = math.fsum(self.log_probabilities) / len(self.log_probabilities)
            confidence = math.exp(min(mean, 0.0))
        return Segment("".join(self.texts), self.boxes, confidence)


def _is_pair(group: Sequence[Patch]) -> bool:
    return len(group) > 1 and all(patch.index < PATCHES for patch in group[:2])


def _spaced(segments: Iterable[Segment]) -> list[Segment]:
    """Give the spaces around a phrase to the plain words beside it."""
    spaced: list[Segment] = []
    for segment in segments:
        if not segment.boxes:
            _append_plain(spaced, segment)
            continue
        bare = segment.text.lstrip()
        lead = segment.text[: len(segment.text) - len(bare)]
        _append_plain(spaced, Segment(lead))
        spaced.append(Segment(bare.rstrip(), segment.boxes, segment.confidence))
        _append_plain(spaced, Segment(bare[len(bare.rstrip()) :]))
    return spaced


def _append_plain(segments: list[Segment], plain: Segment) -> None:
    if not plain.text:
        return
    if segments and not segments[-1].boxes:
        before = segments.pop()
        sure = before.confidence if plain.confidence is None else plain.confidence
        plain = Segment(before.text + plain.text, (), sure)
    segments.append(plain)


def _trimmed(segments: Sequence[Segment]) -> list[Segment]:
    """Strip the text as a whole; a plain segment left empty goes."""
    started = _stripped(segments, str.lstrip)
    return _stripped(started[::-1], str.rstrip)[::-1]


def _stripped(
    segments: Sequence[Segment], strip: Callable[[str], str]
) -> list[Segment]:
    kept: list[Segment] = []
    for place, segment in enumerate(segments):
        text = strip(segment.text)
        if text or segment.boxes:
            kept.append(Segment(text, segment.boxes, segment.confidence))
        if text:
            return kept + list(segments[place + 1 :])
    return kept
