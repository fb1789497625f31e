from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model_worker.tables.cell_values import Quantity, kind_of, quantity


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("7", 7, ""),
        ("1,204", 1204, ""),
        ("1.204,50", 1204.5, ""),
        ("1 204.5", 1204.5, ""),
        ("0,5", 0.5, ""),
        (".25", 0.25, ""),
        ("$12.50", 12.5, "$"),
        ("12.50 \u20ac", 12.5, "\u20ac"),
        ("-3.5%", -3.5, "%"),
        ("\u22124", -4, ""),
        ("(14)", -14, ""),
        ("12 kg", 12, "kg"),
        ("3 hours", 3, "hours"),
        ("1.2k", 1200, ""),
        ("$4M", 4e6, "$"),
        ("1,234,567", 1234567, ""),
    ],
)
def test_a_number_is_taken_with_its_unit(text: str, value: float, unit: str) -> None:
    assert quantity(text) == Quantity(value, unit)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Tea",
        "T-12",
        "12 Pending",
        "$12 Paid",
        "(14",
        "14)",
        "1.2.3.4",
        "--3",
        "2025-01-03",
    ],
)
def test_what_is_more_than_a_number_is_none(text: str) -> None:
    assert quantity(text) is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("", "nothing"),
        ("n/a", "nothing"),
        ("\u2014", "nothing"),
        ("2024", "year"),
        ("12.5", "number"),
        ("3 May 2025", "date"),
        ("2025-01-03", "date"),
        ("12:45", "date"),
        ("Q3 2024", "date"),
        ("INV-12", "code"),
        ("ann@example.com", "code"),
        ("Green tea", "words"),
        ("4 Main Street", "words"),
    ],
)
def test_every_cell_is_of_a_kind(text: str, kind: str) -> None:
    assert kind_of(text) == kind


@given(st.integers(-(10**9), 10**9), st.sampled_from(["", "%", " kg"]))
def test_numbers_with_thousands_come_back(value: int, unit: str) -> None:
    assert quantity(f"{value:,}{unit}") == Quantity(value, unit.strip())
