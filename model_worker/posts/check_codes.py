"""Codes of a claim (a gate, a room, a host) against those in the picture. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from model_worker.posts.agreement import Agreement
from model_worker.posts.aims import aim_of, is_idle, shown_whole, unaccounted
from model_worker.posts.check_statements import other_words
from model_worker.posts.check_values import fact_signal, value_signals
from model_worker.posts.claim import Claim
from model_worker.posts.codes import Code
from model_worker.posts.evidence import Signal
from model_worker.posts.facts import Fact
from model_worker.posts.known import Known
from model_worker.posts.pieces import Piece
from model_worker.posts.words import means, stems


def code_signals(said: Code, claim: Claim, known: Known) -> Iterator[Signal]:
    """Yield whether a code stands in the picture, or another one in its place."""
    place = next((p for p in known.pieces if _has_code(p, said)), None)
    if place is None:
        alike = [f for f in known.facts if f.code and f.code.shape == said.shape]
        found = list(
            value_signals(
                alike, claim, known, lambda fact: _agrees(said, fact), said.text
            )
        )
        yield from found or _only_one(alike, said, claim, known)
        return
    aim = aim_of(claim.text.replace(said.text, " "))
    around = known.words_around(place)
    rest = [word for word in aim.words if not is_idle(word, known)]
    if all(any(means(word.stem, other) for other in around) for word in rest):
        yield Signal(
            leaning="for",
            reason=f"the picture has \u201c{place.text}\u201d",
            boxes=(place.box,),
            confidence=place.confidence,
        )
    else:
        yield from other_words(claim, known)


def _agrees(said: Code, fact: Fact) -> Agreement:
    """Return whether a form has the code, whose lines may not have been read."""
    is_same = fact.code is not None and said.plain.endswith(fact.code.plain)
    return "same" if is_same else "other"


def _only_one(
    alike: Sequence[Fact], said: Code, claim: Claim, known: Known
) -> Iterator[Signal]:
    """Yield the one gate, room or platform of a picture that is about the claim."""
    aim = aim_of(claim.text.replace(said.text, " "))
    is_named = any(known.has_word(w.stem) for w in aim.words if not is_idle(w, known))
    is_about = is_named and not unaccounted(aim, shown_whole(aim), known)
    if claim.text.startswith(said.text):
        return  # another flight, of which the picture knows nothing
    if len(alike) == 1 and alike[0].is_sure and is_about and " " in said.text:
        yield fact_signal("against", alike[0], is_hard=True)


def _has_code(piece: Piece, said: Code) -> bool:
    """Whether *piece* has the code, with or without what it is the code of."""
    plain = "".join(filter(str.isalnum, piece.text)).casefold()
    last = said.text.split()[-1].casefold()
    is_alone = any(map(str.isdigit, last)) and any(map(str.isalpha, last))
    return said.plain in plain or (is_alone and last in stems(piece.text))
