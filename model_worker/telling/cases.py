"""A case that a question supposes -> the arrows of a diagram that it means. Pure.

"If the password is wrong" denies what "Password correct?" asks: it means the arrow
that says no. "Where does No lead?" means it by what stands at it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from model_worker.language.conditions import (
    condition_in,
    is_bare,
    is_denied,
    is_no,
    is_opposite,
    is_yes,
)
from model_worker.places.matching import is_same_word, words_of
from model_worker.readings import Arrow, Diagram
from model_worker.telling.flows import COMMON, onward

_LED = re.compile(
    r"\b(?:leads?|go(?:es)?|points?|arrows?|branch(?:es)?|path|connects?)\b",
    re.IGNORECASE,
)
_ANSWER = re.compile(
    r"\b(?:is|was|says?|answers?|answered|choose|chosen|select(?:ed)?|get)\W+"
    r"(?P<answer>yes|no|true|false)\W*$",
    re.IGNORECASE,
)
_BRANCHES = 2


def case_in(
    text: str, diagram: Diagram, named: Sequence[int] = ()
) -> tuple[Arrow, ...]:
    """Return the arrows of the case that *text* supposes, none where it is unclear.

    *named* are the boxes that the question says; a label alone is looked for at them.
    """
    condition = condition_in(text)
    if condition:
        answer = _ANSWER.search(condition)
        labelled = _with_label(answer["answer"] if answer else condition, diagram)
        if answer or not any(map(_is_plain, labelled)):
            return labelled or _decided(condition, diagram)
        return _decided(condition, diagram) or labelled
    if not _LED.search(text):
        return ()
    found = _with_label(text, diagram)
    return tuple(each for each in found if each.start in named) or found


def _with_label(text: str, diagram: Diagram) -> tuple[Arrow, ...]:
    """Return the arrows all of whose label *text* says."""
    said = words_of(text)
    return tuple(
        arrow
        for arrow in diagram.arrows
        if (words := words_of(arrow.label))
        and all(any(is_same_word(word, each) for each in said) for word in words)
    )


def _is_plain(arrow: Arrow) -> bool:
    words = words_of(arrow.label)
    return is_yes(words) or is_no(words)


def _decided(condition: str, diagram: Diagram) -> tuple[Arrow, ...]:
    """Return the arrow of the decision that *condition* is about, as it answers it."""
    said = words_of(condition)
    shares = {
        place: _share(node.text, said)
        for place, node in enumerate(diagram.nodes)
        if _is_decision(diagram, place)
    }
    best = max(shares.values(), default=0.0)
    meant = [place for place, share in shares.items() if share == best]
    if not best and not is_bare(said):
        return ()
    if len(meant) != 1:
        return ()
    asked = words_of(diagram.nodes[meant[0]].text)
    is_yes_meant = is_denied(said, asked) == is_denied(asked)
    return _answering(onward(diagram, meant[0]), is_yes_meant=is_yes_meant)


def _is_decision(diagram: Diagram, place: int) -> bool:
    arrows = onward(diagram, place)
    return len(arrows) >= _BRANCHES and any(map(_is_plain, arrows))


def _share(asked: str, said: Sequence[str]) -> float:
    """Return which share of a decision's telling words *said* has, or turns round."""
    words = [word for word in words_of(asked) if word not in COMMON]
    hits = sum(
        any(is_same_word(word, each) or is_opposite(each, [word]) for each in said)
        for word in words
    )
    return hits / len(words) if words else 0.0


def _answering(arrows: Sequence[Arrow], *, is_yes_meant: bool) -> tuple[Arrow, ...]:
    """Return the arrow that says yes (or no), else the one beside its opposite."""
    wanted, other = (is_yes, is_no) if is_yes_meant else (is_no, is_yes)
    found = tuple(arrow for arrow in arrows if wanted(words_of(arrow.label)))
    if found:
        return found
    rest = tuple(arrow for arrow in arrows if not other(words_of(arrow.label)))
    return rest if len(rest) == 1 else ()
