"""The words people point with: box numbers, picture ordinals, "it", "the other one"."""

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
PICTURE = r"(?:picture|image|photo|screenshot|pic|scan|figure|page)"
_BOX = r"(?:box|number|no\.?|mark|marker|place|tag|region|item|phrase)"
WHOLE = rf"(?:this|the|that|my)?\s*(?:{PICTURE}|screen|page)?"


def compiled(*alternatives: str) -> re.Pattern[str]:
    return re.compile("|".join(alternatives), re.IGNORECASE)


SAME = compiled(
    r"\bthe same\b",
    rf"^(?:the one in |in )?(?:{_BOX} ?)?#?\d{{1,2}}(?::.{{0,80}}|\s*[.?!]*)$",
    r"^(?:and|now|what about|how about)\b(?!.*\b(?:what|where|why|how|should)\b"
    r".*\b(?:is|are|do|does|should|can)\b)",
)
BOX_REFERENCE = re.compile(
    rf"\b(?:the )?(?P<ordinal>{_ORDINAL}) (?:box|mark|marker|number|tag)\b"
    rf"|\b{_BOX} ?#?(?P<named>{_COUNT})\b"
    r"|\[(?P<bracket>\d{1,2})\]|#(?P<hash>\d{1,2})\b"
    r"|^(?P<alone>\d{1,2})(?::.{0,80}|[\s.?!]*)$"
    r"|\b(?:in|at|to|of|inside|near|closer at|beside|around|about|under|above|below"
    r"|with) (?P<bare>\d{1,2})(?=\s*(?:[?.!,]|$|and\b))",
    re.IGNORECASE,
)
PICTURE_REFERENCE = re.compile(
    rf"\b(?:the )?(?P<ordinal>{_ORDINAL}) (?:\w+ )?{PICTURE}\b"
    rf"|\b{PICTURE} (?:number |no\.? ?|#)?(?P<named>{_COUNT})\b"
    rf"|\b(?P<last>last|latest|newest) {PICTURE}\b"
    rf"|\b(?P<before>previous|earlier|old) {PICTURE}\b",
    re.IGNORECASE,
)
OTHER_REFERENCE = re.compile(rf"\bthe other (?:one|{PICTURE})\b", re.IGNORECASE)
IT_REFERENCE = compiled(rf"\b(?:it|this|that|they|them|these|those)\b(?! {PICTURE})")
OF_THE_WHOLE = compiled(
    r"\b(?:this|that) (?:document|letter|form|receipt|invoice|bill|contract|e-?mail"
    r"|report|article|chart|graph|diagram|table)\b",
    r"\b(?:who|whom|when|since|until|addressed|issued|sent|written|signed|due)\b",
)
"""With such words "it" and "this" mean the document, not the place last spoken of."""
