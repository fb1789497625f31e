"""A file of Slack's becomes an attachment: its bytes, or the sentence why not.

The token goes to the origins that the operator named and nowhere else: any installed
app can register a file whose address is its own.
"""

from __future__ import annotations

import asyncio
import logging

import aiohttp

from adapters.fetching import Download, Failure, UnfetchedError, may_be_picture
from adapters.slack.hearing import refusals
from adapters.slack.hearing.files import a_file
from adapters.slack.hearing.payloads import table
from adapters.slack.hearing.people import SILENT, ClientOf
from adapters.slack.notes import File
from bot.questions import Attachment
from bot.settings import Settings

AT_ONCE = 8
LENT, LOST = {"external", "remote"}, {"tombstone", "hidden_by_limit"}
CODES: dict[Failure, refusals.Code] = {
    "foreign": "foreign",
    "too_large": "too_large",
    "moved": "login",
    "page": "login",
    "denied": "denied",
    "gone": "gone",
    "away": "away",
}
log = logging.getLogger(__name__)


class _RefusedError(Exception):
    def __init__(self, code: refusals.Code) -> None:
        super().__init__(code)
        self.code: refusals.Code = code


class Fetcher:
    def __init__(
        self, session: aiohttp.ClientSession, settings: Settings, client_of: ClientOf
    ) -> None:
        self._download = Download(
            session, settings.slack.file_origins, settings.pictures.bytes_max
        )
        self._client_of = client_of
        self._room = asyncio.Semaphore(AT_ONCE)
        self._has_told = False

    async def fetch(self, team: str, file: File) -> Attachment:
        try:
            async with self._room:
                whole = await self._whole(team, file)
                content = await self._content(team, whole)
        except _RefusedError as error:
            return Attachment(file.name, refusal=refusals.sentence(error.code, file))
        except UnfetchedError as error:
            code = CODES[error.failure]
            if code == "login":
                self._tell_operator()
            return Attachment(file.name, refusal=refusals.sentence(code, file))
        return Attachment(whole.name or file.name, content)

    async def _whole(self, team: str, file: File) -> File:
        """Return *file* with what a stub of a shared channel leaves out."""
        if not file.is_stub:
            return file
        try:
            client = await self._client_of(team)
            told = (await client.files_info(file=file.id)).data
        except SILENT:
            raise _RefusedError("gone") from None
        found = a_file(table(told, "file"))
        if found is None or found.id != file.id or found.is_stub:
            raise _RefusedError("gone")
        return found

    async def _content(self, team: str, file: File) -> bytes:
        if file.mode in LENT or file.is_external:
            raise _RefusedError("foreign")
        if file.mode in LOST or not file.url:
            raise _RefusedError("gone")
        if not may_be_picture(file.name, file.media_type):
            raise _RefusedError("no_picture")
        self._download.check(file.url, file.size)
        try:
            token = (await self._client_of(team)).token
        except SILENT:
            raise _RefusedError("gone") from None
        headers = {"Authorization": f"Bearer {token}"}
        return await self._download.content(file.url, file.size, headers)

    def _tell_operator(self) -> None:
        """A page came in place of a file: the scope is missing. Logged once."""
        if not self._has_told:
            log.warning("! Slack asks to sign in for files: add the scope files:read")
            self._has_told = True
