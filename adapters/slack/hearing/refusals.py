"""What a person hears of a file that could not, or must not, be fetched."""

from __future__ import annotations

from typing import Literal

from adapters.slack.notes import File
from bot.pictures import label

Code = Literal["foreign", "no_picture", "too_large", "login", "denied", "gone", "away"]
SENTENCES: dict[Code, str] = {
    "foreign": "“{}” is not kept at Slack; please upload the picture itself.",
    "no_picture": "“{}” is not a picture; please send a picture or a PDF.",
    "too_large": "“{}” is too large; please send a smaller one.",
    "login": "“{}” could not be opened: the app lacks the permission files:read, which "
    "whoever runs it can add.",
    "denied": "“{}” may not be fetched by this app; please post it here again.",
    "gone": "“{}” could not be fetched from Slack any more; please post it again.",
    "away": "“{}” could not be fetched from Slack just now; please post it later.",
}


def sentence(code: Code, file: File) -> str:
    return SENTENCES[code].format(label(file.name))
