"""What was read in a picture, as evidence for or against words about it. Pure."""

from __future__ import annotations

from bot.text_reading import TextReading
from model_worker.checking import Evidence, Field, Verdict, checked
from model_worker.posts.claims import claims_in
from model_worker.readers.fields_in_text import fields
from model_worker.scene import Scene


def evidence_in(scene: Scene, text: TextReading) -> Evidence:
    return Evidence(
        text=text,
        charts=scene.charts.charts,
        tables=scene.tables.tables,
        colours=scene.colours,
        fields=tuple(
            Field(each.label.text, each.value.text, each.box, each.confidence)
            for each in fields(text)
            if each.value is not None
        ),
    )


def contradicted(words: str, scene: Scene) -> tuple[Verdict, ...]:
    """Return what in *words* is contradicted by what was surely read or measured."""
    verdicts = checked(claims_in(words), evidence_in(scene, scene.text))
    return tuple(each for each in verdicts if each.verdict == "contradicted")
