"""Drawings and files of an answer, brought to Slack once.

They are uploaded for the app alone and shown by the answer's own message. What was
uploaded is recorded, so that a repeated delivery shows the same files again.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import partial
from typing import Any, Protocol

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.outbound import Uploaded
from adapters.slack.sending.sender import SlackRefusedError, SlackSilentError, once
from bot.inert import inert
from bot.jobs import TextFile
from bot.pictures import label
from bot.replies import Drawn, Reply

OVERVIEWS_MAX, CROPS_MAX = 4, 4
FILE = "file:"
POLLS, POLL_S = 20, 0.4
UPLOAD_S = 20.0
PATIENCE_S = 60.0
log = logging.getLogger(__name__)

Content = tuple[Uploaded, bytes]


class Marks(Protocol):
    async def mark(self, name: str, field: str, value: str) -> None: ...

    async def marks(self, name: str) -> dict[str, str]: ...


class Uploading:
    def __init__(
        self,
        marks: Marks,
        session: aiohttp.ClientSession,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._marks = marks
        self._session = session
        self._pause = pause

    async def uploaded(
        self, client: AsyncWebClient, reply: Reply
    ) -> tuple[Uploaded, ...]:
        """Return what the answer can show, in order. What Slack will not take is left
        out; SlackSilentError is raised where a later attempt may do better.
        """
        known = await self._marks.marks(reply.job_id)
        shown = await asyncio.gather(
            *(
                self._one(client, reply.job_id, number, content, known)
                for number, content in enumerate(contents(reply))
            )
        )
        return tuple(each for each in shown if each is not None)

    async def _one(
        self,
        client: AsyncWebClient,
        job_id: str,
        number: int,
        content: Content,
        known: dict[str, str],
    ) -> Uploaded | None:
        field = f"{FILE}{number}"
        uploaded, body = content
        try:
            file_id = known.get(field) or await self._upload(client, uploaded, body)
        except SlackRefusedError as refusal:
            log.warning("! a drawing of %s was refused: %s", job_id, refusal.error)
            return None
        if field not in known:
            await self._marks.mark(job_id, field, file_id)
        if uploaded.shape != "file":
            await self._processed(client, file_id)
        return Uploaded(
            file_id=file_id,
            alt=uploaded.alt,
            shape=uploaded.shape,
            finding=uploaded.finding,
            title=uploaded.title,
        )

    async def _upload(
        self, client: AsyncWebClient, uploaded: Uploaded, body: bytes
    ) -> str:
        asked = await once(
            lambda: client.files_getUploadURLExternal(
                filename=uploaded.title, length=len(body), alt_txt=uploaded.alt or None
            ),
            PATIENCE_S,
        )
        file_id = str(asked["file_id"])
        await self._send(str(asked["upload_url"]), body)
        await once(
            lambda: client.files_completeUploadExternal(
                files=[{"id": file_id, "title": uploaded.title}]
            ),
            PATIENCE_S,
        )
        return file_id

    async def _send(self, url: str, body: bytes) -> None:
        timeout = aiohttp.ClientTimeout(total=UPLOAD_S)
        try:
            async with self._session.post(
                url, data=body, timeout=timeout, allow_redirects=False
            ) as response:
                status = response.status
        except (aiohttp.ClientError, TimeoutError) as error:
            raise SlackSilentError("an upload was cut off") from error
        if status != 200:  # noqa: PLR2004 - as Slack documents it
            raise SlackSilentError(f"an upload was answered with {status}")

    async def _processed(self, client: AsyncWebClient, file_id: str) -> None:
        """Wait until Slack can show the image; it tells by knowing its size."""
        for _ in range(POLLS):
            told: dict[str, Any] = {}
            try:
                found = await once(lambda: client.files_info(file=file_id))
                told = found.get("file") or {}
            except SlackRefusedError as refusal:
                if refusal.error != "ratelimited":
                    return
            if told.get("original_w") or told.get("thumb_360"):
                return
            await self._pause(POLL_S)


def contents(reply: Reply) -> Sequence[Content]:
    """Return what is to be uploaded: overviews, crops, then files to take away."""
    overviews = [each for each in reply.drawn if each.shape == "overview"]
    crops = [each for each in reply.drawn if each.shape == "crop"]
    shown = [*overviews[:OVERVIEWS_MAX], *crops[:CROPS_MAX]]
    drawings = [(_described(each), each.png) for each in shown]
    files = [(_to_take_away(each), each.text.encode()) for each in reply.files]
    return [*drawings, *files]


def _to_take_away(file: TextFile) -> Uploaded:
    title = inert(label(file.name))
    return Uploaded(file_id="", alt="", shape="file", finding=None, title=title)


def _described(drawn: Drawn) -> Uploaded:
    is_crop = drawn.shape == "crop"
    title = f"crop-{drawn.finding}.png" if is_crop else "annotated.png"
    return Uploaded(
        file_id="",
        alt=inert(drawn.alt),
        shape=drawn.shape,
        finding=drawn.finding,
        title=title,
    )


async def delete_files(client: AsyncWebClient, marks: Mapping[str, str]) -> None:
    """Take away what was uploaded, as it was marked; what is gone is no trouble."""
    for mark, file_id in marks.items():
        if not mark.startswith(FILE):
            continue
        try:
            await once(partial(client.files_delete, file=file_id), PATIENCE_S)
        except SlackRefusedError as refusal:
            log.info("-- a file was gone already: %s", refusal.error)
