"""POST to a response_url: an answer that needs no token."""

from __future__ import annotations

from aiohttp import web

from tests.adapters.slack.fake.block_rules import check_blocks
from tests.adapters.slack.fake.refusals import Json, Refused
from tests.adapters.slack.fake.world import World


async def respond(world: World, request: web.Request) -> web.Response:
    name = request.match_info["name"]
    kept = world.responses.get(name)
    if kept is None:
        return web.json_response({"ok": False, "error": "expired_url"}, status=404)
    said = await request.json()
    try:
        blocks = check_blocks(said.get("blocks") or [], world.files)
    except Refused as refusal:
        return web.json_response(refusal.body, status=400)
    kept.append(said)
    _apply(world, name, said, blocks)
    return web.Response(text="ok")


def _apply(world: World, name: str, said: Json, blocks: list[Json]) -> None:
    """Change the message that the interaction came from, where it is asked for."""
    message = world.answered.get(name)
    if message is None or message.is_deleted:
        return
    if said.get("delete_original"):
        world.delete(message)
    elif said.get("replace_original"):
        world.change(message, text=said.get("text", ""), blocks=blocks)
