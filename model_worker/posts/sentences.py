"""A post -> its sentences, a sentence -> clauses that claim one thing each. Pure.

Cut too little and two claims share a verdict; cut too much and a number loses what it
is the number of: so a clause is cut off only where both sides say something.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from model_worker.posts.comparisons_said import compared, rank_said
from model_worker.posts.directions import course_said, ratio_said
from model_worker.posts.moments import moments
from model_worker.posts.pieces import masked
from model_worker.posts.plain_said import plain_kind
from model_worker.posts.quantities import quantities
from model_worker.posts.vocabulary import NEUTRAL, STOP
from model_worker.posts.words import telling, words

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|<[@#!][^>]*>|@\w+")
_SIGNS = re.compile(
    "[\U0001f000-\U0001faff\u2190-\u2199\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff\ufe0f]+"
)
_ABBREVIATED = re.compile(
    r"\b(?:dr|mr|mrs|ms|prof|st|no|nr|vs|approx|ca|inc|ltd|co|corp|jr|sr|e\.g|i\.e|etc"
    r"|fig|min|max|avg|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|mon|tue|wed|thu"
    r"|fri|sat|sun|a\.m|p\.m|u\.s|[A-Z])\.$",
    re.IGNORECASE,
)
_END = re.compile(
    r"(?<=[.!?\u2026])[\"'\u201d)]*\s+|\n+|\s[\u2022*]\s|(?<=[!?])(?=[A-Z])"
)
_FRAME = re.compile(
    r"""^\W*(?:(?:please|hey|hi|can\syou|could\syou|so)\W+)*(?:
      (?:fact[\s-]?check|check|verify|confirm|tell\sme|let\sme\sknow)
        (?:\s(?:this|it|the\sclaim|the\spost|the\sstatement|for\sme))?
        (?:\s(?:if|whether|that)\b|\s*:)
    | is\sit\s(?:true|correct|right|a\sfact)\s(?:that\b)?
    | (?:is|are)\s(?:this|these)\s(?:claims?|posts?)?\s?(?:true|correct|right)\s*:?
    | (?:does|do)\s(?:the|this)\s(?:picture|image|chart|table|screenshot|photo)\s
      (?:really\s)?(?:show|say|prove|confirm)\s(?:that\b)?
    | (?:true\sor\sfalse|true|claim|post|correct)\s*[:?]
    | (?:as\s)?(?:the|this|my)\s(?:picture|image|chart|table|screenshot|photo|graph)\s
      (?:clearly\s)?(?:shows?|says?|proves?)\sthat\b
    )\s*""",
    re.VERBOSE | re.IGNORECASE,
)
_WH = re.compile(r"^\W*(?:who|what|where|when|why|how|which|whose)\b", re.IGNORECASE)
_CUT = re.compile(
    r"""\s*[;]\s* | \s+[\u2013\u2014-]{1,2}\s+ | \s*\((?=[^)]*\s) | \)\s+
    | ,\s+(?:and|but|while|whereas|although|though|so|yet|or|which|with|plus)\s+
    | \s+(?:but|while|whereas|although|though|because|since\s(?=\w+\s\w+\s(?:is|are))
      |despite|even\sthough)\s+
    | (?<=[\w%$\u20ac\u00b0]),\s+(?=[^\d]) | (?<=[a-z\d%])\s+and\s+ | :\s+""",
    re.VERBOSE | re.IGNORECASE,
)
_BETWEEN = re.compile(r"\b(?:between|both)\s[^,]*$", re.IGNORECASE)
_LED = re.compile(
    r"(?:led|driven|followed|up|down|thanks|making|beating|ahead|leaving|giving|must"
    r"|probably|maybe|guess|surely|no wonder|because|due to)\b",
    re.IGNORECASE,
)


def sentences(post: str) -> tuple[str, ...]:
    """Return the sentences of *post* without addresses, emoji and polite frames."""
    plain = _SIGNS.sub(" ", _ADDRESS.sub(" ", post.replace("\u2019", "'")))
    plain = plain.replace("#", "").replace("\u201c", '"').replace("\u201d", '"')
    found = (_FRAME.sub("", sentence).strip() for sentence in _split(plain))
    return tuple(sentence for sentence in found if any(map(str.isalnum, sentence)))


def is_question(sentence: str) -> bool:
    """Whether *sentence* asks for what only its answer would claim."""
    return sentence.rstrip(" \"')").endswith("?") and bool(_WH.match(sentence))


def clauses(sentence: str) -> tuple[str, ...]:
    """Return the parts of *sentence* that each claim something of something."""
    parts: list[str] = []
    start = 0
    for cut in _CUT.finditer(sentence):
        before, rest = sentence[start : cut.start()], sentence[cut.end() :]
        if _is_cut(cut[0], before, rest):
            parts.append(before)
            start = cut.end()
    parts.append(sentence[start:])
    return tuple(part.strip(" ,.") for part in parts if part.strip(" ,."))


def _split(text: str) -> Iterator[str]:
    start = 0
    for end in _END.finditer(text):
        before = text[start : end.start()]
        is_end = "\n" in end[0] or not _ABBREVIATED.search(before)
        if is_end and before.strip():
            yield before
            start = end.end()
    yield text[start:]


def _is_cut(mark: str, before: str, rest: str) -> bool:
    """Whether both sides of *mark* say something of their own."""
    following = _CUT.split(rest, maxsplit=1)[0] or rest
    if _is_inside_quotes(before):
        return False
    if mark.strip().lower() not in {",", "and", ":"}:
        has_own = _has_words(following) or plain_kind(following) == "opinion"
        return _says_something(before) and has_own
    if mark.strip() == "," and _LED.match(rest):
        return True
    if mark.strip() == ":":
        return _has_predicate(before) and _has_predicate(rest)
    is_one = _BETWEEN.search(before) or _is_only_when(before)
    if is_one or not _has_words(following):
        return False
    return _has_predicate(before) and _has_predicate(following)


def _is_inside_quotes(before: str) -> bool:
    return before.count('"') % 2 == 1


def _is_only_when(text: str) -> bool:
    """Whether *text* only says of when the rest is: "In March"."""
    found = moments(text)
    return bool(found) and not telling(masked(text, found))


def _has_value(text: str) -> bool:
    return bool(quantities(text) or moments(text))


def _has_predicate(text: str) -> bool:
    """Whether *text* says something checkable: a value, a course, a first or last."""
    return _has_value(text) or any(
        said(text) for said in (course_said, ratio_said, rank_said, compared)
    )


def _says_something(text: str) -> bool:
    return _has_words(text) or _has_value(text)


def _has_words(text: str) -> bool:
    """Whether *text* holds a word that says what it is about."""
    return any(
        word.stem not in STOP and word.stem not in NEUTRAL and not word.text.isdigit()
        for word in words(text)
    )
