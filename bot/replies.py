"""All that an adapter must be able to send: an answer, in no platform's dress yet."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from bot.jobs import Address, Failure, Finding, Kind, Receipt, Span, TextFile


class Drawn(Struct, frozen=True, kw_only=True):
    """A picture made for the eye: the annotated overview or the crop of one finding.

    *png* is freshly encoded pixels without metadata. *picture* names the picture it
    was drawn from, *finding* is the crop's number.
    """

    shape: Literal["overview", "crop"]
    png: bytes
    alt: str
    picture: str
    width_px: int
    height_px: int
    finding: int | None = None


class Reply(Struct, frozen=True, kw_only=True):
    """What a person gets to see: either spans with their findings, or a failure."""

    job_id: str
    address: Address
    kind: Kind = "factual"
    spans: tuple[Span, ...] = ()
    findings: tuple[Finding, ...] = ()
    follow_ups: tuple[str, ...] = ()
    caveats: tuple[str, ...] = ()
    receipts: tuple[Receipt, ...] = ()
    drawn: tuple[Drawn, ...] = ()
    files: tuple[TextFile, ...] = ()
    failure: Failure | None = None

    @property
    def text(self) -> str:
        return "".join(span.text for span in self.spans)
