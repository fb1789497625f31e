"""The form, read from the wire piece by piece and never further than allowed."""

from __future__ import annotations

import asyncio
import warnings

from aiohttp import (
    BadContentDispositionHeader,
    BadContentDispositionParam,
    BodyPartReader,
    web,
)
from aiohttp.http_exceptions import HttpProcessingError

from adapters.web.inbound import Form
from adapters.web.refusals import HttpError
from bot.questions import Attachment
from bot.settings import PictureSettings

TOTAL_MAX = 64_000_000
FIELD_MAX = 16_000
PARTS_MAX = 64
CHUNK = 256 * 1024
PATIENCE_S = 120.0
AT_ONCE = 8
FIELDS = frozenset({"text", "thread", "picture", "region"})
FILES = "pictures"
ODD = (BadContentDispositionHeader, BadContentDispositionParam)
# what the parser raises on a broken form; a lost connection is none of these
BROKEN = (
    *(ValueError, LookupError, RuntimeError, AssertionError, HttpProcessingError),
    *ODD,
)
for odd in ODD:  # it would print them, and they quote a person's file name
    warnings.simplefilter("ignore", odd)


class Uploads:
    """Reads forms, few at a time: each may hold all its bytes in memory."""

    def __init__(self, settings: PictureSettings) -> None:
        self._each_max = settings.bytes_max
        self._files_max = min(settings.per_question * settings.bytes_max, TOTAL_MAX)
        self._bytes_max = self._files_max + PARTS_MAX * FIELD_MAX
        self._seats = asyncio.Semaphore(AT_ONCE)

    async def form(self, request: web.Request) -> Form:
        """Return what was sent. Raises HttpError: 400, 408, 413 or 415."""
        if request.content_type != "multipart/form-data":
            raise HttpError(415, "not_a_form", "Send this as multipart/form-data.")
        if (request.content_length or 0) > self._bytes_max:
            raise self._too_large()
        try:
            async with asyncio.timeout(PATIENCE_S), self._seats:
                return await self._read(request)
        except TimeoutError as error:
            raise HttpError(
                408, "too_slow", "This upload took too long; please try again."
            ) from error
        except BROKEN as error:
            raise HttpError(
                400, "form_broken", "This form could not be read; please try again."
            ) from error

    async def _read(self, request: web.Request) -> Form:
        fields: dict[str, str] = {}
        attachments: list[Attachment] = []
        room = self._files_max
        parts = 0
        async for part in await request.multipart():
            parts += 1
            if not isinstance(part, BodyPartReader) or parts > PARTS_MAX:
                raise ValueError("a nested form, or one without an end")
            is_file = part.name == FILES
            content = await self._content(part, room if is_file else FIELD_MAX)
            if is_file and (part.filename or content):
                attachments.append(Attachment(part.filename or "picture", content))
                room -= len(content)
            elif part.name in FIELDS and part.name not in fields:
                fields[part.name] = content.decode()
        return Form(fields, tuple(attachments))

    async def _content(self, part: BodyPartReader, limit: int) -> bytes:
        content = bytearray()
        while chunk := await part.read_chunk(CHUNK):
            content += chunk
            if len(content) > limit:
                raise self._too_large(part.name)
        return bytes(content)

    def _too_large(self, name: str | None = None) -> HttpError:
        if name is not None and name != FILES:
            return HttpError(413, "field_too_long", "That is too long to be read.")
        each, together = self._each_max // 10**6, self._files_max // 10**6
        return HttpError(
            413,
            "upload_too_large",
            f"These files are too large: pictures up to {each} MB work, "
            f"{together} MB together.",
        )
