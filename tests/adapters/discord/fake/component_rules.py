"""Which components Discord refuses, in the limits of its component reference."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import IntEnum
from typing import Any

from tests.adapters.discord.fake.refusals import Json
from tests.adapters.discord.fake.words import every

COMPONENTS_MAX = 40
WORDS_MAX = 4000
GALLERY_ALT_MAX = 256


class Type(IntEnum):
    ROW = 1
    BUTTON = 2
    SELECT = 3
    INPUT = 4
    USERS = 5
    ROLES = 6
    MENTIONABLES = 7
    CHANNELS = 8
    SECTION = 9
    TEXT = 10
    THUMBNAIL = 11
    GALLERY = 12
    FILE = 13
    SEPARATOR = 14
    CONTAINER = 17
    LABEL = 18
    UPLOAD = 19


SELECTS = {Type.SELECT, Type.USERS, Type.ROLES, Type.MENTIONABLES, Type.CHANNELS}
IN_CONTAINER = {
    Type.ROW,
    Type.SECTION,
    Type.TEXT,
    Type.GALLERY,
    Type.FILE,
    Type.SEPARATOR,
}
TOP = IN_CONTAINER | {Type.CONTAINER}
LINK, PREMIUM = 5, 6


def component_faults(found: Any, names: set[str], *, is_v2: bool) -> Iterator[str]:
    """What is wrong with *found* in a message that carries files called *names*."""
    if not isinstance(found, list) or not all(isinstance(c, dict) for c in found):
        yield "components is no list of objects"
        return
    if is_v2:
        yield from _layout_faults(found, names)
    else:
        yield from _rows_faults(found)
    yield from doubled_ids(found)


def doubled_ids(found: Any) -> Iterator[str]:
    ids = [c["custom_id"] for c in every(found) if "custom_id" in c]
    if len(ids) != len(set(ids)):
        yield "COMPONENT_CUSTOM_ID_DUPLICATED: custom_id is used twice"


def _rows_faults(found: list[Json]) -> Iterator[str]:
    if len(found) > 5:
        yield "components: must be 5 or fewer in length"
    for row in found:
        if row.get("type") != Type.ROW:
            yield f"type {row.get('type')} needs the flag IS_COMPONENTS_V2"
        else:
            yield from _row(row, set())


def _layout_faults(found: list[Json], names: set[str]) -> Iterator[str]:
    parts = [c for c in every(found) if isinstance(c.get("type"), int)]
    if len(parts) > COMPONENTS_MAX:
        yield f"{len(parts)} components, more than {COMPONENTS_MAX}"
    words = sum(len(c.get("content", "")) for c in parts if c["type"] == Type.TEXT)
    if words > WORDS_MAX:
        yield f"{words} characters displayed, more than {WORDS_MAX}"
    yield from _each(found, TOP, names)
    shown = {url.removeprefix(ATTACHED) for url in _urls(found) if ATTACHED in url}
    for name in sorted(names - shown):
        yield f"{name} is uploaded but no component shows it"


def _each(found: Any, kinds: set[Type], names: set[str]) -> Iterator[str]:
    for one in found or []:
        kind = one.get("type")
        if kind not in kinds:
            yield f"a component of type {kind} may not be here"
        elif kind in RULES:
            yield from RULES[kind](one, names)


def _row(row: Json, names: set[str]) -> Iterator[str]:
    inside = row.get("components") or []
    if not 1 <= len(inside) <= 5:
        yield "an action row has 1 to 5 buttons"
    selects = [c for c in inside if c.get("type") in SELECTS]
    if selects and len(inside) > 1:
        yield "an action row has one select and nothing beside it"
    yield from _each(inside, {Type.BUTTON, *SELECTS}, names)


def _button(button: Json, _names: set[str]) -> Iterator[str]:
    style = button.get("style")
    if style not in range(1, 7):
        yield f"style {style} of a button"
    if style == LINK:
        if not button.get("url") or "custom_id" in button:
            yield "a link button has a url and no custom_id"
    elif style != PREMIUM:
        yield from custom_id_faults(button)
        if "url" in button:
            yield "only a link button has a url"
    if len(button.get("label") or "") > 80:
        yield "label: must be 80 or fewer in length"
    if style != PREMIUM and not button.get("label") and not button.get("emoji"):
        yield "a button has a label or an emoji"


def custom_id_faults(one: Json) -> Iterator[str]:
    if not 1 <= len(str(one.get("custom_id") or "")) <= 100:
        yield "custom_id: must be between 1 and 100 in length"


def _select(select: Json, _names: set[str]) -> Iterator[str]:
    yield from custom_id_faults(select)
    options = select.get("options") or []
    if select["type"] == Type.SELECT and not 1 <= len(options) <= 25:
        yield "a select has 1 to 25 options"
    for option in options:
        for part in ("label", "value"):
            if not 1 <= len(option.get(part) or "") <= 100:
                yield f"{part} of an option: must be between 1 and 100 in length"
    if len(select.get("placeholder") or "") > 150:
        yield "placeholder: must be 150 or fewer in length"


def _text(text: Json, _names: set[str]) -> Iterator[str]:
    if not isinstance(text.get("content"), str) or not text["content"]:
        yield "content of a text display: this field is required"


def _section(section: Json, names: set[str]) -> Iterator[str]:
    inside = section.get("components") or []
    if not 1 <= len(inside) <= 3:
        yield "a section has 1 to 3 text displays"
    yield from _each(inside, {Type.TEXT}, names)
    accessory = section.get("accessory")
    if not isinstance(accessory, dict):
        yield "accessory: this field is required"
    else:
        yield from _each([accessory], {Type.BUTTON, Type.THUMBNAIL}, names)


def _media(item: Json, names: set[str]) -> Iterator[str]:
    url = str((item.get("media") or item.get("file") or {}).get("url", ""))
    if url.startswith(ATTACHED):
        if url.removeprefix(ATTACHED) not in names:
            yield f"{url} names a file that is not attached"
    elif not url.startswith(("https://", "http://")):
        yield f"url: {url!r} is no address"
    if len(item.get("description") or "") > GALLERY_ALT_MAX:
        yield f"description: must be {GALLERY_ALT_MAX} or fewer in length"


def _gallery(gallery: Json, names: set[str]) -> Iterator[str]:
    items = gallery.get("items") or []
    if not 1 <= len(items) <= 10:
        yield "items: must be between 1 and 10 in length"
    for item in items:
        yield from _media(item, names)


def _file(file: Json, names: set[str]) -> Iterator[str]:
    if not str((file.get("file") or {}).get("url", "")).startswith(ATTACHED):
        yield "a file component shows an attachment alone"
    else:
        yield from _media(file, names)


def _separator(separator: Json, _names: set[str]) -> Iterator[str]:
    if separator.get("spacing", 1) not in {1, 2}:
        yield "spacing is 1 or 2"


def _container(container: Json, names: set[str]) -> Iterator[str]:
    if not container.get("components"):
        yield "a container has components"
    yield from _each(container.get("components"), IN_CONTAINER, names)


def _urls(found: Any) -> Iterator[str]:
    for one in every(found):
        if isinstance(one.get("url"), str):
            yield one["url"]


ATTACHED = "attachment://"
RULES: dict[Type, Callable[[Json, set[str]], Iterator[str]]] = {
    Type.ROW: _row,
    Type.BUTTON: _button,
    Type.SECTION: _section,
    Type.TEXT: _text,
    Type.THUMBNAIL: _media,
    Type.GALLERY: _gallery,
    Type.FILE: _file,
    Type.SEPARATOR: _separator,
    Type.CONTAINER: _container,
} | dict.fromkeys(SELECTS, _select)
