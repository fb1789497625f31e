"""Words -> what is wanted, and of what. Pure: knows no picture and no model.

A grammar of regular expressions is enough (people ask helpdesks in few ways), and a
wrong guess is cheap: the answer says what it understood by pointing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from bot.jobs import Intent, Kind

Topic = Literal["error", "advice", "none"]


class BoxNumber(Struct, frozen=True, tag=True):
    """ "box 2", "[2]", "the second box": a number drawn by an earlier answer."""

    number: int


class PictureNumber(Struct, frozen=True, tag=True):
    """ "the second picture"; -1 is the last one, -2 the one before."""

    number: int


class It(Struct, frozen=True, tag=True):
    """ "it", "this", "those": whatever was spoken of last."""


class Other(Struct, frozen=True, tag=True):
    """ "the other one": of two, the one that was not spoken of last."""


Reference = BoxNumber | PictureNumber | It | Other


class Request(Struct, frozen=True, kw_only=True):
    """One question, understood.

    *subject* is what to look for: the phrase of a locate, the matter of a read or an
    ask. *is_same*: the words only name a place; what is wanted was said before.
    """

    intent: Intent
    text: str
    subject: str = ""
    topic: Topic = "none"
    references: tuple[Reference, ...] = ()
    is_same: bool = False

    @property
    def calls_for_text(self) -> bool:
        """Whether the answer probably stands written in the picture."""
        return (
            self.intent == "read"
            or self.topic != "none"
            or bool(_WRITTEN.search(self.text))
        )

    @property
    def wants_detail(self) -> bool:
        return bool(_DETAIL.search(self.text))

    @property
    def kind(self) -> Kind:
        return "analytical" if self.topic == "advice" else "factual"


ORDINALS = {
    name: number
    for number, names in enumerate(
        (
            "first 1st",
            "second 2nd",
            "third 3rd",
            "fourth 4th",
            "fifth 5th",
            "sixth 6th",
            "seventh 7th",
            "eighth 8th",
        ),
        start=1,
    )
    for name in names.split()
}
COUNTS = {
    name: number
    for number, name in enumerate(
        "one two three four five six seven eight".split(), start=1
    )
}
_ORDINAL = "|".join(ORDINALS)
_COUNT = r"\d{1,2}|" + "|".join(COUNTS)
_PICTURE = r"(?:picture|image|photo|screenshot|pic|scan|figure)"
_BOX = r"(?:box|number|no\.?|mark|marker|place|tag|region|item|phrase)"
_WHOLE = rf"(?:this|the|that|my)?\s*(?:{_PICTURE}|screen|page)?"


def _compiled(*alternatives: str) -> re.Pattern[str]:
    return re.compile("|".join(alternatives), re.IGNORECASE)


_READ = _compiled(
    r"\b(?:read|transcribe|ocr|spell)\b(?! (?:more )?about)",
    r"\b(?:copy|extract|type out|write (?:out|down)|give me|show me) (?:\w+ ){0,2}text\b",
    r"\bwhat (?:\w+ ){0,8}(?:says?|reads?|written)\b",
    r"\bwhat(?: is|'s| are) (?:\w+ ){0,3}(?:text|words?|message|caption|wording)\b",
    r"\bwhat (?:text|words?|message|error)\b",
    r"^(?:text|the text|all (?:the )?text)\??$",
)
_LOCATE = _compiled(
    r"\bwhere(?:'s| is| are| was| can i (?:find|see)| do i (?:find|click|see))?\b",
    r"\b(?:locate|find|spot|highlight|circle|point (?:to|at|out)|outline)\b",
    r"\bshow me(?: where)?\b",
    r"\bwhich (?:part|area|place|corner)\b",
)
_DESCRIBE = _compiled(
    r"\b(?:describe|caption|summari[sz]e)\b",
    r"\bwhat (?:do|can|did) you see\b",
    r"\bwhat am i (?:looking at|seeing)\b",
    rf"^what(?:'s| is| are) (?:this|that|it|these|those|shown|in|on|in this)\b\s*"
    rf"(?:here|about|in|on|of)?\s*{_WHOLE}\s*\??$",
    rf"\bwhat does (?:this|the|that|my) {_PICTURE} show\b",
    rf"\b(?:tell me (?:more )?about|explain) {_WHOLE}\s*[.?!]?$",
)
_ADVICE = _compiled(
    r"\bwhat (?:should|can|could|do|must|shall) (?:i|we) (?:\w+ ){0,2}"
    r"(?:check|do|try|look|change|fix)\b",
    r"\bhow (?:do|can|could|should|to) (?:i |we )?"
    r"(?:fix|solve|resolve|repair|get rid|proceed|continue)\b",
    r"\b(?:fix|solve|resolve) (?:it|this|that)\b",
    r"\bwhat (?:now|next)\b|\bnext steps?\b|\bany (?:idea|advice|suggestion)s?\b",
    r"\bcheck first\b",
)
_ERROR = _compiled(
    r"\berrors?\b|\bwarnings?\b|\bexceptions?\b|\bfail(?:s|ed|ure|ing)?\b",
    r"\bproblem\b|\balert\b|\bcrash(?:es|ed)?\b|\bgo(?:es|ing)? wrong\b|\bwent wrong\b",
)
_WRITTEN = _compiled(
    r"\b(?:how much|total|sum|amount|price|cost|fee|date|deadline|due|day|month|year)s?\b",
    r"\b(?:name|number|code|version|title|heading|label|button|menu|link|url|e-?mail)s?\b",
    r"\b(?:address|phone|account|invoice|order|reference|status|percent|score|grade)s?\b",
    r"\b(?:text|word|line|sentence|paragraph|field|file|path|when|who|called)s?\b",
)
_DETAIL = _compiled(r"\b(?:in (?:more )?detail|detailed|closely|everything)\b")
_SAME = _compiled(
    r"\bthe same\b",
    r"^(?:and|now|what about|how about)\b(?!.*\b(?:what|where|why|how|should)\b"
    r".*\b(?:is|are|do|does|should|can)\b)",
)
_SUBJECT = re.compile(
    r"^.*?\b(?:where(?:'s| is| are| was| can i (?:find|see)| do i (?:find|click|see))?"
    r"|locate|find|spot|highlight|circle|point (?:to|at|out)|outline"
    r"|show me(?: where)?|which (?:part|area|place|corner)(?: \w+)? (?:is|has|shows))\s+"
    r"(?P<subject>.+?)"
    rf"(?:\s+(?:is|are))?(?:\s+(?:in|on|of) (?:this|the|that|my) {_PICTURE})?"
    r"(?:\s+located)?\s*[.?!]*$",
    re.IGNORECASE,
)
_BOX_REFERENCE = re.compile(
    rf"\b(?:the )?(?P<ordinal>{_ORDINAL}) (?:box|mark|marker|number|tag)\b"
    rf"|\b{_BOX} ?#?(?P<named>{_COUNT})\b"
    r"|\[(?P<bracket>\d{1,2})\]|#(?P<hash>\d{1,2})\b"
    r"|\b(?:in|at|to|of|inside|near|closer at|beside|around|about|under|above|below|with)"
    r" (?P<bare>\d{1,2})(?=\s*(?:[?.!,]|$|and\b))",
    re.IGNORECASE,
)
_PICTURE_REFERENCE = re.compile(
    rf"\b(?:the )?(?P<ordinal>{_ORDINAL}) (?:\w+ )?{_PICTURE}\b"
    rf"|\b{_PICTURE} (?:number |no\.? ?|#)?(?P<named>{_COUNT})\b"
    rf"|\b(?P<last>last|latest|newest) {_PICTURE}\b"
    rf"|\b(?P<before>previous|earlier|old) {_PICTURE}\b",
    re.IGNORECASE,
)
_OTHER_REFERENCE = re.compile(rf"\bthe other (?:one|{_PICTURE})\b", re.IGNORECASE)
_IT_REFERENCE = _compiled(
    rf"\b(?:it|this|that|they|them|these|those)\b(?! {_PICTURE})"
)


def understood(text: str, earlier: Sequence[str] = ()) -> Request:
    """Return what *text* asks for; no words at all ask for a description.

    *earlier* are the thread's questions, oldest first: "the same for the other one"
    takes what is wanted from the last of them that said it.
    """
    words = " ".join(text.replace("\u2019", "'").split())
    topic = _topic(words)
    intent = _intent(words, topic)
    request = Request(
        intent=intent,
        text=words,
        subject=_subject(words, intent),
        topic=topic,
        references=_references(words),
        is_same=bool(_SAME.search(words)) and bool(_references(words)),
    )
    return _completed(request, earlier) if request.is_same else request


def _completed(request: Request, earlier: Sequence[str]) -> Request:
    for text in reversed(earlier):
        before = understood(text)
        if not before.is_same:
            return replace(before, references=request.references, is_same=True)
    return request


def _topic(words: str) -> Topic:
    if _ADVICE.search(words):
        return "advice"
    return "error" if _ERROR.search(words) else "none"


def _intent(words: str, topic: Topic) -> Intent:
    if not words or _DESCRIBE.search(words):
        return "describe"
    if topic == "advice":
        return "ask"
    if _READ.search(words):
        return "read"
    return "locate" if _LOCATE.search(words) else "ask"


def _subject(words: str, intent: Intent) -> str:
    if intent == "locate" and (match := _SUBJECT.match(words)):
        return match["subject"].strip(" \"'\u201c\u201d")
    return words


def _references(words: str) -> tuple[Reference, ...]:
    """Return what *words* refer to; the vague ones only where nothing is exact."""
    exact: list[Reference] = [
        PictureNumber(_picture_number(match))
        for match in _PICTURE_REFERENCE.finditer(words)
    ]
    rest = _PICTURE_REFERENCE.sub(" ", words)
    exact += [BoxNumber(_number(match)) for match in _BOX_REFERENCE.finditer(rest)]
    if not exact and _OTHER_REFERENCE.search(words):
        return (Other(),)
    if not exact and _IT_REFERENCE.search(words):
        return (It(),)
    return tuple(dict.fromkeys(exact))


def _picture_number(match: re.Match[str]) -> int:
    if match["last"]:
        return -1
    return -2 if match["before"] else _number(match)


def _number(match: re.Match[str]) -> int:
    named = next(word for word in match.groups() if word).lower()
    return ORDINALS.get(named) or COUNTS.get(named) or int(named)
