"""The words people use for up, down, level, more, less, first and last. Patterns."""

from __future__ import annotations

import re
from typing import Literal

Direction = Literal["up", "down", "flat"]

_BY = (
    r"(?=\W*(?:$|by|\d|about|around|nearly|almost|over|more|slightly|sharply|again"
    r"|since))"
)
_UP = (
    r"r(?:ise[sn]?|ose|ising)|gr(?:ow(?:s|n|ing)?|ew)|increas(?:e[sd]?|ing)"
    r"|climb(?:s|ed|ing)?|jump(?:s|ed|ing)?|surg(?:e[sd]?|ing)|soar(?:s|ed|ing)?"
    r"|gain(?:s|ed|ing)?|improv(?:e[sd]?|ing)|(?:sky)?rocket(?:ed|ing)|skyrockets"
    r"|expand(?:s|ed|ing)?|went up|g(?:o|oing|oes|one) up|pick(?:s|ed|ing)? up"
    rf"|(?:is|are|was|were|be|been|being) up{_BY}|up (?:by|from)|up(?= (?:about "
    rf"|around |over "
    r"|nearly |almost |more than )?\d)|uptick|upward(?:s)?|recover(?:s|ed|ing)?"
    r"|rebound(?:s|ed|ing)?|rall(?:y|ied|ies)|spik(?:e[sd]?|ing)|shot up|boom(?:s|ed"
    r"|ing)?"
    r"|on the (?:rise|up)|growth|swell(?:ed|ing)?|escalat(?:e[sd]?|ing)"
    r"|accelerat(?:e[sd]?|ing)|became (?:more expensive|dearer|warmer|bigger|larger)"
    r"|(?:gets?|got|getting|becom(?:e|es|ing)) (?:more expensive|dearer|warmer|bigger"
    r"|larger|higher)|add(?:s|ed)(?= \d)|higher and higher|more and more"
)
_DOWN = (
    r"f(?:all(?:s|en|ing)?|ell)|drop(?:s|ped|ping)?|declin(?:e[sd]?|ing)"
    r"|decreas(?:e[sd]?|ing)|s(?:i|a|u)nk(?:s|ing)?|shr(?:i|a|u)nk(?:s|ing)?"
    r"|plung(?:e[sd]?|ing)|plummet(?:s|ed|ing)?|tumbl(?:e[sd]?|ing)|slid(?:e|es|ing)?"
    r"|slump(?:s|ed|ing)?|crash(?:es|ed|ing)?|dip(?:s|ped|ping)?|lower(?:ed|ing)"
    r"|went down|g(?:o|oing|oes|one) down|c(?:ame|oming|ome) down|worsen(?:s|ed|ing)?"
    rf"|(?:is|are|was|were|be|been|being) down{_BY}|down (?:by|from)|down(?= (?:about "
    rf"|around "
    r"|over |nearly |almost |more than )?\d)|downward(?:s)?|shed(?= \d)"
    r"|collaps(?:e[sd]?"
    r"|ing)|contract(?:ed|ing)|weaken(?:s|ed|ing)?|reced(?:e[sd]?|ing)|on the decline"
    r"|(?:gets?|got|getting|became|becom(?:e|es|ing)) (?:cheaper|colder|smaller|lower)"
    r"|cool(?:ed|ing) (?:off|down)|eas(?:ed|ing)|nosediv(?:e[sd]?|ing)|dwindl(?:e[sd]?"
    r"|ing)"
    r"|fewer and fewer|less and less|went south|lost(?= \d+(?:\.\d+)? ?(?:%|percent))"
)
_FLAT = (
    r"(?:stay|remain|h(?:e|o)ld|ke(?:p|e)p)(?:s|ed|t|ing)? (?:\w+ )?(?:flat|steady"
    r"|stable|constant|level|unchanged|the same|about the same|roughly the same)"
    r"|(?:is|was|were|are|been) (?:\w+ )?(?:flat|steady|stable|constant|unchanged"
    r"|level)"
    r"|unchanged|stagnat(?:e[sd]?|ing)|flatlin(?:e[sd]?|ing)|plateau(?:s|ed|ing)?"
    r"|did(?:n't| not) (?:really |much )?(?:change|move|budge)|no (?:real )?change"
    r"|hardly (?:changed|moved)|barely (?:changed|moved)"
)
_RATIOS = {
    "doubl": 2.0,
    "tripl": 3.0,
    "trebl": 3.0,
    "quadrupl": 4.0,
    "halv": 0.5,
}
RATIO = re.compile(
    r"\b(?P<more>more than |over |nearly |almost |about |roughly )?(?:(?P<verb>doubl"
    r"|tripl"
    r"|trebl|quadrupl|halv)(?:e[sd]?|ing)\b|cut in (?P<half>half)\b)",
    re.IGNORECASE,
)
COURSE = re.compile(
    rf"\b(?:(?P<flat>{_FLAT})|(?P<up>{_UP})|(?P<down>{_DOWN}))\b", re.IGNORECASE
)
_NO_COURSE = re.compile(
    r"\b(?:rising star|growth mindset|fall (?:term|semester|season|fair|festival)"
    r"|falling asleep|gain access|drop (?:by|in|off|us)|crash course|up to date"
    r"|sign(?:ed)? up|open(?:ed)? up|what'?s up|dip(?:s)? (?:sauce)|drop-?down"
    r"|come on up"
    r"|(?:mak|mad|tak|took|eat|ate|us|sum|add|put|set|rack|r[iau]ng|roll|cough|serv)"
    r"(?:e|es|en|ing|s|ed)? up"
    r"|(?:sun|moon) (?:ris|fall|s)es|growing up|grow old|up next|show(?:s|ed|n)? (?:up"
    r"|growth)|end(?:s|ed)? up"
    r"|fell (?:in love|asleep)|contract worker)\b",
    re.IGNORECASE,
)
NOT = re.compile(
    r"\b(?:not|never|no longer|hardly|n't|without|failed to|far from|isn't|aren't"
    r"|wasn't"
    r"|weren't|don't|doesn't|didn't|won't|can't|cannot|couldn't|hasn't|haven't|hadn't"
    r"|wouldn't|neither)\b",
    re.IGNORECASE,
)
_NOT_REACH = 28


def course_said(clause: str) -> tuple[Direction, re.Match[str], bool] | None:
    """Return the direction *clause* says something took, where, and whether denied."""
    for match in COURSE.finditer(_NO_COURSE.sub(lambda m: " " * len(m[0]), clause)):
        direction: Direction = (
            "flat" if match["flat"] else "up" if match["up"] else "down"
        )
        is_denied = direction != "flat" and is_negated(clause, match.start())
        return direction, match, is_denied
    return None


def ratio_said(clause: str) -> tuple[float, str, re.Match[str]] | None:
    """Return the factor that *clause* says something changed by, and its hedge."""
    match = RATIO.search(clause)
    if match is None:
        return None
    factor = 0.5 if match["half"] else _RATIOS[match["verb"].lower()]
    return factor, (match["more"] or "").strip().lower(), match


def is_negated(clause: str, place: int) -> bool:
    """Whether a denial stands shortly before *place*."""
    return NOT.search(clause[max(place - _NOT_REACH, 0) : place]) is not None
