"""Exercises of a school book with their results; how they are printed comes later."""

from __future__ import annotations

import random
from collections.abc import Callable
from fractions import Fraction
from math import sqrt
from typing import Literal

from msgspec import Struct

from tests.benchmarks.seeing.notations import Notation

Kind = Literal["arithmetic", "linear", "quadratic", "system"]
Lines = Callable[[Notation], tuple[str, ...]]
NO_REAL = "no real solution"


class Exercise(Struct, frozen=True):
    """*lines* in any notation; *results* pairs each unknown ("" for none) and value."""

    kind: Kind
    lines: Lines
    results: tuple[tuple[str, str], ...]


def arithmetic(chance: random.Random) -> Exercise:
    return chance.choice((_chain, _bracket, _fractions, _power, _division))(chance)


def linear(chance: random.Random) -> Exercise:
    return chance.choice((_plain, _in_bracket, _both_sides, _divided))(chance)


def quadratic(chance: random.Random) -> Exercise:
    """Whole roots mostly; now and then irrational ones, or none at all."""
    draw = chance.random()
    if draw < 0.15:
        return _from_coefficients(chance, want_real=False)
    if draw < 0.3:
        return _from_coefficients(chance, want_real=True)
    low, high = sorted(chance.sample([n for n in range(-9, 10) if n], 2))
    b, c = -(low + high), low * high

    def lines(n: Notation) -> tuple[str, ...]:
        return (f"{_square(n, 1)}{_term(n, b, 'x')}{_term(n, c)} = 0",)

    results = (("x", str(low)), ("x", str(high)))
    return Exercise("quadratic", lines, results)


def system(chance: random.Random) -> Exercise:
    while True:
        a, b, d, e = (chance.choice((-1, 1)) * chance.randint(1, 6) for _ in range(4))
        a = abs(a)
        d = abs(d)
        if a * e != b * d:
            break
    x, y = chance.randint(-6, 9), chance.randint(-6, 9)

    def lines(n: Notation) -> tuple[str, ...]:
        return (
            f"{_first(n, a, 'x')}{_term(n, b, 'y')} = {_number(n, a * x + b * y)}",
            f"{_first(n, d, 'x')}{_term(n, e, 'y')} = {_number(n, d * x + e * y)}",
        )

    return Exercise("system", lines, (("x", str(x)), ("y", str(y))))


def _chain(chance: random.Random) -> Exercise:
    a, b, c, d = (
        chance.randint(11, 99),
        chance.randint(2, 12),
        chance.randint(2, 12),
        chance.randint(2, 60),
    )

    def lines(n: Notation) -> tuple[str, ...]:
        return (f"{a} + {b}{n.times}{c}{n.minus}{d} =",)

    return Exercise("arithmetic", lines, (("", str(a + b * c - d)),))


def _bracket(chance: random.Random) -> Exercise:
    a, b, c, d = (chance.randint(2, 15) for _ in range(4))

    def lines(n: Notation) -> tuple[str, ...]:
        return (f"({a} + {b}){n.times}({c}{n.minus}{d}) = ?",)

    return Exercise("arithmetic", lines, (("", str((a + b) * (c - d))),))


def _fractions(chance: random.Random) -> Exercise:
    under, other = chance.sample(range(2, 10), 2)
    over, second = chance.randint(1, under - 1), chance.randint(1, other)
    is_sum = chance.random() < 0.6
    value = Fraction(over, under) + (1 if is_sum else -1) * Fraction(second, other)

    def lines(n: Notation) -> tuple[str, ...]:
        sign = " + " if is_sum else n.minus
        left = n.fraction(str(over), str(under))
        return (f"{left}{sign}{n.fraction(str(second), str(other))} =",)

    return Exercise("arithmetic", lines, (("", str(value)),))


def _power(chance: random.Random) -> Exercise:
    base, exponent, b, c = (
        chance.randint(2, 9),
        chance.choice((2, 2, 3)),
        chance.randint(2, 9),
        chance.randint(2, 12),
    )

    def lines(n: Notation) -> tuple[str, ...]:
        return (f"{n.power(str(base), exponent)}{n.minus}{b}{n.times}{c} =",)

    return Exercise("arithmetic", lines, (("", str(base**exponent - b * c)),))


def _division(chance: random.Random) -> Exercise:
    divisor, quotient, more = (chance.randint(3, 12) for _ in range(3))

    def lines(n: Notation) -> tuple[str, ...]:
        return (f"{divisor * quotient}{n.divided}{divisor} + {more} =",)

    return Exercise("arithmetic", lines, (("", str(quotient + more)),))


def _plain(chance: random.Random) -> Exercise:
    a, b, x = chance.randint(2, 12), _signed(chance, 30), _root(chance)

    def lines(n: Notation) -> tuple[str, ...]:
        return (f"{_first(n, a, 'x')}{_term(n, b)} = {_number(n, a * x + b)}",)

    return Exercise("linear", lines, (("x", str(x)),))


def _in_bracket(chance: random.Random) -> Exercise:
    a, b, x = chance.randint(2, 9), _signed(chance, 12), _root(chance)

    def lines(n: Notation) -> tuple[str, ...]:
        inner = f"{n.letter('x')}{_term(n, b)}"
        return (f"{a}({inner}) = {_number(n, a * (x + b))}",)

    return Exercise("linear", lines, (("x", str(x)),))


def _both_sides(chance: random.Random) -> Exercise:
    a, c = chance.sample(range(2, 12), 2)
    b, x = _signed(chance, 20), _root(chance)

    def lines(n: Notation) -> tuple[str, ...]:
        left = f"{_first(n, a, 'x')}{_term(n, b)}"
        return (f"{left} = {_first(n, c, 'x')}{_term(n, (a - c) * x + b)}",)

    return Exercise("linear", lines, (("x", str(x)),))


def _divided(chance: random.Random) -> Exercise:
    a, b = chance.randint(2, 9), _signed(chance, 15)
    x = a * chance.choice([n for n in range(-8, 9) if n])

    def lines(n: Notation) -> tuple[str, ...]:
        part = n.fraction(n.letter("x"), str(a))
        return (f"{part}{_term(n, b)} = {_number(n, x // a + b)}",)

    return Exercise("linear", lines, (("x", str(x)),))


def _from_coefficients(chance: random.Random, *, want_real: bool) -> Exercise:
    while True:
        a, b, c = chance.randint(1, 4), _signed(chance, 9), _signed(chance, 9)
        root = b * b - 4 * a * c
        is_whole = root >= 0 and round(sqrt(root)) ** 2 == root
        if (root > 0) == want_real and not is_whole and root:
            break

    def lines(n: Notation) -> tuple[str, ...]:
        return (f"{_square(n, a)}{_term(n, b, 'x')}{_term(n, c)} = 0",)

    if not want_real:
        return Exercise("quadratic", lines, (("", NO_REAL),))
    roots = sorted((-b + sign * sqrt(root)) / (2 * a) for sign in (-1, 1))
    return Exercise("quadratic", lines, tuple(("x", f"{each:.4f}") for each in roots))


def _signed(chance: random.Random, most: int) -> int:
    return chance.choice((-1, 1)) * chance.randint(1, most)


def _root(chance: random.Random) -> int:
    return chance.choice([n for n in range(-12, 16) if n])


def _number(n: Notation, value: int) -> str:
    return str(value) if value >= 0 else f"{n.minus.strip()}{-value}"


def _term(n: Notation, value: int, letter: str = "") -> str:
    """Return a further term of a sum with its sign, "" for nothing at all."""
    if not value:
        return ""
    count = "" if letter and abs(value) == 1 else str(abs(value))
    sign = " + " if value > 0 else n.minus
    return f"{sign}{count}{n.letter(letter) if letter else ''}"


def _first(n: Notation, count: int, letter: str) -> str:
    return f"{'' if count == 1 else count}{n.letter(letter)}"


def _square(n: Notation, count: int) -> str:
    return f"{'' if count == 1 else count}{n.power(n.letter('x'), 2)}"


EXERCISES = (arithmetic, linear, quadratic, system)
