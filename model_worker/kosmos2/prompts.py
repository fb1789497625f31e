"""What is wanted -> the prompt KOSMOS-2 was trained on for it.

A person's words and the model's markup are kept apart piece by piece, so that nothing
a person types can become a control token.
"""

from __future__ import annotations

import re
import unicodedata

from msgspec import Struct
from msgspec.structs import replace

from bot.jobs import Box
from model_worker.kosmos2.markup import (
    GROUNDING,
    OBJECT,
    OBJECT_END,
    PHRASE,
    PHRASE_END,
    encode_box,
    patch_name,
)

SPOKEN_MAX = 1_000
_QUOTES = str.maketrans({"<": "\u2039", ">": "\u203a"})


class Caption(Struct, frozen=True):
    """One sentence about the picture, with or without boxes."""

    grounded: bool = True


class Detailed(Struct, frozen=True):
    """A paragraph about the picture, with boxes."""


class Question(Struct, frozen=True):
    """A question, after *earlier* (question, answer) turns, oldest first.

    No template for several turns was published; they are said one after another.
    """

    text: str
    earlier: tuple[tuple[str, str], ...] = ()


class Locate(Struct, frozen=True):
    """Where *phrase* is (referring expression comprehension).

    *before* is the part of its sentence that leads up to it (phrase grounding).
    """

    phrase: str
    before: str = ""


class DescribeRegion(Struct, frozen=True):
    """What is in *box* (referring expression generation)."""

    box: Box


class AskRegion(Struct, frozen=True):
    """A question about *box*, which *phrase* names, best in words of *text*."""

    text: str
    phrase: str
    box: Box


Task = Caption | Detailed | Question | Locate | DescribeRegion | AskRegion


class Fixed(Struct, frozen=True):
    """Our own part of a prompt, markup and all."""

    text: str


class Spoken(Struct, frozen=True):
    """Somebody else's words, escaped."""

    text: str


Piece = Fixed | Spoken


def prompt(task: Task) -> str:
    """Return what follows the picture, as in training (Peng et al. 2023)."""
    return "".join(piece.text for piece in pieces(task))


def pieces(task: Task) -> tuple[Piece, ...]:
    """Return the prompt in pieces that may be tokenised one by one."""
    match task:
        case Caption(grounded):
            return (Fixed(f"{GROUNDING if grounded else ''}An image of"),)
        case Detailed():
            return (Fixed(f"{GROUNDING}Describe this image in detail:"),)
        case Question(text, earlier):
            return (Fixed(GROUNDING), *_turns(earlier), *_asked((_spoken(text),)))
        case Locate(phrase, before):
            return (*_opening(before), _spoken(phrase), Fixed(PHRASE_END))
        case DescribeRegion(box):
            return (Fixed(f"{GROUNDING}{PHRASE} It{PHRASE_END}{_place(box)} is"),)
        case AskRegion():
            return (Fixed(GROUNDING), *_asked(_pointed(task)))


def named(task: Task) -> str:
    """Return the phrase that *task* leaves for the answer to place, if any."""
    return escaped(task.phrase) if isinstance(task, Locate) else ""


def shorter(task: Task) -> Task | None:
    """Return *task* without its oldest turn, None when there is nothing to forget."""
    if isinstance(task, Question) and task.earlier:
        return replace(task, earlier=task.earlier[1:])
    return None


def escaped(text: str) -> str:
    """Return *text* on one line, unable to form markup, at most 1,000 characters.

    NFKC comes first: it turns full-width brackets into ASCII ones.
    """
    composed = unicodedata.normalize("NFKC", text[:SPOKEN_MAX]).translate(_QUOTES)
    visible = (" " if each.isspace() else each for each in composed if _is_shown(each))
    return " ".join("".join(visible).split())[:SPOKEN_MAX].rstrip()


def _is_shown(character: str) -> bool:
    return character.isspace() or not unicodedata.category(character).startswith("C")


def _spoken(text: str) -> Spoken:
    return Spoken(escaped(text))


def _turns(earlier: tuple[tuple[str, str], ...]) -> list[Piece]:
    told: list[Piece] = []
    for question, answer in earlier:
        told += [*_asked((_spoken(question),)), Fixed(" "), _spoken(answer)]
    return told


def _asked(question: tuple[Piece, ...]) -> tuple[Piece, ...]:
    return (Fixed(" Question: "), *question, Fixed(" Answer:"))


def _opening(before: str) -> tuple[Piece, ...]:
    """What leads up to a phrase to be placed; *before* is of the same sentence."""
    if not before:
        return (Fixed(f"{GROUNDING}{PHRASE} "),)
    return (Fixed(f"{GROUNDING} "), _spoken(before), Fixed(f"{PHRASE} "))


def _place(box: Box) -> str:
    first, last = encode_box(box)
    return f"{OBJECT}{patch_name(first)}{patch_name(last)}{OBJECT_END}"


def _pointed(task: AskRegion) -> tuple[Piece, ...]:
    """The question with its box behind the phrase, or the phrase and box before it."""
    text, phrase = escaped(task.text), escaped(task.phrase) or "this"
    found = re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", text, re.IGNORECASE)
    before, after = "About", f": {text}"
    if found is not None:
        before, phrase, after = text[: found.start()], found[0], text[found.end() :]
    return (
        Spoken(before.rstrip()),
        Fixed(f"{PHRASE} "),
        Spoken(phrase),
        Fixed(f"{PHRASE_END}{_place(task.box)}"),
        Spoken(after),
    )
