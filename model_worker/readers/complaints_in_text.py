"""What a form says is wrong with what was filled in. Pure; knows no field by name.

"The postcode must have 5 digits" is a complaint only where an error is asked about: the
same words stand as a hint beside a field that nobody has filled in.
"""

from __future__ import annotations

import re

from bot.text_reading import Block, TextReading
from model_worker.readers.passages import passages

_COMPLAINT = re.compile(
    r"""\b(?:must|(?:can|may|should)\ only|can['\u2019]t|(?:can|may|should)\ ?not)
        \ (?:not\ )?(?:be|have|contain|match|include|start|begin|end|consist|agree)\b
    | \b(?:enter|choose|select|provide|specify|type)\ an?\ (?:valid|correct)\b
    | \bplease\ (?:enter|fill|complete|provide|specify|tick)\b
    | \bfill\ (?:in|out)\ this\b
    | \b(?:is|are|field)\ (?:required|mandatory|incomplete|missing|empty|blank)\b
    | \b(?:is|are)\ too\ (?:\w+ly\ )?(?:short|long|large|big|small|weak|old|young|many
        |few|high|low|common|simple|early|late)\b
    | \b(?:is|are)\ not\ an?\ (?:valid|number|date|time|whole|e-?mail|ur[il])\b
    | \b(?:does|do)(?:\ not|n['\u2019]t)\ match\b
    | \balready\ (?:exists|taken|used|registered|in\ use)\b
    | \b(?:at\ (?:least|most)|no\ more\ than|only)\ (?:\d[\d.,]*|one|two)\ \w+
    | \bonly\ (?:letters|digits|numbers)\b
    | \bnot\ valid\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_WORDS = range(3, 21)


def complaints(reading: TextReading) -> tuple[Block, ...]:
    """Return the sentences that say how a field should be filled in, from the top."""
    return tuple(
        passage
        for block in reading.blocks
        for passage in passages(block)
        if _is_complaint(" ".join(passage.text.split()))
    )


def _is_complaint(text: str) -> bool:
    return len(text.split()) in _WORDS and _COMPLAINT.search(text) is not None
