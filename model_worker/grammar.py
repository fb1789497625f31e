"""The words people ask helpdesks with, as regular expressions.

Patterns are searched in one line of at most 1,000 characters, and every repetition in
them is bounded or over disjoint sets, so matching is linear in practice.
"""

from __future__ import annotations

import re

ORDINALS = {
    name: number
    for number, names in enumerate(
        (
            ("first", "1st"),
            ("second", "2nd"),
            ("third", "3rd"),
            ("fourth", "4th"),
            ("fifth", "5th"),
            ("sixth", "6th"),
            ("seventh", "7th"),
            ("eighth", "8th"),
        ),
        start=1,
    )
    for name in names
}
COUNTS = {
    name: number
    for number, name in enumerate(
        ("one", "two", "three", "four", "five", "six", "seven", "eight"), start=1
    )
}
_ORDINAL = "|".join(ORDINALS)
_COUNT = r"\d{1,2}|" + "|".join(COUNTS)
_PICTURE = r"(?:picture|image|photo|screenshot|pic|scan|figure)"
_BOX = r"(?:box|number|no\.?|mark|marker|place|tag|region|item|phrase)"
_WHOLE = rf"(?:this|the|that|my)?\s*(?:{_PICTURE}|screen|page)?"


def _compiled(*alternatives: str) -> re.Pattern[str]:
    return re.compile("|".join(alternatives), re.IGNORECASE)


READ = _compiled(
    r"\b(?:read|transcribe|ocr|spell)\b(?! (?:more )?about)",
    r"\b(?:copy|extract|type out|write (?:out|down)|give me|show me)"
    r" (?:\w+ ){0,2}text\b",
    r"\bwhat (?:\w+ ){0,8}(?:says?|reads?|written)\b",
    r"\bwhat(?: is|'s| are) (?:\w+ ){0,3}(?:text|words?|message|caption|wording)\b",
    r"\bwhat (?:text|words?|message|error)\b",
    r"^(?:text|the text|all (?:the )?text)\??$",
)
LOCATE = _compiled(
    r"\bwhere(?:'s| is| are| was| can i (?:find|see)| do i (?:find|click|see))?\b",
    r"\b(?:locate|find|spot|highlight|circle|point (?:to|at|out)|outline)\b",
    r"\bshow me(?: where)?\b",
    r"\bwhich (?:part|area|place|corner)\b",
)
DESCRIBE = _compiled(
    r"\b(?:describe|caption|summari[sz]e)\b",
    r"\bwhat (?:do|can|did) you see\b|\bwhat(?:'s| is| are) (?:here|there)\b",
    r"\bwhat am i (?:looking at|seeing)\b",
    rf"^what(?:'s| is| are) (?:this|that|it|these|those|shown|in|on|in this)\b\s*"
    rf"(?:here|about|in|on|of)?\s*{_WHOLE}\s*\??$",
    rf"\bwhat does (?:this|the|that|my) {_PICTURE} show\b",
    rf"\b(?:tell me (?:more )?about|explain) {_WHOLE}\s*[.?!]?$",
)
ADVICE = _compiled(
    r"\bwhat (?:should|can|could|do|must|shall) (?:i|we) (?:\w+ ){0,2}"
    r"(?:check|do|try|look|change|fix)\b",
    r"\bhow (?:do|can|could|should|to) (?:i |we )?"
    r"(?:fix|solve|resolve|repair|get rid|proceed|continue)\b",
    r"\b(?:fix|solve|resolve) (?:it|this|that)\b",
    r"\bwhat (?:now|next)\b|\bnext steps?\b|\bany (?:idea|advice|suggestion)s?\b",
    r"\bcheck first\b",
)
ERROR = _compiled(
    r"\berrors?\b|\bwarnings?\b|\bexceptions?\b|\bfail(?:s|ed|ure|ing)?\b",
    r"\bproblem\b|\balert\b|\bcrash(?:es|ed)?\b|\bgo(?:es|ing)? wrong\b|\bwent wrong\b",
)
WRITTEN = _compiled(
    r"\b(?:how much|total|sum|amount|price|cost|fee|date|deadline|due|day|month)s?\b",
    r"\b(?:year|name|number|code|version|title|heading|label|button|menu|link)s?\b",
    r"\b(?:url|e-?mail|address|phone|account|invoice|order|reference|status)s?\b",
    r"\b(?:percent|score|grade|text|word|line|sentence|paragraph|field|file)s?\b",
    r"\b(?:path|when|who|called)\b",
)
DETAIL = _compiled(r"\b(?:in (?:more )?detail|detailed|closely|everything)\b")
SAME = _compiled(
    r"\bthe same\b",
    r"^(?:and|now|what about|how about)\b(?!.*\b(?:what|where|why|how|should)\b"
    r".*\b(?:is|are|do|does|should|can)\b)",
)
SUBJECT = re.compile(
    r"^.*?\b(?:where(?:'s| is| are| was| can i (?:find|see)| do i (?:find|click|see))?"
    r"|locate|find|spot|highlight|circle|point (?:to|at|out)|outline"
    r"|show me(?: where)?|which (?:part|area|place|corner)(?: \w+)? (?:is|has|shows))"
    r"\s+(?P<subject>.+?)"
    rf"(?:\s+(?:is|are))?(?:\s+(?:in|on|of) (?:this|the|that|my) {_PICTURE})?"
    r"(?:\s+located)?\s*[.?!]*$",
    re.IGNORECASE,
)
BOX_REFERENCE = re.compile(
    rf"\b(?:the )?(?P<ordinal>{_ORDINAL}) (?:box|mark|marker|number|tag)\b"
    rf"|\b{_BOX} ?#?(?P<named>{_COUNT})\b"
    r"|\[(?P<bracket>\d{1,2})\]|#(?P<hash>\d{1,2})\b"
    r"|\b(?:in|at|to|of|inside|near|closer at|beside|around|about|under|above|below"
    r"|with) (?P<bare>\d{1,2})(?=\s*(?:[?.!,]|$|and\b))",
    re.IGNORECASE,
)
PICTURE_REFERENCE = re.compile(
    rf"\b(?:the )?(?P<ordinal>{_ORDINAL}) (?:\w+ )?{_PICTURE}\b"
    rf"|\b{_PICTURE} (?:number |no\.? ?|#)?(?P<named>{_COUNT})\b"
    rf"|\b(?P<last>last|latest|newest) {_PICTURE}\b"
    rf"|\b(?P<before>previous|earlier|old) {_PICTURE}\b",
    re.IGNORECASE,
)
OTHER_REFERENCE = re.compile(rf"\bthe other (?:one|{_PICTURE})\b", re.IGNORECASE)
IT_REFERENCE = _compiled(rf"\b(?:it|this|that|they|them|these|those)\b(?! {_PICTURE})")
