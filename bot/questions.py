"""All that an adapter may hand in: who asked what, where, with which files."""

from __future__ import annotations

from msgspec import Struct

from bot.jobs import Address, Box, Manner


class Attachment(Struct, frozen=True):
    """A file as it came: its name is a stranger's words, its content unopened.

    *refusal* is the sentence of an adapter that could not, or would not, fetch it.
    """

    filename: str
    content: bytes = b""
    refusal: str = ""


class Question(Struct, frozen=True, kw_only=True):
    """One message of one person.

    *event_id* names the event on its platform, so that a repeated delivery is known.
    *picture* names an earlier picture of the thread, *region* a place that was marked
    in it (or, without *picture*, in the first attachment). *instead_of* is the job that
    this one replaces: what it brought along does not count any more. *manner* says how
    its place wants answers to be given.
    """

    event_id: str
    address: Address
    text: str
    attachments: tuple[Attachment, ...] = ()
    picture: str | None = None
    region: Box | None = None
    instead_of: str | None = None
    manner: Manner = "plain"
