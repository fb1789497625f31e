"""Which languages the interface speaks."""

from __future__ import annotations

from typing import Literal

from bot.texts.catalogue import Texts
from bot.texts.english import ENGLISH
from bot.texts.german import GERMAN

Language = Literal["en", "de"]
TEXTS: dict[Language, Texts] = {"en": ENGLISH, "de": GERMAN}


def texts(language: Language) -> Texts:
    return TEXTS[language]
