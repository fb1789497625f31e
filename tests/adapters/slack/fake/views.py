"""views.open and views.update: forms, with Slack's limits."""

from __future__ import annotations

from collections.abc import Iterator

from tests.adapters.slack.fake.block_rules import MODAL_BLOCKS_MAX, check_blocks
from tests.adapters.slack.fake.calls import Call, Method
from tests.adapters.slack.fake.refusals import Json, Refused, because
from tests.adapters.slack.fake.world import World

TITLE_MAX = 24
METADATA_MAX = 3000


async def _open(call: Call) -> Json:
    trigger = call.needed("trigger_id")
    if trigger not in call.world.triggers:
        raise Refused("invalid_trigger")
    if call.world.triggers[trigger] == "spent":
        raise Refused("exchanged_trigger_id")
    view = _checked(call) | {"id": call.world.new_id("V"), "opened_by": trigger}
    call.world.triggers[trigger] = "spent"
    return {"view": _keep(call, view)}


async def _update(call: Call) -> Json:
    known = call.world.views.get(call.word("view_id"))
    if known is None:
        raise Refused("not_found")
    if call.word("hash") and call.word("hash") != known["hash"]:
        raise Refused("hash_conflict")
    kept = {name: known[name] for name in ("id", "opened_by")}
    return {"view": _keep(call, _checked(call) | kept)}


def _keep(call: Call, view: Json) -> Json:
    view |= {
        "hash": call.world.new_ts(),
        "team_id": call.home.id,
        "app_id": call.world.app_id,
        "bot_id": call.home.bot_id,
        "root_view_id": view["id"],
        "previous_view_id": None,
        "state": {"values": {}},
    }
    call.world.views[view["id"]] = view
    return view


def _checked(call: Call) -> Json:
    view = call.parsed("view")
    if not isinstance(view, dict):
        raise Refused("invalid_arguments")
    found = list(_faults(view))
    if found:
        raise because("invalid_arguments", *found)
    blocks = check_blocks(view.get("blocks"), call.world.files, MODAL_BLOCKS_MAX)
    return {"callback_id": "", "private_metadata": ""} | view | {"blocks": blocks}


def _faults(view: Json) -> Iterator[str]:
    if view.get("type") != "modal":
        yield f"unknown type of view: {view.get('type')}"
    for name in ("title", "submit", "close"):
        text = view.get(name)
        if text is None and name != "title":
            continue
        if not isinstance(text, dict) or text.get("type") != "plain_text":
            yield f"missing required field: {name}"
        elif not 0 < len(text["text"]) <= TITLE_MAX:
            yield f"{name} must be less than {TITLE_MAX + 1} characters"
    if len(view.get("private_metadata", "")) > METADATA_MAX:
        yield f"private_metadata must be less than {METADATA_MAX + 1} characters"
    if len(view.get("callback_id", "")) > 255:
        yield "callback_id must be less than 256 characters"
    has_input = any(b.get("type") == "input" for b in view.get("blocks") or [])
    if has_input and not view.get("submit"):
        yield "a view with inputs needs submit"


def filled(view: Json, text: str) -> Json:
    """The state of a form whose first input has *text* in it."""
    for block in view["blocks"]:
        if block["type"] == "input":
            element = block["element"]
            value = {"type": element["type"], "value": text or None}
            action = element.get("action_id", "made-up")
            return {"values": {block["block_id"]: {action: value}}}
    return {"values": {}}


def opened_by(world: World, trigger: str) -> Json | None:
    return next((v for v in world.views.values() if v["opened_by"] == trigger), None)


METHODS = {"views.open": Method(_open), "views.update": Method(_update)}
