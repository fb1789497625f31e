"""An answer while it is being written: words, numbered places, caveats, follow-ups."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from bot.jobs import Answer, Box, Finding, Intent, Kind, Source, Span, TextFile
from bot.marks import MARKS_MAX

FOLLOW_UPS_MAX = 4
FILE_BYTES_MAX = 100_000


class Draft:
    def __init__(self) -> None:
        self._spans: list[Span] = []
        self.findings: list[Finding] = []
        self._caveats: list[str] = []
        self._follow_ups: list[str] = []
        self._files: list[TextFile] = []
        self._last = ""
        self._has_result = False
        self._limit = MARKS_MAX

    @property
    def room(self) -> int:
        """How many more places this part of the answer may number."""
        return max(self._limit - len(self.findings), 0)

    def share_room(self, parts: int) -> None:
        """Leave the next part its share, *parts* being still to come with it."""
        left = MARKS_MAX - len(self.findings)
        self._limit = len(self.findings) + left // parts

    def say(self, text: str) -> None:
        if text:
            self._spans.append(Span(text))
            self._has_result |= bool(text.strip())

    def admit(self, text: str) -> None:
        """Say what cannot be told, or ask back: it gives no result away."""
        had_result = self._has_result
        self.say(text)
        self._has_result = had_result

    def point(
        self,
        shown: str,
        boxes: Sequence[Box],
        picture: str,
        source: Source,
        confidence: float,
        phrase: str | None = None,
    ) -> None:
        """Say *shown* and tie it to its place; *phrase* names it where that differs.

        Where there is no room a place is said without a number: more than eight boxes
        hide the picture.
        """
        name = " ".join((phrase or shown).split())
        number = self._number(name, tuple(boxes), picture)
        if number is None and self.room and boxes:
            number = len(self.findings) + 1
            self.findings.append(
                Finding(
                    number=number,
                    phrase=name,
                    boxes=tuple(boxes),
                    picture=picture,
                    source=source,
                    confidence=round(min(max(confidence, 0.0), 1.0), 3),
                )
            )
        self._spans.append(Span(shown, number))
        self._has_result = True

    def attach(self, file: TextFile) -> None:
        """Add something to take away; what is too long is left out, and said."""
        if len(file.text.encode()) <= FILE_BYTES_MAX:
            self._files.append(file)
        else:
            self.warn(f"{file.name} would be too long to send.")

    def warn(self, sentence: str) -> None:
        if sentence not in self._caveats:
            self._caveats.append(sentence)

    def offer(self, question: str) -> None:
        if question not in self._follow_ups:
            self._follow_ups.append(question)

    def offer_last(self, question: str) -> None:
        """Propose *question* below all others, and never leave it out."""
        self._last = question

    def absorb(self, other: Draft) -> None:
        """Go on with all that *other* says, its places numbered anew."""
        findings = {finding.number: finding for finding in other.findings}
        for span in other._spans:
            finding = findings.get(span.finding or 0)
            if finding is None:
                self.say(span.text)
                continue
            self.point(
                span.text,
                finding.boxes,
                finding.picture,
                finding.source,
                finding.confidence,
                phrase=finding.phrase,
            )
        for sentence in other._caveats:
            self.warn(sentence)
        for question in other._follow_ups:
            self.offer(question)
        self._last = other._last or self._last
        self._files += other._files

    @property
    def caveats(self) -> tuple[str, ...]:
        return tuple(self._caveats)

    @property
    def is_admission(self) -> bool:
        """Whether nothing was said but that it cannot be told, or a question back."""
        return not (self._has_result or self.is_empty)

    @property
    def is_empty(self) -> bool:
        return not self.text.strip()

    @property
    def text(self) -> str:
        return "".join(span.text for span in self._spans)

    def answer(
        self,
        intent: Intent,
        kind: Kind = "factual",
        pictures: Sequence[str] = (),
        asked: str = "",
    ) -> Answer:
        """Return the answer; what was *asked* is not proposed again."""
        return Answer(
            spans=tuple(self._spans),
            intent=intent,
            kind=kind,
            findings=tuple(self.findings),
            pictures=tuple(pictures),
            follow_ups=self._offered(asked),
            caveats=tuple(self._caveats),
            files=tuple(self._files),
        )

    def _offered(self, asked: str) -> tuple[str, ...]:
        said = _bare(asked)
        last = tuple(filter(None, [self._last]))
        others = (e for e in self._follow_ups if _bare(e) != said and e not in last)
        return (*islice(others, FOLLOW_UPS_MAX - len(last)), *last)

    def _number(self, phrase: str, boxes: tuple[Box, ...], picture: str) -> int | None:
        for finding in self.findings:
            if (finding.phrase, finding.boxes, finding.picture) == (
                phrase,
                boxes,
                picture,
            ):
                return finding.number
        return None


def _bare(question: str) -> str:
    return " ".join(question.casefold().strip(" .?!").split())
