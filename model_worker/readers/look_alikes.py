"""Letters that look like others: set right where only one reading can be. Pure.

The engine reads ``dll`` as ``dII`` and ``OUT`` as ``oUT`` with great confidence. What
its surroundings settle is settled; what they leave open costs confidence instead.
"""

from __future__ import annotations

import re

OPEN_MAX = 0.55
"""Confidence of a line with a letter that may as well be another."""

_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_EASTERN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_HEX = re.compile(r"\b[0Oo][xX](?=\S*\d)[0-9A-Fa-fOoIl/]{4,}(?!\w)")
_HEX_DIGITS = str.maketrans("OoIl", "0011")
_WORD_OF_MEMORY = 8
_LIBRARY = re.compile(r"(?<=\w\.)d[Il1]{2,3}\b")
_FILE = re.compile(
    r"(?<=\w\.)(?:xI(?=sx?\b|t[sx]\b)|I(?=(?:og|ock|nk|ib)\b)|sqI(?=ite\b))"
)
_CAPITALS = re.compile(r"\b(?=[A-Z]*0)[A-Z0]{3,}\b")
_BROKEN = re.compile(r"\bERR(?:[ _][A-Z]{2,}){2,}\b")
_SHOUTED = re.compile(
    "BOOT|CODE|CONNECTION|DOWNLOAD|ERRORS?|FOUND|INFO|LOAD|LOCATION|NOT|NOTE|NOTICE"
    "|OUT|PROCESS|PROTOCOL|STOP|STOPPED|TIMEOUT|TOO|TOTAL|UNKNOWN|VIOLATION"
)
_NAME = re.compile(r"\b(?=\w*[A-Z]{2})[A-Z0-9couvwxzs]+(?:_[A-Z0-9couvwxzs]+)+\b")
_LONE_ZERO = re.compile(r"(?<=[A-Z])0(?=[A-Z])|(?<=_)0(?=[A-Z]{2})")
_LAST_LETTERS = re.compile(r"(?<=[a-z]{2})I{1,2}\b")
_FIRST_LETTERS = re.compile(r"\bII(?=[a-z]{2})")
_FIRST_ZERO = re.compile(r"\b0(?=[a-z]{2}|[A-Z]{2}(?![0-9]))")
_FIRST_L = re.compile(r"\bl(?=n[a-z]{2}|[bfkqtvwz][aeiou][a-z])")
_OPEN = re.compile(
    r"(?<=[a-z])(?<!htm)(?<!xm)(?<!ur)(?<!sq)[lI]\d|\d[lIO]\d|[a-z]I{1,2}\b|\bdIl\b"
)
_MARKS_ONLY = re.compile(r"[\W_]*")
_SIGNS = re.compile(
    r"[=+*%?!<>@#&$\u20ac\u00a3\u00b1\u00d7\u00f7\u2190-\u22ff\u2713\u2717]"
)


def settled(text: str, confidence: float) -> tuple[str, float]:
    """Return *text* with its letters set right, and how sure it now is (0..1).

    Empty where it holds neither letter, digit nor sign: a rule, a dot, a frame.
    """
    if _MARKS_ONLY.fullmatch(text) and not _SIGNS.search(text):
        return "", 0.0
    if not _EASTERN.search(text):
        text = text.translate(_WIDE)
    text = _HEX.sub(_as_hex, text)
    text = _LIBRARY.sub("dll", text)
    text = _FILE.sub(lambda ending: ending[0].lower().replace("i", "l"), text)
    text = _CAPITALS.sub(_as_word, text)
    text = _BROKEN.sub(lambda name: name[0].replace(" ", "_"), text)
    text = _NAME.sub(_as_name, text)
    text = _FIRST_ZERO.sub("O", text)
    text = _FIRST_L.sub("I", text)
    text = _FIRST_LETTERS.sub("Il", text)
    text = _LAST_LETTERS.sub(lambda letters: "l" * len(letters[0]), text)
    return text, min(confidence, OPEN_MAX) if _OPEN.search(text) else confidence


def _as_hex(code: re.Match[str]) -> str:
    digits = code[0][2:].translate(_HEX_DIGITS)
    if "/" in digits:
        if len(digits) != _WORD_OF_MEMORY:
            return code[0]
        digits = digits.replace("/", "7")
    return "0x" + digits


def _as_word(capitals: re.Match[str]) -> str:
    """ERR0R, INF0: where a word of logs and stops is all that it can be."""
    word = capitals[0].replace("0", "O")
    return word if _SHOUTED.fullmatch(word) else capitals[0]


def _as_name(name: re.Match[str]) -> str:
    """ERR_TIMED_0UT, ERR_coNN_REFUSED: one case, and no digit within a word."""
    small = sum(letter.islower() for letter in name[0])
    if 3 * small > len(name[0]):
        return name[0]
    return _LONE_ZERO.sub("O", name[0].upper())
