"""An equation with one unknown -> its solutions, as a teacher writes them down.

Every solution is put into the equation as it was printed; one that does not fit there
(it divides by zero, or squaring brought it in) is no solution, and this is said.
"""

from __future__ import annotations

from functools import reduce
from math import lcm

import sympy

from model_worker.maths.exact import Expression, bounded, degree, expression
from model_worker.maths.expression_writing import (
    equation_text,
    expression_text,
    value_text,
)
from model_worker.maths.roots import Roots, roots_of, roots_of_factors, roots_text
from model_worker.maths.solution import Solution
from model_worker.maths.substituting import check_of, fits
from model_worker.maths.terms import (
    MathsError,
    Operation,
    Root,
    Statement,
    Term,
    is_decimal,
    parts,
    unknowns,
)
from model_worker.maths.writing import MINUS, statement_text

_UNSEEN = " ()+·"
"""What does not make an equation look another one: 10 - x is -x + 10."""


class OneUnknown:
    """The way through one equation; *left* and *right* are its sides so far."""

    def __init__(self, statement: Statement, name: str) -> None:
        if statement.right is None:
            raise MathsError("There is no equals sign, so there is nothing to solve.")
        self._statement = statement
        self._name = name
        self._unknown = sympy.Symbol(name)
        self._is_decimal = is_decimal(statement.left, statement.right)
        self._steps: list[str] = []
        self._left = expression(statement.left)
        self._right = expression(statement.right)
        self._shown = statement_text(statement)

    def solved(self) -> Solution:
        """Return every real solution. Raises MathsError where there is no way here."""
        self._square_away()
        if factors := self._factors():
            return self._told(roots_of_factors(factors, self._unknown, ()))
        self._clear_unknown_denominators()
        self._clear_denominators()
        if degree(sympy.expand(self._left - self._right)) <= 1:
            return self._linear()
        self._to_zero()
        found = roots_of(self._left, self._unknown)
        return self._told(found)

    def _square_away(self) -> None:
        """Square a root with the unknown in it, standing alone on one side."""
        rooted = [
            part
            for side in (self._statement.left, self._statement.right)
            for part in parts(side)
            if isinstance(part, Root) and unknowns(part)
        ]
        if not rooted:
            return
        sides = (self._statement.left, self._statement.right)
        if sides[1] is rooted[0]:
            self._left, self._right = self._right, self._left
        if len(rooted) > 1 or rooted[0] not in sides:
            raise MathsError(
                "I solve equations with a root only where it stands alone on one side."
            )
        self._go(
            expression(rooted[0].of), self._right**2, "Square both sides", is_new=True
        )

    def _factors(self) -> list[Expression]:
        """Return the factors of a product that was printed as equal to zero."""
        if self._right != 0 or not isinstance(self._statement.left, Operation):
            return []
        factors = [expression(each) for each in _factors_of(self._statement.left)]
        with_unknown = [each for each in factors if each.has(self._unknown)]
        if len(with_unknown) < 2 or any(  # noqa: PLR2004 - a product has two
            not each.is_polynomial(self._unknown) for each in factors
        ):
            return []
        return list(dict.fromkeys(sympy.expand(each) for each in with_unknown))

    def _clear_unknown_denominators(self) -> None:
        unders = [
            under
            for side in (self._left, self._right)
            for term in sympy.Add.make_args(sympy.expand(side))
            if (under := sympy.fraction(sympy.together(term))[1]).has(self._unknown)
        ]
        if not unders:
            return
        under = reduce(sympy.lcm, unders)
        self._go(
            sympy.expand(sympy.cancel(self._left * under)),
            sympy.expand(sympy.cancel(self._right * under)),
            f"Multiply both sides by {_bracketed(under)}",
        )

    def _clear_denominators(self) -> None:
        """Multiply fractions away; where there are none multiply the brackets out."""
        left, right = sympy.expand(self._left), sympy.expand(self._right)
        for side in (left, right):
            self._refuse_other_powers(side)
        unders = [
            int(number.q)
            for side in (left, right)
            for number in sympy.Poly(side, self._unknown).all_coeffs()
        ]
        under = 1 if self._is_decimal else reduce(lcm, unders)
        said = f"Multiply both sides by {under}" if under > 1 else "Simplify both sides"
        self._go(sympy.expand(left * under), sympy.expand(right * under), said)

    def _linear(self) -> Solution:
        """Bring the unknown to the left, the number to the right, and divide."""
        x = self._unknown
        there = self._right - self._right.coeff(x, 0)
        if there != 0 and not self._left.has(x):
            self._go(self._right, self._left, "Swap the sides")
        elif there != 0:
            self._move(there)
        if not self._left.has(x):
            return self._without_unknown()
        if (number := self._left.coeff(x, 0)) != 0:
            self._move(number)
        factor = self._left.coeff(x, 1)
        if factor == -1:
            self._go(-self._left, -self._right, f"Multiply both sides by {MINUS}1")
        elif factor != 1:
            self._go(
                self._left / factor,
                self._right / factor,
                f"Divide both sides by {self._text(factor)}",
            )
        return self._told(Roots((self._right,), ()))

    def _move(self, term: Expression) -> None:
        is_less = self._text(term).startswith(MINUS)
        verb, preposition = ("Add", "to") if is_less else ("Subtract", "from")
        size = self._text(-term if is_less else term)
        self._go(
            self._left - term,
            self._right - term,
            f"{verb} {size} {preposition} both sides",
        )

    def _without_unknown(self) -> Solution:
        is_true = sympy.expand(self._left - self._right) == 0
        result = (
            f"every {self._name} solves it (infinitely many solutions)"
            if is_true
            else "no solution"
        )
        why = "always true" if is_true else "never true"
        self._steps.append(f"{self._name} has gone, and {self._shown} is {why}")
        return Solution(result=result, steps=tuple(self._steps))

    def _to_zero(self) -> None:
        """Bring everything to the left, whole numbers, the first one positive."""
        if self._right != 0:
            moved = sympy.expand(self._left - self._right)
            self._go(moved, sympy.Integer(0), "Bring everything to one side")
        under, whole = sympy.Poly(self._left, self._unknown).clear_denoms()
        content = whole.primitive()[0] / under * sympy.sign(whole.LC())
        if content != 1:
            said = f"Divide both sides by {self._text(content)}"
            self._go(sympy.expand(self._left / content), self._right, said)

    def _told(self, found: Roots) -> Solution:
        self._steps += found.steps
        name, values = self._name, found.values
        good = tuple(v for v in values if fits(self._statement, {name: v}))
        for value in values:
            if value not in good:
                self._steps.append(
                    f"{name} = {expression_text(value)} does not fit the equation"
                )
        if not good:
            return Solution(result="no real solution", steps=tuple(self._steps))
        checks = [check_of(self._statement, {name: value}) for value in good]
        self._steps += [f"Check: {check}" for check in checks if check]
        result = (
            f"{name} = {value_text(good[0], is_decimal=self._is_decimal)}"
            if len(good) == 1
            else roots_text(name, good)
        )
        return Solution(result=result, steps=tuple(self._steps))

    def _go(
        self, left: Expression, right: Expression, said: str, *, is_new: bool = False
    ) -> None:
        """Make *left* and *right* the sides and say how, where that changes them."""
        shown = equation_text(left, right, is_decimal=self._is_decimal)
        if is_new or _signs(shown) != _signs(self._shown):
            self._steps.append(f"{said}: {shown}")
        self._left, self._right = bounded(left), bounded(right)
        self._shown = shown

    def _refuse_other_powers(self, side: Expression) -> None:
        if not side.is_polynomial(self._unknown):
            raise MathsError("I solve equations with whole powers of the unknown.")

    def _text(self, value: Expression) -> str:
        return expression_text(value, is_decimal=self._is_decimal)


def _factors_of(term: Term) -> list[Term]:
    match term:
        case Operation("*", left, right):
            return [*_factors_of(left), *_factors_of(right)]
        case Operation("^", base, _) if not isinstance(base, Root):
            return [base, base]
        case _:
            return [term]


def _signs(shown: str) -> list[list[str]]:
    """Return what each side of *shown* is made of, in no order."""
    return [
        sorted(sign for sign in side if sign not in _UNSEEN)
        for side in shown.split("=")
    ]


def _bracketed(value: Expression) -> str:
    written = expression_text(value)
    return f"({written})" if value.is_Add else written
