"""A file from a stranger -> a picture, or one sentence why not.

Looks at nothing but length and first bytes; everything else happens in a sandbox.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
import re
import unicodedata
from typing import Self

from msgspec import Struct
from msgspec.structs import replace

from bot.errors import PictureError
from bot.jobs import Picture, Receipt
from bot.questions import Attachment
from bot.sandbox import sentences, wire
from bot.sandbox.process import Sandbox, SandboxError
from bot.sandbox.sniffing import sniffed, strange_kind
from bot.sandbox.wire import Declined, Decoded, Format, Limits, Task, Verdict
from bot.settings import PictureSettings

ALWAYS: frozenset[Format] = frozenset({"PNG", "JPEG", "WEBP", "GIF", "HEIF", "PDF"})
TRIES = 2

LABEL_MAX, ENDING_MAX = 40, 5
NAMELESS = "picture"
_markup = re.compile(r"[<>&*`~|\[\]{}\\@#:\"“”]")
# Printable by Unicode's tables, and yet nothing is seen.
_blank = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\ufe00-\ufe0f\uffa0]")

log = logging.getLogger(__name__)


class Page(Struct, frozen=True):
    """A page of a document, with the text it brings along (a `TextReading`), if any.

    *content* is fresh PNG or WebP, without metadata.
    """

    picture: Picture
    content: bytes
    text: bytes = b""


class Opened(Struct, frozen=True):
    """A picture that is in, or the first page of a document with those that *follow*.

    *content* and *text* are those of a `Page`.
    """

    picture: Picture
    content: bytes
    receipt: Receipt
    text: bytes = b""
    follow: tuple[Page, ...] = ()

    @property
    def pages(self) -> tuple[Page, ...]:
        return (Page(self.picture, self.content, self.text), *self.follow)


class PictureOpener:
    """Opens pictures in sandboxes that it keeps warm while it is entered."""

    def __init__(self, settings: PictureSettings) -> None:
        self._settings = settings
        self._formats = ALWAYS.union(settings.extra_formats)
        self._limits = Limits(
            pixels_max=settings.pixels_max,
            side_max_px=settings.side_max_px,
            memory_max_mb=settings.memory_max_mb,
            cpu_max_s=settings.cpu_max_s,
            wall_max_s=settings.wall_max_s,
        )
        self._sandboxes = [Sandbox() for _ in range(settings.sandboxes)]
        self._idle: asyncio.Queue[Sandbox] = asyncio.Queue()
        self._is_open = False
        for sandbox in self._sandboxes:
            self._idle.put_nowait(sandbox)

    async def __aenter__(self) -> Self:
        """Start the sandboxes. Raises ServiceError where that is impossible."""
        starting = (sandbox.start() for sandbox in self._sandboxes)
        failures = await asyncio.gather(*starting, return_exceptions=True)
        self._is_open = True
        for failure in filter(None, failures):
            await self.__aexit__()
            raise failure
        return self

    async def __aexit__(self, *_: object) -> None:
        """Let pictures that are being opened end, which they do within their limits."""
        self._is_open = False
        sandboxes = [await self._idle.get() for _ in self._sandboxes]
        for sandbox in sandboxes:
            await sandbox.stop()
            self._idle.put_nowait(sandbox)  # whoever waited for it learns of the end

    async def open(self, attachment: Attachment) -> Opened:
        """Return the upright, stripped picture; PictureError where there is none."""
        name = label(attachment.filename)
        picture_format = self._format(name, attachment.content)
        task = Task(picture_format, self._limits)
        verdict, body = await self._verdict(name, task, attachment.content)
        if isinstance(verdict, Declined):
            sentence = sentences.declined(name, verdict, self._settings)
            raise PictureError(verdict.code, sentence)
        first = await _page(verdict, body)
        if picture_format != "PDF":
            return _opened(name, picture_format, verdict, first)
        first = _numbered(first, 1)
        follow = await self._pages(name, verdict.pages, attachment.content)
        sentence = sentences.received_document(verdict.pages, 1 + len(follow))
        receipt = Receipt(name, "converted", sentence, first.picture.name)
        return Opened(first.picture, first.content, receipt, first.text, follow)

    async def _pages(self, name: str, count: int, content: bytes) -> tuple[Page, ...]:
        """Return the second page and those after it, up to one that does not open.

        One after the other: a long document leaves the sandboxes to others in between.
        """
        pages: list[Page] = []
        for place in range(1, min(count, sentences.PAGES_MAX)):
            task = Task("PDF", self._limits, place)
            verdict, body = await self._verdict(name, task, content)
            if isinstance(verdict, Declined):
                log.info("! page %d of a document: %s", place + 1, verdict.code)
                break
            pages.append(_numbered(await _page(verdict, body), place + 1))
        return tuple(pages)

    def _format(self, name: str, content: bytes) -> Format:
        if not content:
            raise PictureError("picture_empty", sentences.empty(name))
        if len(content) > self._settings.bytes_max:
            sentence = sentences.too_large(name, len(content), self._settings)
            raise PictureError("picture_too_large", sentence)
        found = sniffed(content)
        if found in self._formats:
            return found
        sentence = (
            sentences.unwanted(name, found)
            if found
            else sentences.strange(name, strange_kind(content))
        )
        raise PictureError("picture_format", sentence)

    async def _verdict(
        self, name: str, task: Task, content: bytes
    ) -> tuple[Verdict, bytes]:
        """Ask the next free sandbox, twice where it died: that is no file's fault."""
        sandbox = await self._idle.get()
        try:
            for _ in range(TRIES if self._is_open else 0):
                try:
                    return await sandbox.open(task, content)
                except SandboxError as error:
                    log.warning("! %s", error)
        finally:
            self._idle.put_nowait(sandbox)
        raise PictureError("picture_unavailable", sentences.unavailable(name))


def _numbered(page: Page, number: int) -> Page:
    return replace(page, picture=replace(page.picture, page=number))


def label(filename: str) -> str:
    """Return the file's own name without folders, marks and tricks, fit to be shown.

    Nothing invisible, nothing that turns the direction of writing and nothing that a
    platform takes for markup is left; the ending survives the shortening.
    """
    own = re.split(r"[/\\]", filename)[-1]
    seen = "".join(
        c for c in own if c.isprintable() and unicodedata.category(c) != "Co"
    )
    clean = " ".join(_blank.sub("", _markup.sub("", seen)).split()).strip(" .")
    if len(clean) > LABEL_MAX:
        stem, dot, ending = clean.rpartition(".")
        tail = f"….{ending}" if dot and len(ending) <= ENDING_MAX else "…"
        clean = (stem or clean)[: LABEL_MAX - len(tail)].rstrip(" .") + tail
    return clean or NAMELESS


async def _page(decoded: Decoded, body: bytes) -> Page:
    content, text = wire.parted(decoded, body)
    digest = await asyncio.to_thread(hashlib.sha256, content)
    picture = Picture(
        name=digest.hexdigest(),
        width_px=decoded.width_px,
        height_px=decoded.height_px,
        media_type=decoded.media_type,
        is_lossy=decoded.is_lossy,
    )
    return Page(picture, content, text)


def _opened(name: str, picture_format: Format, decoded: Decoded, page: Page) -> Opened:
    is_converted = sentences.is_converted(picture_format, decoded)
    receipt = Receipt(
        label=name,
        outcome="converted" if is_converted else "accepted",
        sentence=sentences.received(picture_format, decoded),
        picture=page.picture.name,
    )
    return Opened(page.picture, page.content, receipt)
