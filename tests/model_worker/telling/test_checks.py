from __future__ import annotations

import pytest

from bot.marks import UNSURE_BELOW
from model_worker.checking import Evidence, Verdict
from model_worker.draft import Draft
from model_worker.posts.claims import claims_in
from model_worker.telling.checks import SLIPS, tell_checks
from tests.model_worker.posts.builders import BARS, BILL, EVENT, PIE, verdicts


def told(post: str, evidence: Evidence) -> Draft:
    draft = Draft()
    assert tell_checks(draft, verdicts(post, evidence), "p")
    return draft


TOLD = (
    (
        PIE,
        "Rent is the largest slice.",
        ("“Rent is the largest slice” is supported: Rent has 45 %, the highest of 4."),
    ),
    (
        BARS,
        "There are six bars.",
        "“There are six bars” is contradicted: I count 5.",
    ),
    (
        PIE,
        "Rent takes half.",
        (
            "“Rent takes half” is not visible here; what comes nearest: the picture "
            "has about “Rent: 45 %”."
        ),
    ),
    (
        BILL,
        "The cashier was friendly.",
        "“The cashier was friendly” is not visible here.",
    ),
    (
        EVENT,
        "I love this hall.",
        "“I love this hall” is beyond what a picture can tell.",
    ),
    (
        BARS,
        "Sales rose in March to 42.",
        (
            "Both claims are supported.\n\n“Sales rose in March to 42”: "
            "“rose” is supported: it goes from 20 (Feb) to 42 (March); "
            "“42” is supported: the picture has about “March: 42”."
        ),
    ),
    (
        BILL,
        "The total is 9.00 EUR. The cashier was friendly.",
        (
            "Of 2 claims, 1 is contradicted and 1 is not visible here.\n\n"
            "“The total is 9.00 EUR” is contradicted: the picture has "
            "“Total EUR: 7.00”.\n"
            "“The cashier was friendly” is not visible here."
        ),
    ),
)


@pytest.mark.parametrize(("evidence", "post", "text"), TOLD)
def test_each_claim_is_told_with_its_verdict(
    evidence: Evidence, post: str, text: str
) -> None:
    assert told(post, evidence).text == text


def test_parts_that_one_place_decides_are_told_once() -> None:
    assert told("The peak was 42.", BARS).text == (
        "“The peak was 42” is supported: the highest is “March: 42”."
    )


def test_a_verdict_points_at_its_evidence() -> None:
    (found,) = told("Bread cost 2.50 EUR.", BILL).answer("check").findings
    (verdict,) = verdicts("Bread cost 2.50 EUR.", BILL)
    assert found.boxes == verdict.boxes
    assert found.source == "read"


def test_what_was_measured_is_told_as_measured() -> None:
    (found,) = told("There are five bars.", BARS).answer("check").findings
    assert found.source == "measured"


@pytest.mark.parametrize(
    ("post", "caveats"),
    [("Rent is red.", (SLIPS,)), ("Rent is blue.", ()), ("I love it.", ())],
)
def test_only_a_contradiction_asks_for_a_second_look(
    post: str, caveats: tuple[str, ...]
) -> None:
    assert told(post, PIE).answer("check").caveats == caveats


def test_an_unsure_support_is_only_probable() -> None:
    (claim,) = claims_in("It is so.")
    draft = Draft()
    verdict = Verdict(
        claim=claim, verdict="supported", reason="it is", confidence=UNSURE_BELOW / 2
    )
    tell_checks(draft, (verdict,), "p")
    assert "is probably supported" in draft.text


def test_a_long_post_is_told_by_what_has_a_place() -> None:
    post = " ".join(f"The number {n} dog barked." for n in range(13)) + " Rent is 45 %."
    text = told(post, PIE).text
    assert "Rent is 45 %" in text
    assert "are not shown here." in text


def test_a_post_without_a_claim_is_told_nothing() -> None:
    draft = Draft()
    assert not tell_checks(draft, (), "p")
    assert draft.is_empty
