from __future__ import annotations

import pytest
from msgspec.structs import replace

from bot.jobs import Box
from model_worker.checking import Evidence, Field, checked
from model_worker.posts.claims import claims_in
from model_worker.readings import ColourReading
from tests.model_worker.posts.builders import (
    BARS,
    BILL,
    EVENT,
    LINE,
    PIE,
    SCORE,
    TABLE,
    UNSURE,
    a_page,
    judged,
    verdicts,
)
from tests.model_worker.scenes import a_pie, some_bars


@pytest.mark.parametrize(
    ("post", "evidence"),
    [
        ("The total is 7.00 EUR.", BILL),
        ("I paid 7 euros.", BILL),
        ("Bread cost 2.50 EUR.", BILL),
        ("Bread, Milk and Soap cost 7.00 EUR in all.", BILL),
        ("This was bought at Green Market.", BILL),
        ("The bill is of 3 May 2024.", BILL),
        ("Tea costs $2.50.", TABLE),
        ("The mouse is the most expensive.", TABLE),
        ("Tea is cheaper than coffee.", TABLE),
        ("Rent makes up nearly half.", PIE),
        ("Rent and Food together make up 75 %.", PIE),
        ("Rent is the largest slice.", PIE),
        ("The blue slice is the largest.", PIE),
        ("Rent is blue.", PIE),
        ("March is 42.", BARS),
        ("Sales doubled from Jan to Feb.", BARS),
        ("Rovers won 3-1.", SCORE),
        ("Rovers beat United by two goals.", SCORE),
        ("It is minute 67.", SCORE),
        ("The concert is on Friday.", EVENT),
        ("Doors open at 7 pm.", EVENT),
        ("Tickets cost 12 EUR.", EVENT),
        ("The concert is at the Harbour Hall.", EVENT),
        ("Dr. Ada Winter speaks.", EVENT),
        ('The picture says "Summer Concert".', EVENT),
    ],
)
def test_what_the_picture_says_is_supported(post: str, evidence: Evidence) -> None:
    assert judged(post, evidence) == "supported"
    assert all(verdict.boxes for verdict in verdicts(post, evidence))


@pytest.mark.parametrize(
    ("post", "evidence"),
    [
        ("The total is 9.00 EUR.", BILL),
        ("Bread cost 3.50 EUR.", BILL),
        ("The bill is of 4 May 2024.", BILL),
        ("Tea costs $3.50.", TABLE),
        ("Tea is the most expensive product.", TABLE),
        ("Coffee is cheaper than tea.", TABLE),
        ("Food is 50 %.", PIE),
        ("Rent and Food together make up 50 %.", PIE),
        ("Food is larger than Rent.", PIE),
        ("Rent is red.", PIE),
        ("March is 60.", BARS),
        ("There were 100 sales in March.", BARS),
        ("Sales tripled from Jan to Feb.", BARS),
        ("Sales peaked in Apr.", BARS),
        ("Rovers won 3-2.", SCORE),
        ("United won.", SCORE),
        ("The concert is on 4 May.", EVENT),
        ("The concert is on Saturday.", EVENT),
        ("Doors open at 8 pm.", EVENT),
        ("Tickets cost 15 EUR.", EVENT),
    ],
)
def test_what_the_picture_says_otherwise_is_contradicted_where_it_stands(
    post: str, evidence: Evidence
) -> None:
    against = [v for v in verdicts(post, evidence) if v.verdict == "contradicted"]
    assert against
    assert all(verdict.boxes for verdict in against)


@pytest.mark.parametrize(
    ("post", "evidence"),
    [
        ("Juice costs $3.", TABLE),
        ("Juice costs $9.", TABLE),
        ("The cashier was friendly.", BILL),
        ("This was bought at Corner Shop.", BILL),
        ("Last year the total was 9.00 EUR.", BILL),
        ("Milk and Soap cost 4.00 EUR.", BILL),
        ("Rent takes half.", PIE),
        ("The rate is 60 %.", PIE),
        ("There are six points.", LINE),
        ("Sales last year were 60 in March.", BARS),
        ("The match was played in heavy rain.", SCORE),
        ("More than forty thousand people came.", SCORE),
        ("Dogs are not allowed.", EVENT),
        ("Parking costs 15 EUR.", EVENT),
        ('The picture says "Winter Concert".', EVENT),
    ],
)
def test_what_the_picture_says_nothing_of_is_not_contradicted(
    post: str, evidence: Evidence
) -> None:
    assert judged(post, evidence) == "not visible"


@pytest.mark.parametrize(
    "post",
    [
        "It will be great!",
        "I love this hall.",
        "My brother took this photo.",
        "Sales will rise next year.",
        "We met there last night.",
    ],
)
def test_opinions_and_what_is_elsewhere_are_beyond_a_picture(post: str) -> None:
    (verdict,) = verdicts(post, EVENT)
    assert verdict.verdict == "cannot be checked"
    assert not verdict.boxes


@pytest.mark.parametrize(
    ("post", "evidence"),
    [
        ("March is 60.", Evidence(charts=(some_bars(confidence=0.5),))),
        ("There are nine bars.", Evidence(charts=(some_bars(confidence=0.5),))),
        ("Food is 50 %.", Evidence(charts=(a_pie(confidence=0.5),))),
        (
            "Bread cost 3.50 EUR.",
            Evidence(text=a_page("Bread | 2.50 EUR", confidence=UNSURE)),
        ),
    ],
)
def test_what_was_read_unsurely_contradicts_nobody(
    post: str, evidence: Evidence
) -> None:
    assert judged(post, evidence) != "contradicted"


def test_a_doubting_model_is_the_second_signal_and_never_the_only_one() -> None:
    unsure = Evidence(text=a_page("Bread | 2.50 EUR", confidence=UNSURE))
    post = "Bread cost 3.50 EUR."
    (claim,) = claims_in(post)
    doubted = {claim.text: -0.8}
    assert judged(post, unsure) == "not visible"
    assert judged(post, replace(unsure, scores=doubted)) == "contradicted"
    assert judged(post, Evidence(scores=doubted)) == "not visible"


def test_a_form_is_evidence_by_its_labels() -> None:
    form = Evidence(fields=(Field("Gate", "B12", Box(0.1, 0.1, 0.4, 0.2), 0.95),))
    assert judged("The gate is B12.", form) == "supported"
    assert judged("The gate is C40.", form) == "contradicted"


def test_the_ground_is_told_by_its_colour_and_not_held_against_a_person() -> None:
    blue = Evidence(colours=ColourReading(background="blue"))
    assert judged("The background is blue.", blue) == "supported"
    assert judged("The background is red.", blue) == "not visible"


def test_every_claim_has_its_verdict_in_the_order_of_the_post() -> None:
    claims = claims_in("Rent is blue. Food is 50 %. I love it!")
    given = checked(claims, PIE)
    assert tuple(verdict.claim for verdict in given) == claims
    assert [v.verdict for v in given] == [
        "supported",
        "contradicted",
        "cannot be checked",
    ]


def test_nothing_is_contradicted_by_an_empty_picture() -> None:
    post = "The total is 9 EUR. It rose by 4 %. Rent is red. There are six bars."
    assert {v.verdict for v in verdicts(post, Evidence())} == {"not visible"}
