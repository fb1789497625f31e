"""Which forms Discord refuses, and how a person fills one in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.adapters.discord.fake.component_rules import (
    Type,
    custom_id_faults,
    doubled_ids,
)
from tests.adapters.discord.fake.refusals import Json

FILES_MAX = 10


def modal_faults(modal: Json) -> Iterator[str]:
    if not 1 <= len(str(modal.get("title") or "")) <= 45:
        yield "title: must be between 1 and 45 in length"
    yield from custom_id_faults(modal)
    parts = modal.get("components") or []
    if not 1 <= len(parts) <= 5:
        yield "components: must be between 1 and 5 in length"
    for part in parts:
        yield from _part_faults(part)
    yield from doubled_ids(parts)


def _part_faults(part: Json) -> Iterator[str]:
    match part.get("type"):
        case Type.LABEL:
            if not 1 <= len(part.get("label") or "") <= 45:
                yield "label: must be between 1 and 45 in length"
            if len(part.get("description") or "") > 100:
                yield "description of a label: must be 100 or fewer in length"
            yield from _field_faults(part.get("component") or {})
        case Type.ROW:
            for inner in part.get("components") or []:
                yield from _field_faults(inner)
        case Type.TEXT:
            if not part.get("content"):
                yield "content: this field is required"
        case other:
            yield f"a component of type {other} may not be in a modal"


def _field_faults(field: Json) -> Iterator[str]:
    one = {name: value for name, value in field.items() if value is not None}
    yield from custom_id_faults(one)
    if one.get("type") == Type.UPLOAD:
        least, most = one.get("min_values", 1), one.get("max_values", 1)
        if not 0 <= least <= most <= FILES_MAX:
            yield f"{least} to {most} files"
    elif one.get("type") == Type.INPUT:
        if not 1 <= one.get("max_length", 4000) <= 4000:
            yield "max_length: must be between 1 and 4000"
        if len(one.get("placeholder") or "") > 100:
            yield "placeholder: must be 100 or fewer in length"
        if len(one.get("value") or "") > one.get("max_length", 4000):
            yield "value: longer than max_length"


def filled(modal: Json, text: str, values: dict[str, Any], files: list[str]) -> Json:
    """The form as it is sent: *text* in its first input unless *values* name it."""
    parts: list[Json] = []
    for part in modal["components"]:
        if part["type"] == Type.TEXT:
            continue
        inner = part.get("component") or part["components"][0]
        sent: Json = {"type": inner["type"], "id": 1, "custom_id": inner["custom_id"]}
        if inner["type"] == Type.INPUT:
            sent["value"] = values.get(inner["custom_id"], text)
            text = ""
        elif inner["type"] == Type.UPLOAD:
            sent["values"] = files
        else:
            sent["values"] = values.get(inner["custom_id"], [])
        if part["type"] == Type.LABEL:
            parts.append({"type": part["type"], "id": 1, "component": sent})
        else:
            parts.append({"type": part["type"], "id": 1, "components": [sent]})
    return {"custom_id": modal["custom_id"], "components": parts}
