"""A file of Slack's becomes an attachment: its bytes, or the sentence why not.

The token goes to the origins that the operator named and nowhere else: any installed
app can register a file whose address is its own.
"""

from __future__ import annotations

import asyncio
import logging
from http import HTTPStatus
from urllib.parse import SplitResult, urlsplit

import aiohttp

from adapters.slack.hearing import refusals
from adapters.slack.hearing.files import a_file
from adapters.slack.hearing.payloads import table
from adapters.slack.hearing.people import SILENT, ClientOf
from adapters.slack.notes import File
from bot.questions import Attachment
from bot.settings import Settings

AT_ONCE = 8
CHUNK = 65_536
TRIES = 2
ENDINGS = (
    *(".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp", ".tif", ".tiff"),
    *(".heic", ".heif", ".avif", ".pdf"),
)
UNKNOWN = {"", "application/octet-stream", "binary/octet-stream", "application/pdf"}
LENT, LOST = {"external", "remote"}, {"tombstone", "hidden_by_limit"}
DENIED = {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}
TIMES = aiohttp.ClientTimeout(total=20, connect=5)
log = logging.getLogger(__name__)


class _UnfetchedError(Exception):
    def __init__(self, code: refusals.Code, *, is_passing: bool = False) -> None:
        super().__init__(code)
        self.code = code
        self.is_passing = is_passing


class Fetcher:
    def __init__(
        self, session: aiohttp.ClientSession, settings: Settings, client_of: ClientOf
    ) -> None:
        self._session = session
        self._origins = frozenset(map(_origin, settings.slack.file_origins))
        self._bytes_max = settings.pictures.bytes_max
        self._client_of = client_of
        self._room = asyncio.Semaphore(AT_ONCE)
        self._has_told = False

    async def fetch(self, team: str, file: File) -> Attachment:
        try:
            async with self._room:
                whole = await self._whole(team, file)
                content = await self._content(team, whole)
        except _UnfetchedError as error:
            return Attachment(file.name, refusal=refusals.sentence(error.code, file))
        return Attachment(whole.name or file.name, content)

    async def _whole(self, team: str, file: File) -> File:
        """Return *file* with what a stub of a shared channel leaves out."""
        if not file.is_stub:
            return file
        try:
            client = await self._client_of(team)
            told = (await client.files_info(file=file.id)).data
        except SILENT:
            raise _UnfetchedError("gone") from None
        found = a_file(table(told, "file"))
        if found is None or found.id != file.id or found.is_stub:
            raise _UnfetchedError("gone")
        return found

    async def _content(self, team: str, file: File) -> bytes:
        if file.mode in LENT or file.is_external:
            raise _UnfetchedError("foreign")
        if file.mode in LOST or not file.url:
            raise _UnfetchedError("gone")
        if not _may_be_picture(file):
            raise _UnfetchedError("no_picture")
        if not _is_allowed(file.url, self._origins):
            raise _UnfetchedError("foreign")
        if file.size > self._bytes_max:
            raise _UnfetchedError("too_large")
        try:
            token = (await self._client_of(team)).token
        except SILENT:
            raise _UnfetchedError("gone") from None
        return await self._tried(file.url, {"Authorization": f"Bearer {token}"})

    async def _tried(self, url: str, headers: dict[str, str]) -> bytes:
        for tried in range(1, TRIES + 1):
            try:
                return await self._read(url, headers)
            except (aiohttp.ClientError, TimeoutError, OSError):
                passing = _UnfetchedError("away")
            except _UnfetchedError as error:
                if not error.is_passing:
                    raise
                passing = error
            if tried == TRIES:
                raise passing
        raise _UnfetchedError("away")

    async def _read(self, url: str, headers: dict[str, str]) -> bytes:
        async with self._session.get(
            url, headers=headers, allow_redirects=False, timeout=TIMES
        ) as response:
            self._check(response)
            content = bytearray()
            async for chunk in response.content.iter_chunked(CHUNK):
                content += chunk[: self._bytes_max + 1 - len(content)]
                if len(content) > self._bytes_max:
                    raise _UnfetchedError("too_large")
        if _is_page(bytes(content[:1024])):
            raise self._login()
        return bytes(content)

    def _check(self, response: aiohttp.ClientResponse) -> None:
        status = response.status
        if HTTPStatus.MULTIPLE_CHOICES <= status < HTTPStatus.BAD_REQUEST:
            raise self._login()
        if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            raise _UnfetchedError("away", is_passing=True)
        if status != HTTPStatus.OK:
            raise _UnfetchedError("denied" if status in DENIED else "gone")
        if response.content_type == "text/html":
            raise self._login()
        if (response.content_length or 0) > self._bytes_max:
            raise _UnfetchedError("too_large")

    def _login(self) -> _UnfetchedError:
        """A page in place of a file: the scope is missing. Logged once."""
        if not self._has_told:
            log.warning("! Slack asks to sign in for files: add the scope files:read")
            self._has_told = True
        return _UnfetchedError("login")


def _origin(url: str) -> tuple[str, str, int | None]:
    parts = urlsplit(url)
    return parts.scheme, parts.netloc.partition(":")[0], _port(parts)


def _port(parts: SplitResult) -> int | None:
    usual = {"https": 443, "http": 80}.get(parts.scheme)
    return usual if parts.port is None else parts.port


def _is_allowed(url: str, origins: frozenset[tuple[str, str, int | None]]) -> bool:
    """Whether *url* is of an allowed origin, letter by letter as it is written."""
    if not url.isascii() or not url.isprintable() or "\\" in url or " " in url:
        return False
    try:
        return "@" not in urlsplit(url).netloc and _origin(url) in origins
    except ValueError:
        return False


def _may_be_picture(file: File) -> bool:
    kind = file.media_type.lower()
    is_named_so = file.name.lower().endswith(ENDINGS)
    return kind.startswith("image/") or kind in UNKNOWN or is_named_so


def _is_page(head: bytes) -> bool:
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    return start.startswith((b"<!doctype html", b"<html", b"<head", b"<body", b"<!--"))
