"""The words people use for up, down, level, more, less, first and last. Patterns."""

from __future__ import annotations

import re
from typing import Literal

from model_worker.posts.patterns import any_of

Direction = Literal["up", "down", "flat"]

_BY = (
    r"(?=\W*(?:$|by|\d|about|around|nearly|almost|over|more|slightly|sharply|again"
    r"|since))"
)
_BECAME = r"(?:gets?|got|getting|bec(?:a|o)m(?:e|es|ing))"
_NUMBER = r"(?= (?:about |around |over |nearly |almost |more than )?\d)"
_UP = any_of(
    rf"""
    r(?:ise[sn]?|ose|ising)|gr(?:ow(?:s|n|ing)?|ew)|increas(?:e[sd]?|ing)|growth
    climb(?:s|ed|ing)?|jump(?:s|ed|ing)?|surg(?:e[sd]?|ing)|soar(?:s|ed|ing)?
    gain(?:s|ed|ing)?|improv(?:e[sd]?|ing)|(?:sky)?rocket(?:ed|ing)|skyrockets
    expand(?:s|ed|ing)?|swell(?:ed|ing)?|escalat(?:e[sd]?|ing)|accelerat(?:e[sd]?|ing)
    went up|g(?:o|oing|oes|one) up|pick(?:s|ed|ing)? up|shot up|up (?:by|from)
    up{_NUMBER}
    (?:is|are|was|were|be|been|being) up{_BY}|uptick|upwards?|on the (?:rise|up)
    recover(?:s|ed|ing)?|rebound(?:s|ed|ing)?|rall(?:y|ied|ies)|spik(?:e[sd]?|ing)
    boom(?:s|ed|ing)?|add(?:s|ed)(?= \d)|higher and higher|more and more
    {_BECAME} (?:more expensive|dearer|warmer|hotter|bigger|larger|higher)
    """
)
_DOWN = any_of(
    rf"""
    f(?:all(?:s|en|ing)?|ell)|drop(?:s|ped|ping)?|declin(?:e[sd]?|ing)
    decreas(?:e[sd]?|ing)|s(?:i|a|u)nk(?:s|ing)?|shr(?:i|a|u)nk(?:s|ing)?
    plung(?:e[sd]?|ing)|plummet(?:s|ed|ing)?|tumbl(?:e[sd]?|ing)|slid(?:e|es|ing)?
    slump(?:s|ed|ing)?|crash(?:es|ed|ing)?|dip(?:s|ped|ping)?|lower(?:ed|ing)
    worsen(?:s|ed|ing)?|collaps(?:e[sd]?|ing)|contract(?:ed|ing)|weaken(?:s|ed|ing)?
    reced(?:e[sd]?|ing)|dwindl(?:e[sd]?|ing)|nosediv(?:e[sd]?|ing)|eas(?:ed|ing)
    went down|g(?:o|oing|oes|one) down|c(?:ame|oming|ome) down|went south
    (?:is|are|was|were|be|been|being) down{_BY}|down (?:by|from)|down{_NUMBER}
    downwards?
    shed(?= \d)|on the decline|cool(?:ed|ing) (?:off|down)|fewer and fewer|less and less
    {_BECAME} (?:cheaper|colder|smaller|lower)
    lost(?= \d+(?:\.\d+)? ?(?:%|percent))
    """
)
_THE_SAME = "flat|steady|stable|constant|level|unchanged|(?:about |roughly )?the same"
_FLAT = any_of(
    rf"""
    (?:stay|remain|h(?:e|o)ld|ke(?:p|e)p)(?:s|ed|t|ing)? (?:\w+ )?(?:{_THE_SAME})
    (?:is|was|were|are|been) (?:\w+ )?(?:flat|steady|stable|constant|unchanged|level)
    unchanged|stagnat(?:e[sd]?|ing)|flatlin(?:e[sd]?|ing)|plateau(?:s|ed|ing)?
    did(?:n't| not) (?:really |much )?(?:change|move|budge)|no (?:real )?change
    (?:hardly|barely) (?:changed|moved)
    """
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
    r"\b(?:"
    + any_of(
        r"""
        rising star|growth mindset|fall (?:term|semester|season|fair|festival)
        gain access
        fall(?:ing|s)? asleep|fell (?:in love|asleep)|drop (?:by|in|off|us)|crash course
        up to date|sign(?:ed)? up|open(?:ed)? up|what'?s up|up next|come on up
        dips? sauce|drop-?down|contract worker|growing up|grow old
        show(?:s|ed|n)? growth
        (?:mak|mad|tak|took|eat|ate|us|sum|add|put|set|rack|r[iau]ng)(?:e|es|en)? up
        (?:tak|eat|us|sum|add|put|set|rack|ring)(?:s|ed) up
        (?:mak|tak|eat|us|summ|add|putt|sett|rack|ring|roll|show|end)ing up
        (?:roll|cough|serv|show|end)(?:e|es|s|ed|n)? up|(?:sun|moon) (?:ris|fall|s)es
        """
    )
    + r")\b",
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
