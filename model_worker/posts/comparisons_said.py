"""Who is ahead of whom, and who is first or last, as posts say it. Patterns."""

from __future__ import annotations

import re

from msgspec import Struct

from model_worker.posts.directions import is_negated

_MORE = (
    r"more|higher|larger|bigger|greater|longer|taller|warmer|hotter|stronger|better"
    r"|faster|heavier|pricier|dearer|busier|(?:more )?expensive|costlier|richer"
)
_LESS = (
    r"less|lower|smaller|fewer|shorter|colder|cooler|weaker|worse|slower|lighter"
    r"|cheaper"
    r"|poorer|quieter"
)
_TOP = (
    r"(?:the )?(?:largest|biggest|highest|greatest|tallest|longest|strongest|busiest"
    r"|most (?:expensive|popular|sold|visited|common|frequent|successful|profitable"
    r"|used"
    r"|loved|played|watched|downloaded|viewed|efficient|valuable|productive|crowded"
    r"|costly|wanted)"
    r"|best(?:[- ](?:rated"
    r"|selling|seller|performing|performer))?|warmest|hottest|fastest|heaviest"
    r"|dearest|priciest|favou?rite|leader|winner|champion|number one|no\. ?1|#1"
    r"|top(?:[- ]\w+)?|maximum|peak|record high|high point)|(?:sold|has|have|had|got"
    r"|received|scored|earned|gets|uses|costs?|spent|won|made) the most"
    r"|most(?= (?:of )?(?:the )?votes\b)"
    r"|lead(?:s|ing)?|led|peak(?:s|ed|ing)?|top(?:s|ped)|dominat(?:e[sd]?|ing)"
    r"|w(?:on|ins?|inning)(?! (?:(?:about|almost|over|around|nearly|only|just|more than"
    r"|back) )?\d)|c(?:a|o)me(?:s)? (?:in )?first|(?:far|well|way) ahead$"
    r"|(?:far|well|way) ahead$|(?:in|on) (?:first place|top"
    r"|the lead)|ranks? first|ahead of (?:the|all|every)|outperformed (?:all|every"
    r"|everyone)|triumph(?:s|ed)|prevail(?:s|ed)|t(?:ook|akes?|aken) (?:it|the (?:win"
    r"|title"
    r"|crown|lead))|got most|hit (?:a |its )?(?:peak|maximum|high)|victor(?:y|ious)"
    rf"|(?:more (?:\w+ )?|(?:{_MORE}) )than (?:any|all|every|the (?:others|rest))"
)
_LOW = (
    r"(?:the )?(?:smallest|lowest|fewest|least|shortest|weakest|worst(?:[- ]\w+)?"
    r"|cheapest|coldest|coolest|slowest|lightest|poorest|minimum|tiniest|lowest-\w+"
    r"|rock bottom|low point|quietest)|bottom of|at the bottom|c(?:a"
    r"|o)me(?:s)? (?:in )?"
    r"last|(?:is|was|are|were|in|finished|finishes|ranks?|ranked|dead) last(?: place)?"
    rf"|last place|ranks? last|brings? up the rear|(?:less (?:\w+ )?|(?:{_LESS}) )than "
    r"(?:any|all|every|the (?:others|rest))"
    r"|bottomed out|lost\b(?! (?:by|to|\d))|los(?:es|ing)\b"
)
_PLACED = (
    r"(?P<place>second|third|fourth|fifth|runner-?up|2nd|3rd|4th|5th)"
    r"(?:[- ](?:largest|biggest|highest|best|most \w+|place|cheapest|smallest|lowest"
    r"|in the|on the|behind))?"
)
RANK = re.compile(rf"\b(?:(?P<low>{_LOW})|(?P<top>{_TOP}))\b", re.IGNORECASE)
PLACED = re.compile(
    rf"\b(?:c(?:a|o)me(?:s)?|finish(?:es|ed)?|(?:is|was|are|were|in|ranks?|ranked|the)"
    rf"(?: the)?|took|takes) (?:in |at )?(?:the )?{_PLACED}\b"
    r"(?! (?:half|quarter|week|month|year|day|time|floor|row|round|game|season|edition"
    r"|page|line|step|one\b))",
    re.IGNORECASE,
)
_PLACES = {
    "second": 2, "2nd": 2, "runner-up": 2, "runnerup": 2, "third": 3, "3rd": 3,
    "fourth": 4, "4th": 4, "fifth": 5, "5th": 5,
}  # fmt: skip
_TIMES = {
    "twice": 2.0, "double": 2.0, "half": 0.5, "two times": 2.0, "three times": 3.0,
    "four times": 4.0, "five times": 5.0, "ten times": 10.0, "triple": 3.0,
    "thrice": 3.0,
}  # fmt: skip
_TIMES_WORD = "|".join(sorted(_TIMES, key=len, reverse=True)).replace(" ", r"\s")
COMPARED = re.compile(
    rf"""\b(?:
      (?P<hedge>more\sthan|over|nearly|almost|about|roughly|less\sthan)?\s?
      (?P<times>{_TIMES_WORD}|(?P<number>\d+(?:\.\d+)?)\s?(?:x|times))
      (?:\sas\s\w+(?:\s\w+){{0,3}}?\s(?:as|than)|\s(?:more\s|higher\s|larger\s)?
        (?:\w+\s){{0,2}}?(?:than|that\sof|the\s(?:\w+\s)?of))
    | (?P<same>as\s(?:many|much|high|large|big|warm|expensive|cheap|good)(?:\s\w+)?\sas
      |(?:exactly\s)?the\ssame\s(?:\w+\s)?as|equal\sto|tied\swith|drew\swith
        |level\swith)
    | (?:(?P<more>{_MORE})|(?P<less>{_LESS}))(?:\s[\w$%]+){{0,4}}?\sthan
      (?!\s(?:(?:ever|expected|usual|half|that|this|before|I|we|you|all|any|every|the
        \s(?:others|rest)|one|two|three|a\s(?:third|quarter|dozen|hundred|thousand
        |million))\b|\d|[$\u20ac\u00a3]))
    | (?P<beat>beat(?:s|en)?|outs(?:old|ells?|elling)|outperform(?:s|ed|ing)?
      |exceed(?:s|ed)?
      |overt(?:ook|akes?|aken)|surpass(?:es|ed)?|defeat(?:s|ed)?|tops|topped|outscored?
      |ahead\sof|ranks?\sabove|in\sfront\sof|edged(?:\sout)?|crush(?:es|ed)?
        |over(?:took|taken)
      |thrash(?:es|ed)?|won\s(?:against|over)|wins?\s(?:against|over)|victory\s(?:over
        |against)
      |thump(?:s|ed)|stun(?:s|ned)|smash(?:es|ed))
    | (?P<behind>behind|lost\s(?:\d+\s?[-\u2013:to]+\s?\d+\s)?(?:to|against)
      |trail(?:s|ed|ing)?|lag(?:s|ged|ging)?\sbehind
      |loses?\s(?:to|against)|below|ranks?\sbelow|was\sbeaten\sby|were\sbeaten\sby
      |defeat\s(?:to|against))
    )\b""",
    re.VERBOSE | re.IGNORECASE,
)


class RankSaid(Struct, frozen=True, kw_only=True):
    """Something is said to be first (*is_top*) or last, or in *place*, of all."""

    is_top: bool
    place: int
    words: str
    is_denied: bool
    start: int
    end: int


class Compared(Struct, frozen=True, kw_only=True):
    """What stands *left* is more (*sign*: or less) than what stands *right*, or as many
    *times* it.
    """

    left: str
    right: str
    sign: int
    times: float | None
    hedge: str
    is_denied: bool
    words: str


def rank_said(clause: str) -> RankSaid | None:
    if match := PLACED.search(clause):
        low = re.search(r"cheapest|smallest|lowest", match[0], re.IGNORECASE)
        place = _PLACES[match["place"].lower()]
        return _rank(clause, match, place, is_top=low is None)
    match = RANK.search(clause)
    return _rank(clause, match, 1, is_top=match["top"] is not None) if match else None


def compared(clause: str) -> Compared | None:
    match = COMPARED.search(clause)
    if match is None:
        return None
    left, right = clause[: match.start()], clause[match.end() :]
    times = None
    if match["times"]:
        times = float(match["number"] or _TIMES[match["times"].lower()])
    elif match["same"]:
        times = 1.0
    is_less = bool(match["less"] or match["behind"])
    return Compared(
        left=left,
        right=right,
        sign=-1 if is_less else 1,
        times=times,
        hedge=(match["hedge"] or "").lower(),
        is_denied=is_negated(clause, match.start()),
        words=match[0],
    )


def _rank(clause: str, match: re.Match[str], place: int, *, is_top: bool) -> RankSaid:
    return RankSaid(
        is_top=is_top,
        place=place,
        words=match[0],
        is_denied=is_negated(clause, match.start()),
        start=match.start(),
        end=match.end(),
    )
