from __future__ import annotations

from bot.text_reading import TextReading
from model_worker.evidence import contradicted, evidence_in
from model_worker.readings import ColourReading
from model_worker.scene import Scene
from tests.model_worker.posts.builders import a_page
from tests.model_worker.scenes import a_pie, a_table, charts, tables

TABLE = a_table("Product | Price", "Tea | $2.50")
SCENE = Scene(
    text=a_page("Gate: B12"),
    charts=charts(a_pie()),
    tables=tables(TABLE),
    colours=ColourReading(background="white"),
)


def test_all_that_was_read_is_evidence() -> None:
    evidence = evidence_in(SCENE, SCENE.text)
    assert evidence.charts == (a_pie(),)
    assert evidence.tables == (TABLE,)
    assert evidence.colours.background == "white"
    assert [(each.label, each.value) for each in evidence.fields] == [("Gate", "B12")]


def test_what_was_read_later_counts_and_not_what_the_scene_had() -> None:
    evidence = evidence_in(SCENE, TextReading())
    assert not evidence.text.lines
    assert not evidence.fields


def test_only_what_is_contradicted_is_returned() -> None:
    words = "Rent is 45 %. Food is 80 %. Books are 10 %."
    (verdict,) = contradicted(words, SCENE)
    assert verdict.claim.text == "Food is 80 %"


def test_nothing_contradicts_words_that_claim_nothing() -> None:
    assert contradicted("", SCENE) == ()
