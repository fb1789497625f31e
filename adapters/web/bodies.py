"""The JSON that leaves, as values; openapi.json says the same in schemas."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from bot.jobs import Kind, Outcome, Source, Span, State, Step

Corners = tuple[float, float, float, float]
Verdict = Literal["up", "down"]


class ErrorBody(Struct, frozen=True):
    """A short code for machines, one sentence for the person."""

    code: str
    sentence: str


class ReceiptBody(Struct, frozen=True):
    label: str
    outcome: Outcome
    sentence: str
    picture: str | None = None


class RefusalBody(Struct, frozen=True):
    error: ErrorBody
    receipt: tuple[ReceiptBody, ...] = ()


class PictureBody(Struct, frozen=True):
    """A picture with the number that people count by in its thread."""

    number: int
    name: str
    width: int
    height: int


class FindingBody(Struct, frozen=True):
    """*boxes* are left, top, right, bottom in fractions of the picture."""

    number: int
    phrase: str
    boxes: tuple[Corners, ...]
    picture: str
    source: Source
    confidence: float


class DrawnBody(Struct, frozen=True):
    url: str
    shape: Literal["overview", "crop"]
    alt: str
    picture: str
    finding: int | None
    width: int
    height: int


class FileBody(Struct, frozen=True):
    """Something to take away, whole: it is small."""

    name: str
    media_type: str
    text: str


class AnswerBody(Struct, frozen=True):
    text: str
    spans: tuple[Span, ...]
    findings: tuple[FindingBody, ...]
    kind: Kind
    follow_ups: tuple[str, ...]
    caveats: tuple[str, ...]
    receipt: tuple[ReceiptBody, ...]
    annotated: tuple[str, ...] = ()
    crops: tuple[str, ...] = ()
    drawn: tuple[DrawnBody, ...] = ()
    files: tuple[FileBody, ...] = ()


class ReplyBody(Struct, frozen=True):
    """What is kept of a reply: one of the two."""

    answer: AnswerBody | None = None
    error: ErrorBody | None = None


class StateBody(Struct, frozen=True, kw_only=True):
    """How far a question is; *position* is 0 once it waits no longer."""

    state: State
    position: int = 0
    eta_s: float | None = None
    step: Step | None = None


class WordsBody(Struct, frozen=True):
    """All words of the answer so far."""

    text: str


class QuestionBody(StateBody, frozen=True, kw_only=True):
    id: str
    thread: str
    text: str
    region: Corners | None
    picture: str | None
    pictures: tuple[PictureBody, ...]
    answer: AnswerBody | None = None
    error: ErrorBody | None = None
    receipt: tuple[ReceiptBody, ...] = ()
    feedback: str | None = None


class AcceptedBody(Struct, frozen=True):
    id: str
    thread: str
    position: int
    receipt: tuple[ReceiptBody, ...] = ()


class ThreadBody(Struct, frozen=True):
    id: str
    pictures: tuple[PictureBody, ...]
    questions: tuple[QuestionBody, ...]


class ThreadLineBody(Struct, frozen=True):
    """A line of the list: *title* is the first question, *at* the last activity."""

    id: str
    title: str
    picture: str | None
    at: float


class ThreadsBody(Struct, frozen=True):
    threads: tuple[ThreadLineBody, ...]


class LimitsBody(Struct, frozen=True):
    bytes_max: int
    per_question: int
    text_max: int


class SessionBody(Struct, frozen=True):
    """*user* is null for a guest; *needs_token* asks the page for a token first."""

    user: str | None
    csrf: str
    needs_token: bool
    limits: LimitsBody


class AliveBody(Struct, frozen=True):
    is_alive: bool = True


class ReadyBody(Struct, frozen=True):
    is_ready: bool
    redis: bool
    worker: bool
