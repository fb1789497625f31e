"""Where the things are that words named, and how many there are. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.jobs import Source
from bot.marks import MARKS_MAX
from bot.rendering import short
from model_worker.draft import Draft
from model_worker.places.thing import Thing
from model_worker.telling.quoting import quoted

_NAME_MAX = 60


def tell_located(draft: Draft, found: Sequence[Thing], picture: str) -> None:
    """Say where the things are that were asked for, each with its number."""
    draft.say("It is here: " if len(found) == 1 else "They are here: ")
    _list(draft, found, picture)
    draft.offer("Read the text in 1")
    draft.offer("What is next to 1?")


def tell_count(draft: Draft, found: Sequence[Thing], noun: str, picture: str) -> None:
    """Say how many there are, and number as many as fit."""
    draft.say(f"I count {len(found)} {noun}: ")
    _list(draft, found, picture)


def tell_choices(draft: Draft, found: Sequence[Thing], picture: str) -> None:
    """Number what a question may mean, so that one can be chosen."""
    draft.say(" ")
    _list(draft, found, picture)


def _list(draft: Draft, found: Sequence[Thing], picture: str) -> None:
    shown = found[:MARKS_MAX]
    for place, thing in enumerate(shown):
        draft.say(", " if place else "")
        _say_thing(draft, thing, picture)
    rest = len(found) - len(shown)
    draft.say(f" and {rest} more." if rest else ".")


def _say_thing(draft: Draft, thing: Thing, picture: str) -> None:
    """Say a thing by what is written on it, or by what it is."""
    name = short(" ".join(thing.name.split()), _NAME_MAX)
    is_ours = name.startswith(("the ", "row ", "column "))
    source: Source = "measured" if is_ours else "read"
    shown = name if is_ours else quoted(name)
    draft.point(shown, [thing.box], picture, source, thing.confidence, phrase=name)
