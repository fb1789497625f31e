from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model_worker.posts.claim import ClaimKind, CountSaid, ScoreSaid
from model_worker.posts.claims import CLAIMS_MAX, claims_in


@pytest.mark.parametrize(
    ("post", "kinds"),
    [
        ("Rent is 30 %.", ["number"]),
        ("There are five bars.", ["count"]),
        ("There are at least six slices.", ["count"]),
        ("Only one bar is red.", ["count"]),
        ("The concert is on 3 May.", ["date"]),
        ("It rose over time.", ["trend"]),
        ("Revenue rose 12 % to $3.4M.", ["trend", "number"]),
        ("Tea costs more than coffee.", ["comparison"]),
        ("Rent is three times as large as Fun.", ["comparison"]),
        ("It was lower in June than in March.", ["comparison"]),
        ("Rent is the largest.", ["extreme"]),
        ("Rent is blue.", ["colour"]),
        ("This was bought at Green Market.", ["statement"]),
        ("We meet at gate B12.", ["name"]),
        ('It says "Summer Concert".', ["quote"]),
        ("Dogs are not allowed.", ["statement"]),
        ("We were there last night.", ["who, where or when"]),
        ("It is amazing!", ["opinion"]),
    ],
)
def test_what_a_sentence_claims(post: str, kinds: list[ClaimKind]) -> None:
    assert [claim.kind for claim in claims_in(post)] == kinds


@pytest.mark.parametrize(
    ("post", "texts"),
    [
        ("Is it true that rent is 30 %?", ["rent is 30 %?"]),
        ("In March, it climbed to 42.", ["In March, it climbed to 42"]),
        ("Rent is 30 %, but food is 20 %.", ["Rent is 30 %", "food is 20 %"]),
        (
            "Food is cheaper, and it will be great.",
            ["Food is cheaper", "it will be great"],
        ),
    ],
)
def test_a_post_is_taken_apart_where_both_sides_claim_something(
    post: str, texts: list[str]
) -> None:
    assert list(dict.fromkeys(claim.text for claim in claims_in(post))) == texts


@pytest.mark.parametrize(
    "post", ["", "What is this?", "\U0001f600", "https://a.example/b"]
)
def test_what_says_nothing_claims_nothing(post: str) -> None:
    assert claims_in(post) == ()


@pytest.mark.parametrize(
    "post", ["Rovers won 3-1.", "Rovers lead 3:1.", "The score is 3:1."]
)
def test_two_numbers_of_a_match_are_a_score(post: str) -> None:
    assert ScoreSaid(3, 1) in [claim.said for claim in claims_in(post)]


def test_what_is_counted_goes_by_its_noun_and_not_by_its_colour() -> None:
    (claim,) = claims_in("There are four blue bars.")
    assert isinstance(claim.said, CountSaid)
    assert claim.said.noun == "bars"


@given(st.text(max_size=300))
def test_any_text_is_taken_apart_into_a_few_claims(post: str) -> None:
    claims = claims_in(post)
    assert len(claims) <= CLAIMS_MAX
    assert all(claim.text for claim in claims)
