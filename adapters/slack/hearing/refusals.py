"""What a person hears of a file that could not, or must not, be fetched."""

from __future__ import annotations

from typing import Literal

from adapters.slack.notes import File
from bot.pictures import label
from bot.texts.english import ENGLISH

Code = Literal["foreign", "no_picture", "too_large", "login", "denied", "gone", "away"]
SENTENCES: dict[Code, str] = {
    "foreign": "“{name}” is not kept at Slack; please upload the picture itself.",
    "no_picture": ENGLISH.file_no_picture,
    "too_large": ENGLISH.file_too_large,
    "login": "“{name}” could not be opened: the app lacks the permission files:read, "
    "which whoever runs it can add.",
    "denied": "“{name}” may not be fetched by this app; please post it here again.",
    "gone": ENGLISH.file_expired,
    "away": ENGLISH.file_away,
}


def sentence(code: Code, file: File) -> str:
    return SENTENCES[code].format(name=label(file.name))
