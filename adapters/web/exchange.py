"""JSON from the wire and back onto it, each body a typed value."""

from __future__ import annotations

from typing import TypeVar

import msgspec
from aiohttp import web

from bot.errors import QuestionError

Body = TypeVar("Body", bound=msgspec.Struct)


def json(body: msgspec.Struct, status: int = 200) -> web.Response:
    return web.Response(
        body=msgspec.json.encode(body), status=status, content_type="application/json"
    )


async def read_json(request: web.Request, kind: type[Body]) -> Body:
    """Return the body that was sent. Raises QuestionError where it is no *kind*.

    Asking for the content type keeps foreign forms out: they cannot send JSON.
    """
    if request.content_type != "application/json":
        raise QuestionError("not_json", "Send this as application/json.")
    try:
        return msgspec.json.decode(await request.read(), type=kind)
    except (msgspec.MsgspecError, RecursionError) as error:
        raise QuestionError("json_wrong", "This body could not be read.") from error
