"""Words that answer rather than ask: "thanks, that helped", "perfect", ":+1:".

Where Sightline listens to a thread without being addressed, they are not for it.
"""

from __future__ import annotations

import re
import unicodedata

WORDS_MAX = 8
_ASKING = re.compile(
    r"\?|^\s*(?:(?:ok(?:ay)?|yes|no|thanks|so),?\s+)*"
    r"(?:and|what|which|where|when|who|why|how|is|are|was|were|does|do|did|can|"
    r"could|would|should|will it|read|show|tell|give|find|list|count|compare|explain|"
    r"describe|summari[sz]e|solve|check|look|zoom|the|in|at|same|please|now)\b",
    re.IGNORECASE,
)
_COURTESY = re.compile(
    r"^\W*(?:(?:many|ok(?:ay)?|oh|ah|yes|no|that'?s?|it'?s?|i|we|all),? )*"
    r"(?:thank(?:s| you)|thx|ty|cheers|ok(?:ay)?|k|perfect|great|awesome|nice|cool|"
    r"lovely|excellent|super|brilliant|amazing|got it|gotcha|understood|makes sense|"
    r"sounds good|will (?:do|try|check|look|see)|let me (?:try|check|see)|trying|"
    r"done|works?|worked|fixed|solved|sorted|helped|helps|sure|yes|"
    r"(?:good|fine|right)(?=\s*(?:[^\w\s]|$)| to know)|"
    r"yep|yeah|yup|no|nope|np|no problem|no worries|hm+|mh+m*|ah+|oh+|aha|wow|lol|"
    r"haha+|sorry|my bad|never ?mind|hi|hello|hey|bye|see you|good (?:morning|night)|"
    r"you'?re welcome|welcome|agreed|exactly|true|same here|me too|\+1|ping)\b",
    re.IGNORECASE,
)
_SHORTCODE = re.compile(r":[a-z0-9_+'-]+:", re.IGNORECASE)


def is_courtesy(text: str) -> bool:
    """Return whether *text* only thanks, agrees, greets or reacts, and asks nothing."""
    words = _SHORTCODE.sub(" ", text.replace("\u2019", "'"))
    if not any(unicodedata.category(char)[0] in "LN" for char in words):
        return bool(text.strip())  # an emoji, a dot
    if _ASKING.search(words) or len(words.split()) > WORDS_MAX:
        return False
    return bool(_COURTESY.match(words))
