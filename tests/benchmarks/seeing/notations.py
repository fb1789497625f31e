"""The same mathematics as matplotlib, a browser and plain letters write it."""

from __future__ import annotations

from typing import Protocol

MINUS = "\u2212"
RAISED = str.maketrans(
    "0123456789", "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079"
)


class Notation(Protocol):
    minus: str
    times: str
    divided: str

    def letter(self, name: str) -> str: ...

    def fraction(self, over: str, under: str) -> str: ...

    def power(self, base: str, exponent: int) -> str: ...


class Mathtext:
    """What matplotlib sets between dollar signs."""

    minus = "-"
    times = r" \times "
    divided = r" \div "

    def letter(self, name: str) -> str:
        return name

    def fraction(self, over: str, under: str) -> str:
        return rf"\frac{{{over}}}{{{under}}}"

    def power(self, base: str, exponent: int) -> str:
        return f"{base}^{{{exponent}}}"


class Html:
    """Markup for a page with the class *frac* in its style sheet."""

    minus = f" {MINUS} "
    times = " \u00d7 "
    divided = " : "

    def letter(self, name: str) -> str:
        return f"<i>{name}</i>"

    def fraction(self, over: str, under: str) -> str:
        return f"<span class='frac'><span>{over}</span><span>{under}</span></span>"

    def power(self, base: str, exponent: int) -> str:
        return f"{base}<sup>{exponent}</sup>"


class Plain:
    """One line of letters, as a typewriter with raised digits would."""

    minus = f" {MINUS} "
    times = " \u00b7 "
    divided = " : "

    def letter(self, name: str) -> str:
        return name

    def fraction(self, over: str, under: str) -> str:
        return f"{over}/{under}"

    def power(self, base: str, exponent: int) -> str:
        return base + str(exponent).translate(RAISED)
