"""The way in: the fields of a form become a Question, or one clear sentence.

Pure: the form has been read from the wire already (uploads.py), and whether the thread
is theirs is asked by whoever knows the store (questions.py).
"""

from __future__ import annotations

import hashlib
import re
import secrets

import msgspec
from msgspec import Struct

from bot.errors import QuestionError
from bot.jobs import Address, Box
from bot.questions import Attachment, Question

CHANNEL = "helpdesk"
IDS = re.compile(r"[0-9a-f]{32}")
NAMES = re.compile(r"[0-9a-f]{64}")
KEY_MAX = 200
_corners = msgspec.json.Decoder(tuple[float, float, float, float])


class Form(Struct, frozen=True):
    """What was sent: *fields* in words, *attachments* unopened."""

    fields: dict[str, str] = {}
    attachments: tuple[Attachment, ...] = ()


def question(form: Form, *, site: str, user: str, key: str | None = None) -> Question:
    """Return what *user* asks. Raises QuestionError that says what is wrong.

    *key* is the sender's own name for this attempt: the same key twice is the same
    event, and without a thread it leads to the same new thread.
    """
    text = form.fields.get("text", "")
    picture = _picture(form)
    if not text.strip() and not form.attachments and picture is None:
        raise QuestionError(
            "question_empty", "Please write a question or send a picture."
        )
    attempt = _attempt(site, user, key)
    return Question(
        event_id=attempt,
        address=address(site, user, _thread(form) or attempt[:32]),
        text=text,
        attachments=form.attachments,
        picture=picture,
        region=_region(form),
    )


def address(site: str, user: str, thread: str) -> Address:
    """Return the place of a conversation on the page."""
    return Address(
        platform="web", tenant=site, channel=CHANNEL, thread=thread, user=user
    )


def _attempt(site: str, user: str, key: str | None) -> str:
    if key is None:
        return secrets.token_hex(32)
    if not key or len(key) > KEY_MAX or not (key.isascii() and key.isprintable()):
        raise QuestionError(
            "key_wrong",
            f"Idempotency-Key takes 1 to {KEY_MAX} printable ASCII characters.",
        )
    return hashlib.sha256(f"{site}\0{user}\0{key}".encode()).hexdigest()


def _thread(form: Form) -> str | None:
    thread = form.fields.get("thread")
    if thread and not IDS.fullmatch(thread):
        raise QuestionError(
            "thread_wrong", "thread takes the id of one of your threads."
        )
    return thread or None


def _picture(form: Form) -> str | None:
    picture = form.fields.get("picture")
    if picture and not NAMES.fullmatch(picture):
        raise QuestionError(
            "picture_wrong", "picture takes the name of a picture of the thread."
        )
    return picture or None


def _region(form: Form) -> Box | None:
    written = form.fields.get("region")
    if not written:
        return None
    try:
        return Box(*_corners.decode(written))
    except (ValueError, msgspec.MsgspecError) as error:
        raise QuestionError(
            "region_wrong",
            "region takes [left, top, right, bottom] as fractions of the picture, "
            "from 0 to 1.",
        ) from error
