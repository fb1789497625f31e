"""files.*: what a bot uploads, and what it may learn of a file."""

from __future__ import annotations

from dataclasses import replace

from aiohttp import web

from tests.adapters.slack.fake.calls import Call, Method
from tests.adapters.slack.fake.chat import TEXT_MAX, as_bot, open_channel, thread_of
from tests.adapters.slack.fake.held_files import HeldFile, Upload
from tests.adapters.slack.fake.refusals import Json, Refused
from tests.adapters.slack.fake.world import World

SIGNATURES = {
    b"\x89PNG": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"GIF8": "image/gif",
    b"RIFF": "image/webp",
}
UPLOAD_MAX = 1_000_000_000


async def _url(call: Call) -> Json:
    name, length = call.needed("filename"), call.whole("length", 0)
    if not 0 < length <= UPLOAD_MAX:
        raise Refused("invalid_arguments")
    if len(call.word("alt_txt")) > 1000:
        raise Refused("alt_txt_too_large")
    upload = Upload(name=name, size=length, media_type="", alt=call.word("alt_txt"))
    held = call.world.hold(call.home.id, call.home.bot_user, upload)
    held.is_complete, held.is_app_owned = False, True
    url = f"{call.world.origin}/upload/v1/{held.id}"
    return {"upload_url": url, "file_id": held.id}


async def receive(world: World, request: web.Request) -> web.Response:
    """POST to an upload URL: the bytes raw, or as the only part of a form."""
    held = world.files.get(request.match_info["file"])
    if held is None or held.is_complete:
        return web.Response(status=404, text="no such upload")
    body = await _body(request)
    if len(body) != held.upload.size:
        return web.Response(status=400, text="length is not what was announced")
    kinds = (kind for start, kind in SIGNATURES.items() if body.startswith(start))
    kind = next(kinds, "application/octet-stream")
    held.upload = replace(held.upload, content=body, media_type=kind)
    return web.Response(text=f"OK - {len(body)}")


async def _body(request: web.Request) -> bytes:
    if request.content_type != "multipart/form-data":
        return await request.read()
    for part in (await request.post()).values():
        if isinstance(part, web.FileField):
            return part.file.read()
    return b""


async def _complete(call: Call) -> Json:
    wanted = call.parsed("files")
    if not isinstance(wanted, list) or not wanted:
        raise Refused("invalid_arguments")
    held = [_uploaded(call, str(item.get("id"))) for item in wanted]
    channels = [c for c in call.word("channels").split(",") if c]
    channels += [call.word("channel_id")] if call.word("channel_id") else []
    for channel_id in channels:
        call.args["channel"] = channel_id
        open_channel(call)
    for item, file in zip(wanted, held, strict=True):
        file.title = str(item.get("title") or file.upload.name)
        file.is_complete = True
        file.polls_left = call.world.polls_until_processed
    for channel_id in channels:
        call.args["channel"] = channel_id
        _share(call, held)
    return {"files": [file.json for file in held]}


def _uploaded(call: Call, file_id: str) -> HeldFile:
    held = call.world.files.get(file_id)
    if held is None or held.is_complete or not held.content:
        raise Refused("file_not_found")
    return held


def _share(call: Call, held: list[HeldFile]) -> None:
    channel = open_channel(call)
    comment = call.word("initial_comment")
    if len(comment) > TEXT_MAX:
        raise Refused("msg_too_long")
    call.world.post(
        channel,
        text=comment,
        files=[file.id for file in held],
        thread_ts=thread_of(call, channel),
        subtype="file_share",
        **as_bot(call),
    )


async def _look(call: Call) -> Json:
    held = _visible(call)
    held.polls_left = max(0, held.polls_left - 1)
    return {"file": held.json, "comments": []}


def _visible(call: Call) -> HeldFile:
    held = call.world.files.get(call.needed("file"))
    if held is None:
        raise Refused("file_not_found")
    if held.is_deleted:
        raise Refused("file_deleted")
    if held.team != call.home.id and not held.upload.is_stub:
        raise Refused("file_not_found")
    return held


async def _delete(call: Call) -> Json:
    held = _visible(call)
    if held.user != call.home.bot_user:
        raise Refused("cant_delete_file")
    held.is_deleted = True
    return {}


WRITE = ("files:write",)
METHODS = {
    "files.getUploadURLExternal": Method(_url, WRITE),
    "files.completeUploadExternal": Method(_complete, WRITE),
    "files.info": Method(_look, ("files:read",)),
    "files.delete": Method(_delete, WRITE),
}
