"""The words people ask helpdesks with, as regular expressions.

Patterns are searched in one line of at most 1,000 characters, and every repetition in
them is bounded or over disjoint sets, so matching is linear in practice.
"""

from __future__ import annotations

import re

from bot.jobs import Intent
from model_worker.language.references import PICTURE, WHOLE, compiled

FORGET = compiled(
    r"^(?:please |can you |could you )?(?:forget|delete|erase|remove)"
    r" (?:this|that|it|everything|all|me|my|what|the (?:thread|conversation|chat))\b"
    rf"(?! (?:{PICTURE}|screen|page)? ?(?:from|in) the)",
)
CHECK = compiled(
    r"\b(?:is|are) (?:this|that|it|these|the (?:post|claim|statement|caption|headline"
    r"|text|tweet|message))s? (?:\w+ )?(?:true|correct|accurate|fake|right)\b",
    r"\b(?:fact[- ]?check|verify|check)\b:? ?(?:this|that|the|these|my|if|whether)? ?"
    r"(?:post|claim|statement|caption|headline|sentence|tweet|text|whether|if|that"
    r"|:|[\"\u201c])",
    r"^(?:fact[- ]?check|verify|check)\b(?: (?:this|it|that))?\s*[.!?:]*$",
    r"\btrue or false\b|\bis it true\b",
    rf"\bdo(?:es)? (?:this|the|that|my|these) (?:{PICTURE}|chart|graph|table|data"
    r"|numbers?|figures?)s? (?:\w+ )?(?:support|confirm|prove|back|match|agree"
    r"|(?:show|say|mean)s? that)\b",
)
CLAIM = re.compile(
    r"[\"\u201c](?P<quoted>.+)[\"\u201d]|: *(?P<after>.+)$"
    r"|\b(?:true|whether|if|confirm|prove|shows?|says?|means?|claim|agree|support)"
    r" that (?P<that>.+?)\??$|\b(?:whether|check if|verify if|true or false)[,:]?"
    r" (?P<whether>.+?)\??$",
    re.IGNORECASE,
)
SOLVE = compiled(
    r"\b(?:solve|solution|simplify|work out|evaluate|equations?)\b",
    r"\b(?:calculate|compute) (?:this|it|that|number|no|the (?:result|equation|sum))\b",
    r"\b(?:find|what(?:'s| is| are)|values? of|determine) [xyz]\b(?![- ]?ax[ei]s)",
    r"\bwhat do(?:es)? (?:this|that|it|these) equal\b",
    r"\b(?:result|answer) (?:of|to|for) (?:the )?(?:this|number|no|task|problem"
    r"|exercise|question|equation|sum|calculation|first|second|third|last)\b",
    r"\bdo (?:number|no\.?|exercise|task|problem|question) ?#?\d",
    r"\d\s*[-+*/^\u00d7\u00f7]\s*\(?\d|[\d)a-z]\s*=\s*[-(\d]",
)
RESULT = compiled(
    r"^(?:so |and )?(?:what(?:'s| is| are)|give me|tell me) the (?:\w+ )?"
    r"(?:result|answer|solution|sum|product|difference|quotient)s?\s*(?:here|please)?"
    r"\W*$",
)
"""What a calculation comes to, where the picture holds one."""

WORKING = compiled(
    r"\b(?:check|correct|mark|grade|verify) (?:(?:my|this|these|the|all|of) ){0,3}"
    r"(?:work(?:ings?)?|steps?|maths?|homework|calculations?|solutions?|sums?"
    r"|equations?)\b",
    r"\b(?:where|what)(?:'s| is| are) (?:my|the) mistakes?\b",
    r"\b(?:where|what) did (?:i|we|he|she|they) (?:go|do|get) (?:\w+ )?wrong\b",
    r"\b(?:did|have) (?:i|we) (?:do|done|got|get|solved?|calculated?|worked?)"
    r" (?:\w+ ){0,3}(?:right|correct(?:ly)?)\b",
    r"\bwhich (?:\w+ )?(?:one|line|step|answer|sum|equation|result)s?"
    r" (?:is|are) (?:wrong|false|incorrect|not (?:right|correct))\b",
)
"""Whether somebody's own steps are right."""

ADVICE = compiled(
    r"\bwhat (?:should|can|could|do|must|shall) (?:i|we) (?:\w+ ){0,2}"
    r"(?:check|do|try|look|change|fix)\b",
    r"\bhow (?:do|can|could|should|to) (?:i |we )?"
    r"(?:fix|resolve|repair|get rid|proceed|continue)\b",
    r"\bhow (?:do|can|could|should) (?:i|we) solve (?:this|the) (?:error|problem)\b",
    r"\b(?:fix|resolve) (?:it|this|that|the)\b",
    r"\bwhat (?:now|next)\b|\bnext steps?\b(?! (?:after|from|in)\b)",
    r"\bany (?:idea|advice|suggestion)s?\b",
    r"\bcheck first\b|^(?:please |can you |can anyone )?help(?: me| us| please)?\b",
    r"\b(?:(?:(?:does|do|is|will)(?: not|n't)|won't|not|stopped) work(?:ing)?|broken"
    r"|(?:i am|i'm|we are|we're) stuck)\b",
)
SUMMARISE = compiled(
    r"\bsummar(?:y|i[sz]e|i[sz]ation)\b|\btl;? ?dr\b|\bkey (?:points|facts)\b"
    r"|\btakeaways?\b|\bmain (?:points?|message)\b|\boverview\b|\bgist\b|\bin short\b",
)
COUNT = compiled(r"\bhow many\b|\bcount\b|\bnumber of\b")
COMPARE = compiled(
    r"\bcompar(?:e|ed|ison)\b|\bdifferen(?:ce|t)\b|\bversus\b|\bvs\b",
    r"\b(?:bigger|larger|higher|taller|greater|more|longer|better|cheaper|faster"
    r"|smaller|lower|shorter|less|fewer|worse|slower|older|newer)\b.* than\b",
    r"^(?:which|what|who)\b.*\b(?:bigger|larger|higher|taller|greater|more|longer"
    r"|smaller|lower|shorter|less|fewer)\b.*\bor\b",
)
LARGEST = compiled(
    r"\b(?:largest|biggest|highest|tallest|longest|greatest|most|maximum|max|peak(?:s|ed)?"
    r"|best|top[- ](?:selling|scoring|ranked)|leads?(?!(?: \w+)? (?:in)?to\b)|leading"
    r"|wins?|won|winner)\b",
)
SMALLEST = compiled(
    r"\b(?:smallest|lowest|shortest|least|fewest|minimum|min|worst|valley|trough"
    r"|bottom(?:ed)? out|cheapest)\b",
)
EXTREME = re.compile(f"{LARGEST.pattern}|{SMALLEST.pattern}", re.IGNORECASE)
TREND = compiled(
    r"\btrend(?:s|ing)?\b|\b(?:rising|falling|rises?|risen|rose|fell|falls?|fallen)\b",
    r"\b(?:in|de)creas(?:e|es|ed|ing)\b|\bdeclin(?:e|es|ed|ing)\b",
    r"\b(?:go|goes|going|gone|went) (?:up|down)\b|\b(?:grow|grows|grew|grown|growing"
    r"|growth|shrink|shrank|shrinking)\b|\bover time\b",
    r"\bdrop(?:s|ped|ping)?\b|\bdevelop(?:s|ed|ing|ment)?\b|\bevolv(?:e|es|ed|ing)\b",
)
EXPLAIN = compiled(
    r"\bexplain\b|\bwhy\b|\bhow (?:does|do|did|is|are) (?:this|the|that|it)\b",
    r"\bwhat (?:does|do|did) (?:\w+ ){1,6}means?\b|\bmeaning of\b|\binterpret\b",
    r"\bwalk me through\b|\bmake sense of\b"
    r"|\b(?:do not|don't|can't|cannot) (?:understand|get)\b",
)
READ = compiled(
    r"\b(?:read|transcribe|ocr|spell|translate)\b(?! (?:more )?about)",
    r"\b(?:copy|extract|type out|write (?:out|down)|give me|show me|export)"
    r" (?:\w+ ){0,2}(?:text|table|csv)\b",
    r"\bwhat (?:\w+ ){0,8}(?:says?|reads?|written)\b",
    r"\bwhat(?: is|'s| are) (?:\w+ ){0,3}(?:text|words?|message|caption|wording)\b",
    r"\bwhat (?:text|words?|message|error)\b"
    r"|\b(?:as|to|into) (?:an? )?(?:csv|table|excel)\b",
    r"^(?:text|the text|all (?:the )?text)\??$",
)
LOCATE = compiled(
    r"\bwhere(?:'s| is| are| was| can i (?:find|see)| do i (?:find|click|see))?\b",
    r"\b(?:locate|find|spot)\b",
    # "circle the total" is a wish, "what is in the circle" and "what does the arrow
    # point at" are none
    r"^(?:please |can you |could you |just |now )*"
    r"(?:highlight|circle|point (?:to|at|out)|outline|mark)\b",
    r"\bshow me(?: where)?\b",
    r"\bwhich (?:part|area|place|corner)\b",
)
DESCRIBE = compiled(
    r"\b(?:describe|caption)\b",
    r"\bwhat (?:do|can|did) you see\b|\bwhat(?:'s| is| are) (?:here|there)\b",
    r"\bwhat am i (?:looking at|seeing)\b",
    rf"^what(?:'s| is| are) (?:this|that|it|these|those|shown|in|on|in this)\b\s*"
    rf"(?:here|about|in|on|of)?\s*{WHOLE}\s*\??$",
    rf"^what(?:'s| is) (?:in|on) {PICTURE} \d{{1,2}}\s*\??$",
    rf"\bwhat do(?:es)? (?:this|the|that|my|it|these|they) ?"
    rf"(?:{PICTURE}|chart|graph|table|diagram)?s? (?:show|tell|depict|represent)\b"
    r"(?! (?:about|of|for|that))",
    rf"\bwhat(?:'s| is) (?:this|that|it|the {PICTURE}|my {PICTURE}) (?:all )?about\b",
    r"\bwhat(?:'s| is) (?:shown|happening|going on|depicted|visible)\b",
    r"\bwhat does (?:\w+ ){1,5}(?:graph|plot|panel|chart|card) show\b",
    r"^what(?:'s| is) in the (?:[\w-]+ ){1,4}(?:graph|plot|panel|chart|card)\b\W*$",
    r"^what(?:'s| is) the (?:[\w-]+ ){1,4}(?:graph|plot|panel|chart|card) about\b",
    rf"\b(?:tell me (?:more )?about|explain) {WHOLE}\s*[.?!]?$",
    rf"\bwhat (?:this|that|it|the {PICTURE}) (?:{PICTURE} )?(?:is|shows|says)"
    r"(?: about)?\s*[.?!]*$",
)
VALUE = compiled(
    r"\bhow (?:much|high|large|big|tall|long|far|old|heavy)\b",
    r"\bwhat(?:'s| is| was| are| were)? (?:\w+ ){0,3}(?:value|share|percent(?:age)?"
    r"|price|cost|amount|total|sum|average|mean|score|rate|quantity|balance)\b",
)
THANKS = re.compile(
    r"^(?:(?:ok(?:ay)?|great|perfect|cool|nice|good|got it|many|thanks?|thank you|thx"
    r"|cheers|very much|so much|a lot|that help(?:s|ed))[\s,.!]*){1,6}$",
    re.IGNORECASE,
)
TRANSLATE = compiled(r"\btranslat(?:e|ion)\b")
ERROR = compiled(
    r"\berrors?\b|\bwarnings?\b|\bexceptions?\b|\bfail(?:s|ed|ure|ing)?\b",
    r"\bproblem\b|\balert\b|\bcrash(?:es|ed)?\b|\bgo(?:es|ing)? wrong\b|\bwent wrong\b",
)
INTENTS: tuple[tuple[Intent, re.Pattern[str]], ...] = (
    ("forget", FORGET),
    ("solve", WORKING),
    ("fix", ADVICE),
    ("check", CHECK),
    ("describe", DESCRIBE),
    ("count", COUNT),
    ("solve", SOLVE),
    ("summarise", SUMMARISE),
    ("compare", COMPARE),
    ("trend", TREND),
    ("explain", EXPLAIN),
    ("read", READ),
    ("extreme", EXTREME),
    ("locate", LOCATE),
    ("value", VALUE),
)
"""The first whose words are there wins: an overlap is settled by this order."""

STEPS = compiled(
    r"\b(?:step|stage|flow(?:chart)?|diagram|process|workflow|arrow|node|branch)s?\b",
    r"\b(?:boxes|process(?:es)?|decisions?|procedure)\b",
    r"\b(?:what|which|who)\b.*\b(?:follows|preced(?:es|ed))\b",
    r"\b(?:happens|comes|goes|follows|leads|done) (?:\w+ )?"
    r"(?:next|after|before|first|last|to|if|when)\b",
    r"\b(?:after|before) (?!\d)\w",
    r"\bwhere (?:does|do|will) (?:\S+ ){1,8}(?:lead|go|point|start|begin|end|finish)\b",
    r"\bhow (?:does|do) (?:it|this|that|the \w+) (?:start|begin|end|finish)\b",
    r"\bbox is (?:the )?(?:first|last|next)\b",
    r"\bwhat (?:if|happens|comes)\b",
)
CSV = compiled(r"\b(?:csv|spreadsheet|excel)\b")
BOXES = compiled(r"\b(?:boxes|arrows|nodes|decisions|stages)\b")
TABLE = compiled(r"\b(?:table|row|column|cell|csv|spreadsheet)s?\b")
COLOUR = compiled(r"\b(?:what|which) colou?rs?\b|\bcolou?r (?:of|is)\b")
WRITTEN = compiled(
    r"\b(?:how much|total|sum|amount|price|cost|fee|date|deadline|due|day|month)s?\b",
    r"\b(?:year|name|number|code|version|title|heading|label|button|menu|link)s?\b",
    r"\b(?:url|e-?mail|address|phone|account|invoice|order|reference|status)s?\b",
    r"\b(?:percent|score|grade|text|word|line|sentence|paragraph|field|file)s?\b",
    r"\b(?:path|when|who|called)\b",
)
DETAIL = compiled(r"\b(?:in (?:more )?detail|detailed|closely|everything)\b")
SUBJECT = re.compile(
    r"^.*?\b(?:where(?:'s| is| are| was| can i (?:find|see)| do i (?:find|click|see))?"
    r"|locate|find|spot|highlight|circle|point (?:to|at|out)|outline"
    r"|show me(?: where)?|which (?:part|area|place|corner)(?: \w+)? (?:is|has|shows))"
    r"\s+(?P<subject>.+?)"
    rf"(?:\s+(?:is|are))?(?:\s+(?:in|on|of) (?:this|the|that|my) {PICTURE})?"
    r"(?:\s+located)?\s*[.?!]*$",
    re.IGNORECASE,
)
