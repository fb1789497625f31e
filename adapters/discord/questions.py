"""Notes become questions: what is asked, and all that is needed to answer there. Pure.

Nothing but the discord adapter reads the details of these addresses.
"""

from __future__ import annotations

from adapters.discord.hearing.fetching import Code, Told
from adapters.discord.hearing.servers import Treated
from adapters.discord.notes import Asked, Message, Pressed, Remnant, Where
from adapters.discord.sending.spots import details_of
from bot.buttons import Offer
from bot.jobs import Address, Job
from bot.questions import Question
from bot.texts.catalogue import Texts


def written(
    message: Message,
    root: str,
    text: str,
    event_id: str,
    treated: Treated,
    instead_of: str | None = None,
) -> Question:
    """Return what *message* asks in the conversation *root*."""
    return Question(
        event_id=event_id,
        address=_address(
            message.where,
            root,
            message.person.user,
            details_of(message.where, message.id),
        ),
        text=text,
        instead_of=instead_of,
        manner="tutor" if treated.tutor else "plain",
    )


def commanded(note: Asked, root: str, text: str, treated: Treated) -> Question:
    """Return what a command or a form asks; its answer quotes it, since nobody else
    saw it being written.
    """
    details = details_of(note.where, "", note.hook)
    details |= {"quoted": text} if text else {}
    return Question(
        event_id=note.event_id,
        address=_address(note.where, root, note.person.user, details),
        text=text,
        manner="tutor" if treated.tutor else "plain",
    )


def offered_again(note: Pressed, job: Job, offer: Offer, texts: Texts) -> Question:
    """Return what a button asks, in the conversation that its answer belongs to."""
    quoted = offer.text
    if offer.number is not None:
        quoted = texts.look_closer(offer.number)
    details = details_of(note.where, "", note.hook) | {"quoted": quoted}
    return Question(
        event_id=note.event_id,
        address=_address(note.where, job.address.thread, note.person.user, details),
        text=offer.text,
        picture=offer.picture,
        region=offer.region,
        manner=job.manner,
    )


def pressed_at(note: Pressed) -> Question:
    """Return nothing that is asked, but where: a refusal has to be said there."""
    details = details_of(note.where, "", note.hook)
    address = _address(note.where, note.id, note.person.user, details)
    return Question(event_id=note.event_id, address=address, text="")


def unread(remnant: Remnant) -> Question:
    """Return where an apology for what nobody could read has to be said."""
    message = "" if remnant.hook else remnant.id
    details = details_of(remnant.where, message, remnant.hook)
    user, name = remnant.person.user, f"unread:{remnant.id}"
    address = _address(remnant.where, remnant.id, user, details)
    return Question(event_id=name, address=address, text="")


def told_of(texts: Texts) -> Told:
    """Return who says what became of a file that could not be fetched."""
    sentences: dict[Code, str] = {
        "foreign": texts.file_foreign,
        "no_picture": texts.file_no_picture,
        "too_large": texts.file_too_large,
        "expired": texts.file_expired,
        "away": texts.file_away,
    }
    return lambda code, name: sentences[code].format(name=name)


def _address(where: Where, root: str, user: str, details: dict[str, str]) -> Address:
    return Address(
        platform="discord",
        tenant=where.tenant,
        channel=where.room,
        thread=root,
        user=user,
        details=details,
    )
