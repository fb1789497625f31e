"""What Discord's menus take, in every language."""

from __future__ import annotations

import re
from typing import get_args

import pytest
from msgspec.structs import fields

from bot.texts.catalogue import Texts
from bot.texts.commands import CommandTexts, Following, Listed, Scope, Setting
from bot.texts.languages import TEXTS

MENU_MAX = 100
EVERY = pytest.mark.parametrize("texts", TEXTS.values(), ids=TEXTS)


@EVERY
def test_discord_takes_what_its_menus_show(texts: Texts) -> None:
    words = texts.commands
    shown = {
        field.name: getattr(words, field.name)
        for field in fields(CommandTexts)
        if field.name.startswith(("about_", "option_"))
    }
    choices = [*words.settings.values(), *words.scopes.values()]
    choices += words.following.values()

    assert {n: t for n, t in shown.items() if not 1 <= len(t) <= MENU_MAX} == {}
    assert [each for each in choices if not 1 <= len(each) <= MENU_MAX] == []


@EVERY
def test_everything_that_can_be_set_has_its_words(texts: Texts) -> None:
    words = texts.commands

    assert set(words.settings) == set(get_args(Setting))
    assert set(words.scopes) == set(get_args(Scope))
    assert set(words.following) == set(get_args(Following))
    assert set(words.lists) == set(get_args(Listed))


@EVERY
def test_the_button_is_called_what_it_says(texts: Texts) -> None:
    assert texts.human in texts.commands.option_humans
    assert texts.human in texts.commands.settings["humans"]


@pytest.mark.parametrize("field", [each.name for each in fields(CommandTexts)])
def test_the_same_is_filled_in_in_every_language(field: str) -> None:
    told = [repr(getattr(texts.commands, field)) for texts in TEXTS.values()]
    slots = [sorted(re.findall(r"\{(\w+)\}", each)) for each in told]

    assert slots == [slots[0]] * len(slots)
