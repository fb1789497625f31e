"""What a claim is held against, and what comes of it. Values only."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

from bot.jobs import Box
from bot.text_reading import TextReading
from model_worker.posts.claim import Claim
from model_worker.readings import Chart, ColourReading, Table

Leaning = Literal["for", "against", "none"]
Judgement = Literal["supported", "contradicted", "not visible", "cannot be checked"]


class Field(Struct, frozen=True):
    """A label and what stands beside it, as forms have them; *box* is around both."""

    label: str
    value: str
    box: Box
    confidence: float


class Evidence(Struct, frozen=True, kw_only=True):
    """All that was found in a picture.

    *scores* are a model's, by a claim's text, -1..1: how much surer it says yes to it
    before this picture than before noise. They are a second signal, never the only one.
    """

    text: TextReading = TextReading()
    charts: tuple[Chart, ...] = ()
    tables: tuple[Table, ...] = ()
    colours: ColourReading = ColourReading()
    fields: tuple[Field, ...] = ()
    scores: Mapping[str, float] | None = None


class Verdict(Struct, frozen=True, kw_only=True):
    """What the picture says about a claim; *boxes* are the places that say it.

    *is_measured*: they were measured in a chart rather than read as text.
    """

    claim: Claim
    verdict: Judgement
    reason: str
    boxes: tuple[Box, ...] = ()
    confidence: float = 1.0
    is_measured: bool = False


class Signal(Struct, frozen=True, kw_only=True):
    """One thing in the picture that speaks for or against a claim, or only beside it.

    A hard one decides alone; a soft one against a claim needs a second.
    """

    leaning: Leaning
    reason: str
    boxes: tuple[Box, ...] = ()
    confidence: float = 1.0
    is_hard: bool = True
    is_measured: bool = False
