"""Values of written mathematics, to check steps by: an evaluator of its own.

It shares nothing with the product's grammar, so that a mistake there is seen here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from math import sqrt

_TOKEN = re.compile(r"\d+(?:\.\d+)?|[a-z]|[-+*/^()\u221a]")
_SIGNS = str.maketrans(
    {"\u2212": "-", "\u00d7": "*", "\u00b7": "*", "\u00f7": "/", ":": "/"}
)
_RAISED = {"\u00b2": "^2", "\u00b3": "^3", "\u2074": "^4"}


class NotSumsError(ValueError):
    """This is no term of the little mathematics that is known here."""


def value_of(text: str, unknowns: Mapping[str, float]) -> float:
    """Return the value of *text*. Raises NotSumsError where it has none."""
    written = without_raised(text).translate(_SIGNS)
    tokens = _TOKEN.findall(written)
    if not tokens or re.sub(r"\s", "", _TOKEN.sub("", written)):
        raise NotSumsError(text)
    reader = _Reader(tokens, unknowns)
    try:
        value = reader.sum()
    except (ZeroDivisionError, OverflowError, ValueError, KeyError) as error:
        raise NotSumsError(text) from error
    if not reader.is_at_end or isinstance(value, complex):
        raise NotSumsError(text)
    return value


def without_raised(text: str) -> str:
    """Return *text* with ^2 for a raised 2, which regular expressions call a letter."""
    for raised, power in _RAISED.items():
        text = text.replace(raised, power)
    return text


class _Reader:
    def __init__(self, tokens: list[str], unknowns: Mapping[str, float]) -> None:
        self._tokens = tokens
        self._unknowns = unknowns
        self._at = 0

    @property
    def is_at_end(self) -> bool:
        return self._at == len(self._tokens)

    def sum(self) -> float:
        value = self._product()
        while sign := self._took("+", "-"):
            term = self._product()
            value = value + term if sign == "+" else value - term
        return value

    def _product(self) -> float:
        value = self._power()
        while not self.is_at_end and self._tokens[self._at] not in "+-)":
            if self._took("/"):
                value /= self._power()
            else:
                self._took("*")
                value *= self._power()
        return value

    def _power(self) -> float:
        if self._took("-"):
            return -self._power()
        if self._took("+"):
            return self._power()
        base = self._atom()
        return base ** self._power() if self._took("^") else base

    def _atom(self) -> float:
        if self.is_at_end:
            raise NotSumsError("nothing is left")
        token = self._tokens[self._at]
        self._at += 1
        if token == "(":
            value = self.sum()
            if not self._took(")"):
                raise NotSumsError("a bracket is open")
            return value
        if token == "\u221a":
            return sqrt(self._power())
        if token.isalpha():
            return self._unknowns[token]
        return float(token)

    def _took(self, *signs: str) -> str:
        if not self.is_at_end and self._tokens[self._at] in signs:
            self._at += 1
            return self._tokens[self._at - 1]
        return ""
