"""Tokens -> statements, by recursive descent; nothing is ever evaluated as code.

    statement  = sum ["=" [sum]]
    sum        = signed product {("+" | "-") signed product}
    product    = power {("*" | "/" | "÷") signed power | power}   (side by side: times)
    power      = atom ["^" signed power]
    signed     = {"-"} ["+"]
    atom       = number | mixed | fraction | letter | "(" sum ")" | "√" power

Limits on depth, size and powers hold here, so that whatever parses can be worked out
in a moment.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from model_worker.maths.terms import (
    MathsError,
    Mixed,
    Negative,
    Number,
    Operation,
    Root,
    Statement,
    Term,
    Unknown,
)
from model_worker.maths.tokens import BLANK, ROOT, Token, tokens

DEPTH_MAX = 16
TOKENS_MAX = 120

_END = Token("end", "the end")
_BESIDE = frozenset({"letter", "(", ROOT})
"""What multiplies where no sign stands; x2 is a misread power, so numbers do not."""

_Rule = Callable[[], Term]


def parsed(text: str) -> Statement:
    """Return what *text* states. Raises MathsError, its sentence fit to be shown."""
    found = tokens(text)
    if len(found) > TOKENS_MAX:
        raise MathsError(f"I work out lines of up to {TOKENS_MAX} numbers and signs.")
    return _Parser(found).statement()


class _Parser:
    def __init__(self, found: tuple[Token, ...]) -> None:
        self._tokens = found
        self._at = 0
        self._depth = 0

    def statement(self) -> Statement:
        left, right = self._sum(), None
        if self._took("="):
            is_asked = self._next == _END or self._rest_is_blank
            right = None if is_asked else self._sum()
            self._at = len(self._tokens) if is_asked else self._at
        if self._next != _END:
            raise self._unexpected()
        return Statement(left, right)

    def _sum(self) -> Term:
        self._go_deeper()
        term = self._signed(self._product)
        while self._next.kind in {"+", "-"}:
            sign = self._take().kind
            right = self._signed(self._product)
            term = Operation("+" if sign == "+" else "-", term, right)
        self._depth -= 1
        return term

    def _product(self) -> Term:
        term = self._power()
        while True:
            match self._next.kind:
                case "*" | "/" | "÷" as sign:
                    self._take()
                    term = Operation(sign, term, self._signed(self._power))
                case kind if kind in _BESIDE:
                    term = Operation("*", term, self._power())
                case _:
                    return term

    def _power(self) -> Term:
        self._go_deeper()
        term = self._atom()
        if self._took("^"):
            term = Operation("^", term, self._signed(self._power))
        self._depth -= 1
        return term

    def _atom(self) -> Term:
        token = self._take()
        match token.kind:
            case "number":
                return self._number(token)
            case "part" if token.value is not None:
                return Number(token.value)
            case "letter":
                self._refuse_function(token)
                return Unknown(token.text)
            case "(":
                term = self._sum()
                if not self._took(")"):
                    raise MathsError("A bracket is opened and never closed.")
                return term
            case "√":
                return Root(self._power())
            case _:
                self._at -= 1
                raise self._unexpected()

    def _number(self, token: Token) -> Term:
        value = token.value or Fraction(0)
        part = self._part_beside(value)
        if part is not None:
            return Mixed(int(value), part)
        number = Number(value, token.is_decimal)
        if not self._is_fraction(token):
            return number
        self._take()
        under = self._take()
        return Operation("/", number, Number(under.value or Fraction(0)))

    def _is_fraction(self, over: Token) -> bool:
        """Whether *over* begins a fraction written tightly: 1 ÷ 2/3 divides by 2/3."""
        slash, under, after = (self._peek(place) for place in range(3))
        is_tight = not (slash.is_apart or under.is_apart)
        numbers = [over, under]
        are_whole = all(n.kind == "number" and not n.is_decimal for n in numbers)
        return slash.kind == "/" and is_tight and are_whole and after.kind != "^"

    def _part_beside(self, whole: Fraction) -> Fraction | None:
        """Take the fraction of a mixed number, where one follows: 2 1/2, 2½."""
        if whole.denominator != 1:
            return None
        if self._next.kind == "part":
            return self._take().value
        over, slash, under = (self._peek(place) for place in range(3))
        is_part = over.kind == "number" and slash.kind == "/" and under.kind == "number"
        if not is_part or not over.value or not under.value or not over.is_apart:
            return None
        part = over.value / under.value
        if part >= 1 or over.is_decimal or under.is_decimal:
            return None
        self._at += 3
        return part

    def _signed(self, what: _Rule) -> Term:
        if self._took("-"):
            self._go_deeper()
            term = Negative(self._signed(what))
            self._depth -= 1
            return term
        self._took("+")
        return what()

    def _refuse_function(self, name: Token) -> None:
        """f(x) names a function; x(x + 1) multiplies."""
        is_called = [self._peek(place).kind for place in range(3)] == [
            "(",
            "letter",
            ")",
        ]
        if is_called and name.text in "fgh":
            raise MathsError("I solve equations, not functions.")

    @property
    def _rest_is_blank(self) -> bool:
        rest = self._tokens[self._at :]
        return all(token.kind == "letter" and token.text == BLANK for token in rest)

    @property
    def _next(self) -> Token:
        return self._peek(0)

    def _peek(self, ahead: int) -> Token:
        place = self._at + ahead
        return self._tokens[place] if place < len(self._tokens) else _END

    def _take(self) -> Token:
        token = self._next
        self._at += 1
        return token

    def _took(self, kind: str) -> bool:
        if self._next.kind != kind:
            return False
        self._at += 1
        return True

    def _go_deeper(self) -> None:
        self._depth += 1
        if self._depth > DEPTH_MAX:
            raise MathsError("This is nested too deeply for me.")

    def _unexpected(self) -> MathsError:
        if self._next == _END:
            return MathsError("The line ends where a number should follow.")
        return MathsError(f"I do not understand the “{self._next.text}” here.")
