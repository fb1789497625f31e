"""The sentences on a picture that tell a person what to do. Pure.

Only what is written counts: nothing here knows of any error or its cure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.text_reading import Block, Line, TextReading

_OPENINGS = (
    r"check(?:ing)?|try(?:ing)?|verify(?:ing)?|make sure|ensure|contact|restart|reboot"
    r"|please|reinstall|install|update|upgrade|reconnect|re-?connect|close|free(?: up)?"
    r"|wait|run(?:ning)?|click|press|refresh|reload|sign (?:in|out|back)|log (?:in|out)"
    r"|enter|consider|ask|confirm|reset|enable|disable|turn (?:on|off)|switch|review"
    r"|select|choose|use|set|remove|delete|add|open|go to|visit|call|unplug|plug in"
    r"|reduce|increase|change|rename|move|clear|disconnect|insert|replace"
    r"|see (?:the|https?|our|https)|for (?:more|help|further)|if (?:you|the|this|it)"
    r"|you (?:can|may|should|must|need to|will need)|to (?:fix|resolve|solve|continue)"
)
_OPENING = re.compile(rf"(?:{_OPENINGS})\b", re.IGNORECASE)
_WITHIN = re.compile(
    r"[,;:\u2013-] (?:then )?(?:please|check|try|make sure|verify|restart|contact)\b"
    r"|\bplease (?!wait)\w+|\bmake sure\b"
    r"|\b(?:and|or|then|to) (?:try|retry) (?:again|once)"
    r"|\bcontact (?:your|the|our|support|an?)\b",
    re.IGNORECASE,
)
_IDLE = re.compile(
    r"\b(?:please wait|see you|terms|cookies?|newsletter|subscribe)\b", re.IGNORECASE
)
_BULLET = re.compile(r"(?:[\u2022\u25cf\u25aa\u00b7*>-]|\d{1,2}[.)])\s+")
_ENDS = re.compile(r"[.!?:;\u2026][\"'\u201d)]*(?=\s|$)")
_WORDS_MIN = 3


def advice(reading: TextReading) -> tuple[Line, ...]:
    """Return sentences that say what to do, in reading order, each as one line.

    A sentence over several lines has the box around them; buttons are too short.
    """
    return tuple(
        sentence
        for block in reading.blocks
        for sentence in sentences(block)
        if _is_advice(sentence.text)
    )


def sentences(block: Block) -> Iterator[Line]:
    """Yield the sentences of *block*, each with the box of the lines it stands on."""
    pieces: list[tuple[str, Line]] = []
    for line in block.lines:
        bare = _BULLET.sub("", line.text, count=1)
        if pieces and (bare != line.text or _opens(bare)):
            yield _whole(pieces)
            pieces = []
        for piece, has_ended in _pieces(bare):
            pieces.append((piece, line))
            if has_ended:
                yield _whole(pieces)
                pieces = []
    if pieces:
        yield _whole(pieces)


def _opens(text: str) -> bool:
    return text[0].isupper() and _OPENING.match(text) is not None


def _pieces(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the parts of one line of text and whether a sentence ends with each."""
    start = 0
    for end in _ENDS.finditer(text):
        following = text[end.end() :].lstrip()
        if following and not (following[0].isupper() or following[0].isdigit()):
            continue
        if piece := text[start : end.end()].strip():
            yield piece, True
        start = end.end()
    if rest := text[start:].strip():
        yield rest, False


def _whole(pieces: list[tuple[str, Line]]) -> Line:
    lines = Block(tuple(line for _, line in pieces))
    text = " ".join(piece for piece, _ in pieces)
    return Line(text, lines.box, lines.confidence, lines.lines[0].turned)


def _is_advice(text: str) -> bool:
    if len(text.split()) < _WORDS_MIN or _IDLE.search(text):
        return False
    return bool(_OPENING.match(text) or _WITHIN.search(text))
