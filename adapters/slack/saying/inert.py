"""Words made so that Slack does nothing about them, in each of its kinds of markup.

Almost everything is said in rich_text and plain_text, which Slack takes literally: no
mention, no formatting, no emoji is ever read out of them, and bot/inert.py is enough.
"""

from __future__ import annotations

import re

from bot.inert import JOINER, inert

_SHORTCODE = re.compile(r":(?=[\w+'-]+:)")
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_LOOKALIKES = str.maketrans(
    {
        "<": "\u2039",
        ">": "\u203a",
        "*": "\u2217",
        "_": "\u02cd",
        "~": "\u223c",
        "`": "\u02cb",
        "[": "\uff3b",
        "]": "\uff3d",
        "\\": "\u29f5",
        "|": "\u2223",
        "#": "\uff03",
        "&": "\uff06",
    }
)


def inert_mrkdwn(text: str) -> str:
    """Return *text* for a message's `text`, which notifications show: its markup is
    mrkdwn, in which & < > begin everything that does something.
    """
    return _SHORTCODE.sub(f":{JOINER}", inert(text)).translate(_ENTITIES)


def inert_markdown(text: str) -> str:
    """Return *text* for a stream, which takes markdown alone.

    Marks are replaced by letters that look alike: how far Slack honours a backslash is
    nowhere said, and these words stand for seconds only, until the answer replaces
    them.
    """
    return _SHORTCODE.sub(f":{JOINER}", inert(text).translate(_LOOKALIKES))
