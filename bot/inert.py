"""Words of a model, a picture or a person, made so that no client acts on them.

What clients make of words by themselves (a link out of an address, a ping out of an @)
is broken by a word joiner, which nobody sees, reads aloud or needs when copying a
sentence. A platform's own markup is its adapter's affair.
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


def inert(text: str) -> str:
    """Return *text* for where no markup is read: nothing in it pings or links."""
    return _LINK.sub(_broken, safe_text(text))


def _broken(found: re.Match[str]) -> str:
    mark = found.group()
    if found["scheme"]:
        return f":{JOINER}//"
    # After the mark too: the colon of "mailto://" begins the next one.
    return f"{mark[:-1]}{JOINER}{mark[-1]}{JOINER}" if found["mail"] else mark + JOINER
