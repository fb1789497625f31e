"""The values that cross processes, and nothing else.

Boxes are fractions of the picture everywhere; prompts, tensors and pixels never
travel. Encoded by msgspec as JSON, versioned, strict.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct, json

VERSION = 1

Platform = Literal["web", "slack", "discord", "terminal"]
Source = Literal["seen", "read", "measured"]
Kind = Literal["factual", "analytical", "clarify"]
Intent = Literal[
    "describe",
    "ask",
    "locate",
    "count",
    "read",
    "value",
    "compare",
    "extreme",
    "trend",
    "explain",
    "summarise",
    "fix",
    "solve",
    "check",
    "forget",
]
Outcome = Literal["accepted", "converted", "refused"]
State = Literal["queued", "working", "answered", "failed", "cancelled"]
Manner = Literal["plain", "tutor"]
"""How a question is answered: with the result, or with the way to find it."""
Step = Literal["reading", "looking", "answering", "drawing"]


class Box(Struct, frozen=True):
    """A rectangle in fractions of the picture, from its top left corner."""

    left: float
    top: float
    right: float
    bottom: float

    def __post_init__(self) -> None:
        if not (0 <= self.left < self.right <= 1 and 0 <= self.top < self.bottom <= 1):
            raise ValueError(f"{self} does not lie inside a picture")

    @property
    def area(self) -> float:
        return (self.right - self.left) * (self.bottom - self.top)

    def overlap(self, other: Box) -> float:
        """Return the area that both share, 0 where they do not touch."""
        width = min(self.right, other.right) - max(self.left, other.left)
        height = min(self.bottom, other.bottom) - max(self.top, other.top)
        return max(width, 0.0) * max(height, 0.0)

    def iou(self, other: Box) -> float:
        """Return intersection over union, 0..1."""
        shared = self.overlap(other)
        return shared / (self.area + other.area - shared)

    def union(self, other: Box) -> Box:
        """Return the smallest box around both."""
        return Box(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )


class Picture(Struct, frozen=True):
    """An opened, upright, stripped picture; its pixels lie in the store.

    *name* is the SHA-256 (hex) of the stored PNG or WebP. *is_lossy* says that the
    sender's file was compressed with loss, so small things in it are less sure.
    *page* counts the pages of a document from 1; 0 is a picture of its own.
    """

    name: str
    width_px: int
    height_px: int
    media_type: Literal["image/png", "image/webp"]
    is_lossy: bool = False
    page: int = 0


class Receipt(Struct, frozen=True):
    """What became of one file: *label* is a cleaned name, fit to be shown."""

    label: str
    outcome: Outcome
    sentence: str
    picture: str | None = None


class Address(Struct, frozen=True, kw_only=True):
    """Where a question came from and its answer must go.

    *tenant* is a workspace, a guild or a site; *user* is the platform's id of the
    person. *details* is the adapter's own: whatever it needs to answer later.
    """

    platform: Platform
    tenant: str
    channel: str
    thread: str
    user: str
    details: dict[str, str] = {}

    @property
    def thread_key(self) -> str:
        return f"{self.platform}:{self.tenant}:{self.channel}:{self.thread}"

    @property
    def user_key(self) -> str:
        return f"{self.platform}:{self.tenant}:{self.user}"

    @property
    def tenant_key(self) -> str:
        return f"{self.platform}:{self.tenant}"


class Job(Struct, frozen=True, kw_only=True):
    """A question that was let in, with its return address.

    *pictures* came with this question; *picture* names the one that was pointed at,
    now or earlier in the thread, *region* the place marked in it. *is_post*: the text
    is no question but a post, to be checked against its picture. *manner*: a tutor
    says how to find the answer, in place of the answer. Times are seconds since the
    epoch.
    """

    id: str
    address: Address
    text: str
    asked_at: float
    deadline_at: float
    pictures: tuple[Picture, ...] = ()
    receipts: tuple[Receipt, ...] = ()
    picture: str | None = None
    region: Box | None = None
    is_post: bool = False
    manner: Manner = "plain"
    version: int = VERSION


class Finding(Struct, frozen=True, kw_only=True):
    """A phrase with its boxes, where it comes from and how sure it is (0..1)."""

    number: int
    phrase: str
    boxes: tuple[Box, ...]
    picture: str
    source: Source
    confidence: float


class Span(Struct, frozen=True):
    """A piece of the answer's text; *finding* is the number it is tied to."""

    text: str
    finding: int | None = None


class TextFile(Struct, frozen=True):
    """Something to take away: a table's cells as CSV (RFC 4180), at most 100 kB."""

    name: str
    text: str
    media_type: Literal["text/csv"] = "text/csv"


class Answer(Struct, frozen=True, kw_only=True, tag="answer"):
    """What is said: the spans in order are the text, the findings are its places.

    *pictures* names the pictures that were looked at, the main one first. A clarifying
    question (kind ``clarify``) offers its choices as *follow_ups*.
    """

    spans: tuple[Span, ...]
    intent: Intent
    kind: Kind = "factual"
    findings: tuple[Finding, ...] = ()
    pictures: tuple[str, ...] = ()
    follow_ups: tuple[str, ...] = ()
    caveats: tuple[str, ...] = ()
    files: tuple[TextFile, ...] = ()

    @property
    def text(self) -> str:
        return "".join(span.text for span in self.spans)


class Failure(Struct, frozen=True, tag="failure"):
    """One visible error: a short code for machines, one sentence for the person."""

    code: str
    sentence: str


class Result(Struct, frozen=True, kw_only=True):
    """What leaves on the outbox of the platform that asked."""

    job_id: str
    address: Address
    outcome: Answer | Failure
    receipts: tuple[Receipt, ...] = ()
    version: int = VERSION


class Turn(Struct, frozen=True):
    """One question and what came of it; *outcome* is None while it is open."""

    job: Job
    outcome: Answer | Failure | None = None


class Progress(Struct, frozen=True, kw_only=True):
    """A glimpse on the lossy side channel; *words* are all of the words so far."""

    job_id: str
    state: State
    step: Step | None = None
    words: str | None = None


encode = json.Encoder().encode
decode_job = json.Decoder(Job).decode
decode_result = json.Decoder(Result).decode
decode_progress = json.Decoder(Progress).decode
