"""The form of the message shortcut "Ask about this picture"."""

from __future__ import annotations

from typing import Any

from adapters.slack.doors.needs import SHORTCUT
from adapters.slack.saying.blocks import plain
from bot.texts.english import ENGLISH

FIELD = "question"
QUESTION_MAX = 1000


def modal_view(private_metadata: str) -> dict[str, Any]:
    """Return the form; *private_metadata* names the message, and comes back with it."""
    return {
        "type": "modal",
        "callback_id": SHORTCUT,
        "private_metadata": private_metadata,
        "title": plain(ENGLISH.form_title),
        "submit": plain(ENGLISH.ask),
        "close": plain(ENGLISH.cancel),
        "blocks": [
            {
                "type": "input",
                "block_id": FIELD,
                "optional": True,
                "label": plain(ENGLISH.form_label),
                "hint": plain(ENGLISH.form_hint),
                "element": {
                    "type": "plain_text_input",
                    "action_id": FIELD,
                    "multiline": True,
                    "max_length": QUESTION_MAX,
                },
            }
        ],
    }


def modal_errors() -> dict[str, Any]:
    return {"response_action": "errors", "errors": {FIELD: ENGLISH.form_lost}}
