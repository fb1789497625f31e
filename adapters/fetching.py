"""A file of a platform is downloaded within bounds, and from named origins alone.

What comes is unopened bytes. No redirect is followed: it would lead a request, and
whatever goes along with it, to an address that nobody named.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import Literal
from urllib.parse import SplitResult, urlsplit

import aiohttp

CHUNK = 65_536
TRIES = 2
ENDINGS = (
    *(".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp", ".tif", ".tiff"),
    *(".heic", ".heif", ".avif", ".pdf"),
)
UNKNOWN = {"", "application/octet-stream", "binary/octet-stream", "application/pdf"}
DENIED = {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}
TIMES = aiohttp.ClientTimeout(total=20, connect=5)

Failure = Literal["foreign", "moved", "too_large", "page", "denied", "gone", "away"]
"""*moved*: to another address, *page*: a web page stood in place of the file."""


class UnfetchedError(Exception):
    def __init__(self, failure: Failure, *, is_passing: bool = False) -> None:
        super().__init__(failure)
        self.failure: Failure = failure
        self.is_passing = is_passing


class Download:
    def __init__(
        self, session: aiohttp.ClientSession, origins: Iterable[str], bytes_max: int
    ) -> None:
        self._session = session
        self._origins = frozenset(map(_origin, origins))
        self._bytes_max = bytes_max

    def check(self, url: str, size: int) -> None:
        """Raise UnfetchedError for what need not even be asked for.

        *size* is what is claimed of the file.
        """
        if not _is_allowed(url, self._origins):
            raise UnfetchedError("foreign")
        if size > self._bytes_max:
            raise UnfetchedError("too_large")

    async def content(
        self, url: str, size: int, headers: Mapping[str, str] | None = None
    ) -> bytes:
        """Return what is at *url*, asked for again where the failure may pass.

        Raises UnfetchedError.
        """
        self.check(url, size)
        for tried in range(1, TRIES + 1):
            try:
                return await self._read(url, headers)
            except (aiohttp.ClientError, TimeoutError, OSError):
                passing = UnfetchedError("away")
            except UnfetchedError as error:
                if not error.is_passing:
                    raise
                passing = error
            if tried == TRIES:
                raise passing
        raise UnfetchedError("away")

    async def _read(self, url: str, headers: Mapping[str, str] | None) -> bytes:
        async with self._session.get(
            url, headers=headers, allow_redirects=False, timeout=TIMES
        ) as response:
            self._check(response)
            content = bytearray()
            async for chunk in response.content.iter_chunked(CHUNK):
                content += chunk[: self._bytes_max + 1 - len(content)]
                if len(content) > self._bytes_max:
                    raise UnfetchedError("too_large")
        if _is_page(bytes(content[:1024])):
            raise UnfetchedError("page")
        return bytes(content)

    def _check(self, response: aiohttp.ClientResponse) -> None:
        status = response.status
        if HTTPStatus.MULTIPLE_CHOICES <= status < HTTPStatus.BAD_REQUEST:
            raise UnfetchedError("moved")
        if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            raise UnfetchedError("away", is_passing=True)
        if status != HTTPStatus.OK:
            raise UnfetchedError("denied" if status in DENIED else "gone")
        if response.content_type == "text/html":
            raise UnfetchedError("page")
        if (response.content_length or 0) > self._bytes_max:
            raise UnfetchedError("too_large")


def may_be_picture(name: str, media_type: str) -> bool:
    """Whether a file may hold something to look at, as far as it says itself."""
    kind = media_type.lower()
    return (
        kind.startswith("image/") or kind in UNKNOWN or name.lower().endswith(ENDINGS)
    )


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


def _is_page(head: bytes) -> bool:
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    return start.startswith((b"<!doctype html", b"<html", b"<head", b"<body", b"<!--"))
