"""Who is ahead of whom, and who is first or last, as posts say it. Patterns."""

from __future__ import annotations

import re

from msgspec import Struct

from model_worker.posts.directions import is_negated
from model_worker.posts.patterns import any_of

_MORE = any_of(
    """
    more|higher|larger|bigger|greater|longer|taller|warmer|hotter|stronger|better
    heavier|pricier|dearer|busier|(?:more )?expensive|costlier|richer
    """
)
_LESS = any_of(
    """
    less|lower|smaller|fewer|shorter|colder|cooler|weaker|worse|lighter|cheaper
    poorer|quieter
    """
)
_ALL = "(?:any|all|every|the (?:others|rest))"
_TOP = any_of(
    rf"""
    (?:the )?(?:largest|biggest|highest|greatest|tallest|longest|strongest|busiest)
    (?:the )?(?:warmest|hottest|heaviest|dearest|priciest|maximum|peak|record high)
    (?:the )?best(?:[- ](?:rated|selling|seller|performing|performer))?
    (?:the )?(?:favou?rite|leader|winner|champion|number one|no\. ?1|high point)
    (?:the )?top(?:[- ]\w+)?
    the most \w+|most (?:expensive|popular|sold|visited|common|frequent|successful)
    most (?:profitable|used|loved|played|watched|downloaded|viewed|efficient|valuable)
    most (?:productive|crowded|costly|wanted)|most(?= (?:of )?(?:the )?votes\b)
    (?:sold|has|have|had|got|received|scored|earned|gets|uses|costs?) the most
    (?:spent|won|made) the most|got most
    lead(?:s|ing)?|led|peak(?:s|ed|ing)?|top(?:s|ped)|dominat(?:e[sd]?|ing)
    w(?:on|ins?|inning)(?! (?:(?:about|almost|over|around|nearly|only|just|back) )?\d)
    c(?:a|o)mes? (?:in )?first|ranks? first|(?:far|well|way) ahead$
    (?:in|on) (?:first place|top|the lead)|ahead of (?:the|all|every)
    outperformed (?:all|every|everyone)|triumph(?:s|ed)|prevail(?:s|ed)|victor(?:y|ious)
    t(?:ook|akes?|aken) (?:it|the (?:win|title|crown|lead))
    hit (?:a |its )?(?:peak|maximum|high)|the high(?= of\b|$)
    (?:more (?:\w+ )?|(?:{_MORE}) )than {_ALL}
    """
)
_LOW = any_of(
    rf"""
    (?:the )?(?:smallest|lowest|fewest|least|shortest|weakest|cheapest|coldest|coolest)
    (?:the )?(?:lightest|poorest|minimum|tiniest|rock bottom|low point|quietest)
    the low(?= of\b|$)|(?:the )?worst(?:-\w+)?|the (?:fewest|least) \w+
    bottom of|at the bottom|bottomed out|brings? up the rear
    c(?:a|o)mes? (?:in )?last|(?:is|was|are|were|in|finished|finishes) last(?: place)?
    (?:ranks?|ranked|dead) last|last place
    (?:less (?:\w+ )?|(?:{_LESS}) )than {_ALL}
    lost\b(?! (?:by|to|\d))|los(?:es|ing)\b
    """
)
_PLACE = any_of(
    """
    (?P<place>second|third|fourth|fifth|runner-?up|2nd|3rd|4th|5th)
    """
)
_PLACED_AS = any_of(
    r"""
    largest|biggest|highest|best|most \w+|place|cheapest|smallest|lowest|in the|on the
    behind
    """
)
_PERIODS = any_of(
    r"""
    half|quarter|week|month|year|day|time|floor|row|round|game|season|edition|page|line
    step|one\b
    """
)
RANK = re.compile(rf"\b(?:(?P<low>{_LOW})|(?P<top>{_TOP}))\b", re.IGNORECASE)
PLACED = re.compile(
    rf"\b(?:c(?:a|o)mes?|finish(?:es|ed)?|(?:is|was|are|were|in|ranks?|ranked|the)"
    rf"(?: the)?|took|takes) (?:in |at )?(?:the )?{_PLACE}(?:[- ](?:{_PLACED_AS}))?\b"
    rf"(?! (?:{_PERIODS}))",
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
_FACTOR = "|".join(sorted(_TIMES, key=len, reverse=True))
_NOT_ONES = any_of(
    r"""
    (?:ever|expected|usual|half|that|this|before|I|we|you|all|any|every)\b
    (?:the (?:others|rest)|one|two|three)\b|\d|[$\u20ac\u00a3]
    a (?:third|quarter|dozen|hundred|thousand|million)\b
    """
)
"""What follows "more than" where nothing is compared with another of its kind."""

_ABOUT = "more than|over|nearly|almost|about|roughly|less than"
_TIMES_AS = any_of(
    rf"""
    (?P<hedge>{_ABOUT})? ?(?P<times>{_FACTOR}
    (?P<number>\d+(?:\.\d+)?) ?(?:x|times))
    """
)
_BEATS = any_of(
    """
    beat(?:s|en)?|outs(?:old|ells?|elling)|outperform(?:s|ed|ing)?|exceed(?:s|ed)?
    overt(?:ook|akes?|aken)|surpass(?:es|ed)?|defeat(?:s|ed)?|tops|topped|outscored?
    ahead of|ranks? above|in front of|edged(?: out)?|crush(?:es|ed)?|thrash(?:es|ed)?
    won (?:against|over)|wins? (?:against|over)|victory (?:over|against)|thump(?:s|ed)
    stun(?:s|ned)|smash(?:es|ed)
    """
)
_TRAILS = any_of(
    r"""
    behind|lost (?:\d+ ?[-\u2013:to]+ ?\d+ )?(?:to|against)|trail(?:s|ed|ing)?
    lag(?:s|ged|ging)? behind|loses? (?:to|against)|below|ranks? below
    defeat (?:to|against)|(?:was|were) beaten by
    """
)
_LEVEL = any_of(
    r"""
    as (?:many|much|high|large|big|warm|expensive|cheap|good)(?: \w+)? as
    (?:exactly )?the same (?:\w+ )?as|equal to|tied with|drew with|level with
    """
)
COMPARED = re.compile(
    rf"\b(?:(?:{_TIMES_AS})(?: as \w+(?: \w+){{0,3}}? (?:as|than)"
    r"| (?:more |higher |larger )?(?:\w+ ){0,2}?(?:than|that of|the (?:\w+ )?of))"
    rf"|(?P<same>{_LEVEL})"
    rf"|(?:(?P<more>{_MORE})|(?P<less>{_LESS}))(?: [\w$%]+){{0,4}}? than"
    rf"(?! (?:{_NOT_ONES}))"
    rf"|(?P<beat>{_BEATS})|(?P<behind>{_TRAILS}))\b",
    re.IGNORECASE,
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
