"""The files of a message, as Slack lists them there. Pure."""

from __future__ import annotations

from adapters.slack.hearing.payloads import Payload, an_id, is_set, number, rows, words
from adapters.slack.notes import File

STUB = "check_file_info"


def files(message: object) -> tuple[File, ...]:
    """Return the files of a message as Slack has them, those that are gone aside."""
    return tuple(
        file
        for each in rows(message, "files")
        if (file := a_file(each)) and file.mode != "tombstone"
    )


def a_file(raw: Payload) -> File | None:
    name = an_id(raw, "id")
    if not name:
        return None
    return File(
        id=name,
        name=(words(raw, "name") or words(raw, "title"))[:500],
        mode=words(raw, "mode")[:50],
        url=(words(raw, "url_private_download") or words(raw, "url_private"))[:2000],
        media_type=words(raw, "mimetype")[:200],
        size=number(raw, "size"),
        is_external=is_set(raw, "is_external"),
        is_stub=words(raw, "file_access") == STUB,
    )
