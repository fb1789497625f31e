"""Which members of a group a clause names, by their labels or their colours. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from model_worker.posts.aims import aim_of
from model_worker.posts.facts import Fact, Group, Label
from model_worker.posts.words import Word, is_same
from model_worker.readers.colour_names import COLOUR_WORDS, may_mean

_ENOUGH = 0.5
_SHORT = 4
_COLOUR = re.compile(
    rf"\b({'|'.join(sorted(map(re.escape, COLOUR_WORDS), key=len, reverse=True))})\b"
    r"(?:[\s-](?!than\b)(\w+))?",
    re.IGNORECASE,
)


def named_in(text: str, group: Group) -> tuple[Fact, ...]:
    """Return the members of *group* that *text* names, in the order it names them."""
    said = aim_of(text).words
    found = [
        (place, -share, fact)
        for fact in group.facts
        if (named := _named(fact, said, text, group)) is not None
        for place, share in (named,)
    ]
    best = {
        fact.text + fact.name: min(share for _, share, f in found if f is fact)
        for _, _, fact in found
    }
    clearest = min(best.values(), default=0.0)
    return tuple(
        fact
        for place, share, fact in sorted(found, key=lambda each: each[:2])
        if share <= clearest + _ENOUGH
    )


def _named(
    fact: Fact, said: Sequence[Word], text: str, group: Group
) -> tuple[int, float] | None:
    """Return where *said* names *fact* and how fully, None where it does not."""
    label = fact.name_label
    if label is None:
        return None
    if label.colour and (place := _colour_place(text, label)) is not None:
        return place, 1.0
    shared = _shared_stems(group)
    own = [each for each in label.stems if each not in shared] or list(label.stems)
    hits = [word for word in said if any(is_same(each, word.stem) for each in own)]
    is_head = bool(hits) and len(own) <= _SHORT and hits[0].stem in {own[0], own[-1]}
    if not own or not (is_head or len(hits) >= _ENOUGH * len(own)):
        return None
    return hits[0].start, len({word.stem for word in hits}) / len(own)


def _colour_place(text: str, label: Label) -> int | None:
    """Return where *text* speaks of a thing by the colour that *label* is drawn in."""
    for match in _COLOUR.finditer(text):
        if may_mean(match[1].lower(), label.colour):
            return match.start()
    return None


def _shared_stems(group: Group) -> frozenset[str]:
    """Return the words that every member is called by: "Team" of Team A and Team B."""
    labels = (fact.name_label for fact in group.facts)
    each = [set(label.stems) for label in labels if label is not None]
    return frozenset(set.intersection(*each)) if len(each) > 1 else frozenset()
