"""What a label of a slice says: its name, its percentage, a plain number. Pure."""

from __future__ import annotations

import re
from typing import NamedTuple

from model_worker.readers.charts.numbers import number_in

_DIGITS = r"\d+(?:[.,]\d+)?"
_PERCENT = re.compile(rf"(?<![\d.,])(?P<digits>{_DIGITS})\s?(?:%+|per ?cent\b)")
_NAMED = re.compile(
    r"(?P<name>.*[^\W\d].*?)\s*[:=(]\s*(?P<number>[^:=()]*\d[^:=()]*)\)?"
)
_DECIMALS_MAX = 2
_WHOLE_MAX = 100.0


class Label(NamedTuple):
    """*share* is a printed percentage as a part of 1, exact to *half_step*."""

    name: str
    share: float | None = None
    half_step: float = 0.0
    value: float | None = None


def label_of(text: str) -> Label:
    """Return what *text* says; what is neither number nor percentage is the name.

    ``.7%`` says nothing: the digit before the point was not read.
    """
    share, half_step = None, 0.0
    if percent := _PERCENT.search(text):
        share, half_step = _share(percent["digits"])
        text = f"{text[: percent.start()]} {text[percent.end() :]}"
    elif "%" in text:
        return Label("")
    bare = _without_edges(" ".join(text.split()))
    value = _value(bare.strip("()"))
    if value is not None:
        return Label("", share, half_step, value)
    named = _NAMED.fullmatch(bare)
    value = _value(named["number"].strip()) if named else None
    if named and value is not None:
        return Label(_without_edges(named["name"]), share, half_step, value)
    return Label(bare, share, half_step)


def _value(text: str) -> float | None:
    """Return the number that *text* is; names such as "3rd" and "18-24" are none."""
    if not text or any(mark in text[1:] for mark in "-\u2013\u2014+"):
        return None
    number = number_in(text)
    is_name = number is None or (number.unit and number.unit.isalpha())
    return None if number is None or is_name else number.value


def _share(digits: str) -> tuple[float | None, float]:
    whole, _, decimals = digits.replace(",", ".").partition(".")
    percent = float(f"{whole}.{decimals or 0}")
    if percent > _WHOLE_MAX or len(decimals) > _DECIMALS_MAX:
        return None, 0.0
    return percent / 100, 0.5 * 10 ** -len(decimals) / 100


def _without_edges(text: str) -> str:
    """Return *text* without what tied it to a number; "55+" and "(other)" stay."""
    text = text.strip(" \t:;,=|\u2013\u2014")
    text = re.sub(r"\s*\(\s*\)\s*$", "", text)
    return re.sub(r"(?:^[-.]\s+|\s+[-.]$)", "", text).strip()
