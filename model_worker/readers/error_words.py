"""How much a text reads like an error: the words that errors are made of. Pure.

Knows no error by name, and nothing of where a text stands.
"""

from __future__ import annotations

import re

from model_worker.readers.names_in_text import codes
from model_worker.readers.passages import THROWN

ENOUGH = 3
"""The least weight of an error."""

_SURELY = re.compile(
    r"""\b(?:
    fail(?:ed|ure|s)?\b(?!-) | fatal | panic(?:ked)? | crash(?:ed|es)?
    | corrupt(?:ed|ion)? | denied | refused | rejected | forbidden | unauthori[sz]ed
    | timed[ -]?out | time-?out(?!\s*[(:=\d]) | unreachable | unable\ to
    | unsupported | unhandled
    | unrecogni[sz]ed | unresolved | aborted | invalid | violation | insufficient
    | cannot | can['\u2019]t | could\ ?n(?:o|['\u2019])t
    | (?:was|is|are|were)(?:\ not|n['\u2019]t)\ (?:found|recogni[sz]ed|responding|valid
        |available|allowed|supported|reachable|connected|defined|accessible|permitted)
    | (?:is|are|was|were)\ (?:\w+ly\ )?(?:unavailable|offline|blocked|disabled)
    | not\ found | no\ such | does(?:\ not|n['\u2019]t)\ exist
    | not\ (?:responding|enough|permitted|allowed|authori[sz]ed) | has\ stopped
    | stopped\ working | went\ wrong | out\ of\ (?:memory|disk|space|range|paper)
    | (?:connection|session)\ (?:was\ )?(?:lost|reset|closed|expired|terminated)
    | has\ expired | segmentation\ fault | access\ violation | stack\ overflow
    | (?:disk|drive|volume|mailbox|storage)\ (?:\w:?\ )?(?:is\ )?(?:almost\ )?full
    | (?:limit|quota)\ (?:has\ been\ )?(?:exceeded|reached) | exceeded
    | incorrect | wrong\ password | ran\ into\ a\ problem | no\ internet
    | (?:internal|server|runtime|syntax|network|application|system|type|value|key|fatal
        |unknown|unexpected|critical|a|an|the\ following|i/o|disk|read|write|script
        |database|connection|protocol|certificate)\ error
    )\b
    | ^\W*(?:error|fatal|exception|critical|severe)\b\W*[:\]\-\u2013]
    | ^[\W\d_TZ]*(?-i:ERROR|FATAL|CRITICAL|SEVERE|EMERG)\b(?=.*[a-z])
    | \b[A-Z]\w*(?:Error|Exception)\b | \bERR(?:!|_\w+) | \bException\ in\ thread""",
    re.IGNORECASE | re.VERBOSE | re.MULTILINE,
)
_MAYBE = re.compile(
    r"\b(?:errors?|exception|problem|missing|unexpected(?:ly)?|unknown|conflict"
    r"|traceback|blocked|wrong|expired|sorry|oops|warning|alert|not|declined|lost"
    r"|incomplete|interrupted|unsuccessful|unavailable|offline)\b",
    re.IGNORECASE,
)
_ERROR = re.compile(r"\berrors?\b|exception|\bfail", re.IGNORECASE)
_HARMLESS = re.compile(
    r"""\b(?:no|0|zero|without|never|any|nothing|not\ a\ single)
        \s(?:\w+\s)?(?:errors?|failures?|failed|fails?|problems?|issues?|warnings?
        |exceptions?|crash\w*|missing|invalid)\b
    | \b(?:errors?|failures?|failed|warnings?|invalid|missing|rejected|timeouts?)
        \s*[:=(]\s*(?:0|none)\b
    | \b(?:error|fail|fault|crash)[- ](?:free|safe|tolerant|over|proof)
    | \berror\ (?:handling|correction|bars?|rates?|logs?|reports?|margin|analysis|page)
    | \b(?:exception|failure)\ (?:handling|rates?|analysis)
    | \b(?:margin\ of|trial\ and|report\ an?|standard|show|hide|clear)\ errors?
    | \b(?:if|when|unless|until|before)\ [^.]{0,80}?
        \b(?:fail(?:s|ed)?|errors?|cannot|invalid)
    | \bI\ (?:cannot|can['\u2019]t|could\ ?n(?:o|['\u2019])t)\b
    | \b(?:cannot|can['\u2019]t|could\ ?n(?:o|['\u2019])t)
        \ (?:wait|miss|believe|be\ (?:happier|easier|simpler|better|beat(?:en)?))
    | \b(?:fixed|resolved|solved|recovered\ from)\b[^.]{0,80}
    | ^\W*(?:raise|throw|except|catch)\b.*""",
    re.IGNORECASE | re.VERBOSE,
)
_PROSE_WORDS = 45
_BARE_WORDS = 3


def weight_of(text: str) -> float:
    """Return how much *text* reads like an error; 3 is enough."""
    bare = _HARMLESS.sub(" ", text)
    weight = 0.0
    if _SURELY.search(bare):
        weight = 3.0
    elif _MAYBE.search(bare):
        weight = 1.5 + 0.5 * bool(_ERROR.search(bare))
    if weight and codes(bare):
        weight += 1.5
    if THROWN.search(bare):
        weight += 1.0
    if len(text.split()) > _PROSE_WORDS and not _ERROR.search(bare):
        weight -= 1.5
    return weight


def is_bare(text: str) -> bool:
    """Whether *text* says that there is an error, and nothing of it: "Error 3"."""
    is_short = len(text.split()) <= _BARE_WORDS
    return is_short and _ERROR.search(_HARMLESS.sub("", text)) is not None
