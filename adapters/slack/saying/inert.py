"""Words of a model, a picture or a person, made so that Slack does nothing about them.

Almost everything is said in rich_text and plain_text, which Slack takes literally: no
mention, no formatting, no emoji is ever read out of them. What clients make of such
words by themselves (a link out of an address, a ping out of an @) is broken by a word
joiner, which nobody sees, reads aloud or needs when copying a sentence.
"""

from __future__ import annotations

import re

from bot.rendering import safe_text

JOINER = "\u2060"
"""Word joiner: no width, no break, and removed again from what people write to us."""

_HOSTS = (
    "com|net|org|edu|gov|io|dev|app|co|ai|me|info|biz|xyz|link|site|online|shop|store|"
    "top|click|page|tech|live|uk|de|fr|eu|us|ca|au|in|jp|cn|ru|br|nl|it|es|ch|at|pl|se|"
    "ly|gg|gl|be|to|tv|cc|ws|su|kr|tw|hk|ie|dk|no|fi|cz|pt|gr|tr|ua|mx|za|cloud|name"
)
"""Endings that clients are known to make links of; a file's name stays as it is."""

_LINK = re.compile(
    r"(?P<scheme>://)|(?P<at>[@\uff20])|(?P<mail>mailto:|tel:|www\.)"
    rf"|(?P<dot>(?<=[^\s.])\.(?=(?:{_HOSTS})(?![a-z0-9])))",
    re.IGNORECASE,
)
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


def inert(text: str) -> str:
    """Return *text* for rich_text and plain_text: nothing in it pings or links."""
    return _LINK.sub(_broken, safe_text(text))


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


def _broken(found: re.Match[str]) -> str:
    mark = found.group()
    if found["scheme"]:
        return f":{JOINER}//"
    # After the mark too: the colon of "mailto://" begins the next one.
    return f"{mark[:-1]}{JOINER}{mark[-1]}{JOINER}" if found["mail"] else mark + JOINER
