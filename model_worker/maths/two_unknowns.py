"""Two equations with two unknowns -> the pair that solves both, step by step.

Linear ones by elimination; a line and a curve by putting one equation into the other.
"""

from __future__ import annotations

from math import gcd
from typing import Any

import sympy
from msgspec import Struct

from model_worker.maths.exact import Expression, expression
from model_worker.maths.expression_writing import (
    equation_text,
    expression_text,
    value_text,
)
from model_worker.maths.roots import roots_of
from model_worker.maths.solution import Solution
from model_worker.maths.substituting import check_of, fits
from model_worker.maths.terms import MathsError, Statement, is_decimal
from model_worker.maths.writing import statement_text

_ENDLESS = "infinitely many solutions (both equations say the same)"


class _Line(Struct, frozen=True):
    """ax + by = c, called *name*."""

    name: str
    a: Expression
    b: Expression
    c: Expression


class TwoUnknowns:
    def __init__(
        self, statements: tuple[Statement, Statement], names: tuple[str, str]
    ) -> None:
        self._statements = statements
        self._names = names
        self._x, self._y = (sympy.Symbol(name) for name in names)
        self._steps: list[str] = []
        self._is_decimal = is_decimal(
            *(side for each in statements for side in (each.left, each.right))
        )

    def solved(self) -> Solution:
        """Return the pairs that solve both. Raises MathsError where there is no way."""
        zeros = [self._zero(statement) for statement in self._statements]
        if all(self._is_linear(zero) for zero in zeros):
            return self._eliminated(
                *(self._line(f"({n})", z) for n, z in enumerate(zeros, start=1))
            )
        return self._substituted(zeros)

    def _zero(self, statement: Statement) -> Expression:
        """Return what *statement* says to be zero."""
        if statement.right is None:
            raise MathsError("Two equations are needed, each with an equals sign.")
        zero = sympy.expand(expression(statement.left) - expression(statement.right))
        if not zero.is_polynomial(self._x, self._y):
            raise MathsError("I solve systems of whole powers of the unknowns.")
        return zero

    def _is_linear(self, zero: Expression) -> bool:
        return bool(sympy.Poly(zero, self._x, self._y).total_degree() <= 1)

    def _line(self, name: str, zero: Expression) -> _Line:
        """Return the equation in order, said where it was not printed so."""
        a, b = zero.coeff(self._x, 1), zero.coeff(self._y, 1)
        line = _Line(name, a, b, -zero.coeff(self._x, 0).coeff(self._y, 0))
        if not self._is_decimal:
            under = sympy.ilcm(*(number.q for number in (line.a, line.b, line.c)))
            line = _Line(name, line.a * under, line.b * under, line.c * under)
        statement = self._statements[int(name == "(2)")]
        if (first := line.a or line.b) and first < 0:
            line = _Line(name, -line.a, -line.b, -line.c)
        lead = "Put in order, " if self._text(line) != statement_text(statement) else ""
        self._steps.append(f"{lead}{name} {self._text(line)}")
        return line

    def _eliminated(self, one: _Line, other: _Line) -> Solution:
        if one.a * other.b == one.b * other.a:
            return self._parallel(one, other)
        for line, rest in ((one, other), (other, one)):
            if not line.a or not line.b:
                return self._from_one(line, rest)
        is_by_x = self._effort(one.a, other.a) <= self._effort(one.b, other.b)
        first, second = (one.a, other.a) if is_by_x else (one.b, other.b)
        factors = _factors(first, second)
        scaled = [
            self._scaled(line, factor)
            for line, factor in zip((one, other), factors, strict=True)
        ]
        is_sum = (first * factors[0]) == -(second * factors[1])
        left = _combined(scaled[0], scaled[1], 1 if is_sum else -1)
        verb = "Add both" if is_sum else "Subtract (2) from (1)"
        self._steps.append(f"{verb}: {self._text(left)}")
        return self._from_one(left, one)

    def _effort(self, first: Expression, second: Expression) -> int:
        return sum(abs(factor) != 1 for factor in _factors(first, second))

    def _scaled(self, line: _Line, factor: Expression) -> _Line:
        if factor == 1:
            return line
        scaled = _Line(line.name, line.a * factor, line.b * factor, line.c * factor)
        shown = expression_text(factor, is_decimal=self._is_decimal)
        self._steps.append(f"Multiply {line.name} by {shown}: {self._text(scaled)}")
        return scaled

    def _from_one(self, line: _Line, rest: _Line) -> Solution:
        """Solve *line*, which holds one unknown, then *rest* for the other one."""
        is_x = bool(line.a)
        unknown, other = (self._x, self._y) if is_x else (self._y, self._x)
        factor = line.a if is_x else line.b
        value = line.c / factor
        if factor != 1:
            shown = expression_text(factor, is_decimal=self._is_decimal)
            self._steps.append(
                f"Divide both sides by {shown}: {self._value(unknown, value)}"
            )
        mine, its = (rest.a, rest.b) if is_x else (rest.b, rest.a)
        left_over = rest.c - mine * value
        found = left_over / its
        moved = equation_text(its * other, left_over, is_decimal=self._is_decimal)
        shown = self._value(other, found)
        so = f"{moved}, so {shown}" if its != 1 else shown
        self._steps.append(f"Put {self._value(unknown, value)} into {rest.name}: {so}")
        return self._told([{str(unknown): value, str(other): found}])

    def _parallel(self, one: _Line, other: _Line) -> Solution:
        factor = (
            (other.a or other.b) / (one.a or one.b) if one.a or one.b else sympy.S.Zero
        )
        rest = other.c - factor * one.c
        is_same = rest == 0
        shown = expression_text(rest, is_decimal=self._is_decimal)
        times = "" if factor == 1 else f"{expression_text(factor)} times "
        verdict = "always" if is_same else "never"
        self._steps.append(
            f"Subtract {times}(1) from (2): 0 = {shown}, which is {verdict} true"
        )
        result = _ENDLESS if is_same else "no solution"
        return Solution(result=result, steps=tuple(self._steps))

    def _substituted(self, zeros: list[Expression]) -> Solution:
        """Put the linear equation, solved for one unknown, into the other one."""
        place = next((n for n, z in enumerate(zeros) if self._is_linear(z)), None)
        if place is None:
            raise MathsError("I solve systems in which one equation is linear.")
        line, curve = zeros[place], zeros[1 - place]
        unknown, other = self._y, self._x
        if not line.coeff(self._y, 1):
            unknown, other = self._x, self._y
        same = sympy.expand(-line.coeff(unknown, 0) / line.coeff(unknown, 1))
        self._steps.append(f"From ({place + 1}): {equation_text(unknown, same)}")
        put = sympy.expand(curve.subs(unknown, same))
        whole = sympy.Poly(put, other).clear_denoms()[1].primitive()[1]
        if whole.degree() < 1:
            return self._emptied(whole)
        left = whole.as_expr() * sympy.sign(whole.LC())
        said = f"Put into ({2 - place}): {equation_text(left, sympy.Integer(0))}"
        self._steps.append(said)
        values = self._roots(left, other)
        return self._told(
            [
                {str(other): value, str(unknown): sympy.expand(same.subs(other, value))}
                for value in values
            ]
        )

    def _emptied(self, rest: Any) -> Solution:
        result = _ENDLESS if rest.is_zero else "no solution"
        return Solution(result=result, steps=tuple(self._steps))

    def _roots(self, left: Expression, unknown: Expression) -> tuple[Expression, ...]:
        if sympy.degree(left, unknown) == 1:
            a, b = sympy.Poly(left, unknown).all_coeffs()
            self._steps.append(self._value(unknown, -b / a))
            return (-b / a,)
        found = roots_of(left, unknown)
        self._steps += found.steps
        return found.values

    def _told(self, pairs: list[dict[str, Expression]]) -> Solution:
        good = [
            pair for pair in pairs if all(fits(each, pair) for each in self._statements)
        ]
        for pair in good:
            for place, statement in enumerate(self._statements, start=1):
                if check := check_of(statement, pair):
                    self._steps.append(f"Check ({place}): {check}")
        shown = [
            " and ".join(self._value(sympy.Symbol(n), pair[n]) for n in self._names)
            for pair in good
        ]
        result = ", or ".join(shown) or "no real solution"
        return Solution(result=result, steps=tuple(self._steps))

    def _value(self, unknown: Expression, value: Expression) -> str:
        return f"{unknown} = {value_text(value, is_decimal=self._is_decimal)}"

    def _text(self, line: _Line) -> str:
        left = line.a * self._x + line.b * self._y
        return equation_text(left, line.c, is_decimal=self._is_decimal)


def _factors(first: Expression, second: Expression) -> tuple[Expression, Expression]:
    """Return what makes *first* and *second* equal in size."""
    under = sympy.ilcm(first.q, second.q)
    one, other = int(abs(first * under)), int(abs(second * under))
    shared = gcd(one, other)
    return sympy.Integer(other // shared), sympy.Integer(one // shared)


def _combined(one: _Line, other: _Line, sign: int) -> _Line:
    return _Line(
        "", one.a + sign * other.a, one.b + sign * other.b, one.c + sign * other.c
    )
