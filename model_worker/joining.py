"""What was said of several pictures -> one answer, each part by its picture's number.

Of many pictures (the pages of a document) a question often concerns one: the parts
that found nothing are left out where another found something. Pure.
"""

from __future__ import annotations

from collections.abc import Sequence

from model_worker.draft import Draft
from model_worker.places.locating import Place
from model_worker.requests import Request

Told = tuple[Place, Draft]
"""What was said of one place."""


def kept(request: Request, told: Sequence[Told]) -> Sequence[Told]:
    """Return the parts that belong in the answer, one at least."""
    if not request.is_search:
        return told
    return [each for each in told if each[1].findings] or told[:1]


def joined(told: Sequence[Told], *, is_one_of_many: bool) -> Draft:
    """Return the answer that the parts *told* make; its numbers are shared out."""
    if not is_one_of_many:
        return told[0][1]
    whole = Draft()
    for at, (place, part) in enumerate(told):
        whole.share_room(len(told) - at)
        whole.say("\n\n" if at else "")
        page = place.target.picture.page
        whole.say(f"Page {page}: " if page else f"Picture {place.target.ordinal}: ")
        whole.absorb(part)
    return whole
