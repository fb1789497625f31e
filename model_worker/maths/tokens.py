"""A line of mathematics -> tokens: one sign, one number or one letter each. Pure.

Print has many signs for one thing (dashes and hyphens; dots, crosses and stars; raised
digits and carets); from here on there is one. Whether an x multiplies is settled here
too, as it depends on what stands beside it.
"""

from __future__ import annotations

import re
from fractions import Fraction

from msgspec import Struct
from msgspec.structs import replace

from model_worker.maths.terms import MathsError

TEXT_MAX = 200
"""Characters; a line of print holds fewer."""

DIGITS_MAX = 15
"""Digits of one number."""

TIMES = "*"
ROOT = "√"
BLANK = "?"
FUNCTIONS = frozenset({"sin", "cos", "tan", "log", "ln", "exp", "lim", "abs", "mod"})

_ONE_FOR_MANY = str.maketrans(
    {
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212\ufe63\uff0d", "-"),
        **dict.fromkeys("\u00d7\u00b7\u22c5\u2219\u2022\u2217\u2715", TIMES),
        **dict.fromkeys("\u2044\u2215", "/"),
        **dict.fromkeys(":\u2236", "÷"),
        **dict.fromkeys("\u25a1\u2610\u25fb", BLANK),
        **dict.fromkeys("[{", "("),
        **dict.fromkeys("]}", ")"),
        "\uff1d": "=",
    }
)
_RAISED = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-", strict=True))
_PARTS = {
    "½": Fraction(1, 2),
    "⅓": Fraction(1, 3),
    "⅔": Fraction(2, 3),
    "¼": Fraction(1, 4),
    "¾": Fraction(3, 4),
    "⅕": Fraction(1, 5),
    "⅙": Fraction(1, 6),
    "⅛": Fraction(1, 8),
    "⅜": Fraction(3, 8),
    "⅝": Fraction(5, 8),
    "⅞": Fraction(7, 8),
}
_TOKEN = re.compile(
    r"(?P<space>\s+)"
    r"|(?P<number>\d+(?:[.,]\d+)*|\.\d+)"
    r"|(?P<sign>\*\*|[-+*÷/^=()√])"
    r"|(?P<raised>[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+)"
    rf"|(?P<part>[{''.join(_PARTS)}])"
    r"|(?P<word>[A-Za-z\u00c0-\u024f\u0370-\u03ff]+)"
    r"|(?P<blank>\?+|_{2,})"
)
_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?")
_DECIMAL = re.compile(r"\d*[.,]\d+|\d+")


class Token(Struct, frozen=True):
    """*kind* is the sign itself, or ``number``, ``part`` or ``letter``.

    *is_apart*: white space stands before it.
    """

    kind: str
    text: str = ""
    value: Fraction | None = None
    is_decimal: bool = False
    is_apart: bool = False


def tokens(text: str) -> tuple[Token, ...]:
    """Return the tokens of *text*. Raises MathsError on what is no mathematics."""
    if len(text) > TEXT_MAX:
        raise MathsError(f"I work out lines of up to {TEXT_MAX} signs.")
    plain = text.strip().rstrip(".;").translate(_ONE_FOR_MANY)
    has_points = _has_decimal_commas(plain)
    found: list[Token] = []
    at, is_apart = 0, False
    while at < len(plain):
        match = _TOKEN.match(plain, at)
        if match is None:
            raise MathsError(f"I do not know the sign “{plain[at]}” here.")
        found += _made(match, is_apart=is_apart, has_decimal_commas=has_points)
        at, is_apart = match.end(), match.lastgroup == "space"
    return _with_times(found)


def _has_decimal_commas(plain: str) -> bool:
    """Whether a comma in *plain* can only stand before decimals: 3,5 or 0,125."""
    numbers = re.findall(r"\d+,[\d,]+", plain)
    return any(not _THOUSANDS.fullmatch(number) for number in numbers)


def _made(
    match: re.Match[str], *, is_apart: bool, has_decimal_commas: bool
) -> list[Token]:
    text, made = match[0], []
    match match.lastgroup:
        case "number":
            made = [_number(text, has_decimal_commas=has_decimal_commas)]
        case "raised":
            made = _power("".join(_RAISED[digit] for digit in text))
        case "part":
            made = [Token("part", text, _PARTS[text])]
        case "word":
            made = _letters(text)
        case "blank":
            made = [Token("letter", BLANK)]
        case "sign":
            made = [Token("^" if text == "**" else text, text)]
    return [replace(made[0], is_apart=is_apart), *made[1:]] if made else []


def _number(text: str, *, has_decimal_commas: bool) -> Token:
    digits = text
    if _THOUSANDS.fullmatch(text) and not has_decimal_commas:
        digits = text.replace(",", "")
    if not _DECIMAL.fullmatch(digits):
        raise MathsError(f"“{text}” is not one number to me.")
    if len(digits) > DIGITS_MAX:
        raise MathsError(f"I work with numbers of up to {DIGITS_MAX} digits.")
    digits = digits.replace(",", ".")
    return Token("number", text, Fraction(digits), is_decimal="." in digits)


def _power(digits: str) -> list[Token]:
    """Return what raised *digits* say: a power."""
    sign, bare = digits[:1] == "-", digits.lstrip("-")
    if not bare or "-" in bare or len(bare) > DIGITS_MAX:
        raise MathsError("I cannot make out a power.")
    value = Fraction(int(bare))
    minus = [Token("-", "-")] if sign else []
    return [Token("^", "^"), *minus, Token("number", bare, value)]


def _letters(word: str) -> list[Token]:
    """Return ``sqrt`` as a root; up to three other letters are as many unknowns."""
    if word == "sqrt":
        return [Token(ROOT, word)]
    if word.lower() in FUNCTIONS:
        raise MathsError(f"I do not work with functions such as {word.lower()}.")
    if len(word) > 3 or not word.isascii():  # noqa: PLR2004 - a longer one is a word
        raise MathsError(f"“{word}” is no mathematics to me.")
    return [Token("letter", letter) for letter in word]


def _with_times(found: list[Token]) -> tuple[Token, ...]:
    """Return *found* with every x that multiplies made a sign."""
    last = len(found) - 1
    return tuple(
        Token(TIMES, token.text)
        if 0 < place < last
        and token.text in {"x", "X"}
        and _multiplies(found[place - 1], token, found[place + 1])
        else token
        for place, token in enumerate(found)
    )


def _multiplies(before: Token, x: Token, after: Token) -> bool:
    """3 x 4 and 3x4 multiply, 3x + 4 and 3x(4 + x) do not, 3 x (4 + 1) does."""
    if before.kind not in {"number", "part", ")"}:
        return False
    if after.kind in {"number", "part"}:
        return x.is_apart == after.is_apart
    return x.is_apart and after.is_apart and after.kind in {"(", "letter", ROOT}
