from __future__ import annotations

import pytest

from model_worker.checking import Evidence
from tests.model_worker.posts.builders import BARS, BILL, EVENT, TABLE, a_page, judged

MENU = Evidence(text=a_page("Cafe Luna", "Espresso | 2.20", "Flat white | 3.40"))
GROWTH = Evidence(text=a_page("Revenue | $3.4M", "+12 % vs Q2"))
AXIS = Evidence(text=a_page("Subscribers (thousands)", "Weekly | 21"))


@pytest.mark.parametrize(
    ("post", "evidence"),
    [
        ("Milk costs about 1 euro.", BILL),
        ("Everything was under 10 EUR.", BILL),
        ("Sales rose by 22 in March.", BARS),
        ("Sales fell by 12 in Apr.", BARS),
        ("Tea and coffee cost $6.50 together.", TABLE),
        ("The weekly has 21,000 subscribers.", AXIS),
    ],
)
def test_a_number_is_supported_as_people_say_it(post: str, evidence: Evidence) -> None:
    assert judged(post, evidence) == "supported"


@pytest.mark.parametrize(
    ("post", "evidence"),
    [
        ("Milk cost almost 2 euros.", BILL),
        ("Bread and Milk cost 5 EUR together.", BILL),
        ("Over 50 in March.", BARS),
        ("Coffee costs $9.", TABLE),
    ],
)
def test_another_number_of_the_same_thing_is_contradicted(
    post: str, evidence: Evidence
) -> None:
    assert judged(post, evidence) == "contradicted"


@pytest.mark.parametrize(
    ("post", "evidence"),
    [
        ("Two loaves of bread cost 5.00 EUR.", BILL),
        ("Bread and Milk cost 5.00 EUR.", BILL),
        ("I saved 1.50 EUR.", BILL),
        ("A flat white and an espresso are 5.60.", MENU),
        ("In Q2 revenue was $3.0M.", GROWTH),
        ("Bread cost 3.00 EUR last week.", BILL),
        ("Tickets at the door cost 15 EUR.", EVENT),
        ("Students pay 6 EUR.", EVENT),
        ("Coffee cost $5 last year.", TABLE),
        ("Iced coffee costs $5.", TABLE),
    ],
)
def test_the_number_of_something_else_is_not_contradicted(
    post: str, evidence: Evidence
) -> None:
    assert judged(post, evidence) != "contradicted"
