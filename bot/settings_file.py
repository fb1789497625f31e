"""Settings as a TOML file that explains itself: every key, its reason, its default.

deploy/sightline.toml is this file's answer to the defaults, held there by a test.
"""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator
from typing import Any, get_type_hints

import msgspec
from msgspec import Meta, Struct

from bot.settings import Settings

HEAD = """\
# Every setting of Sightline with its default. Units are in the names: _s seconds,
# _h hours, _mb megabytes, _px pixels. A key left out keeps its default, an unknown
# key is refused. `sightline settings` writes this file anew, `sightline doctor` says
# what yours lacks.
"""
WIDTH = 88
LONG = 10_000
"""Numbers from here on are written with their thousands apart."""


def documented() -> str:
    """Return every setting with its reason, its bounds and its default."""
    sections = [
        _section(field.name, field.default)
        for field in msgspec.structs.fields(Settings)
    ]
    return "\n".join([HEAD, *sections])


def _section(name: str, values: Struct) -> str:
    return "\n".join([*_comment(values.__doc__ or ""), f"[{name}]", *_keys(values)])


def _keys(values: Struct) -> Iterator[str]:
    hints = get_type_hints(type(values), include_extras=True)
    for field in msgspec.structs.fields(values):
        yield from _comment(_reason(hints[field.name]))
        yield f"{field.name} = {_toml(field.default)}"
        yield ""


def _reason(hint: Any) -> str:
    """Return what the field's type says about it, its bounds with it."""
    metas = [meta for meta in hint.__metadata__ if isinstance(meta, Meta)]
    told = " ".join(meta.description for meta in metas if meta.description)
    bounds = [
        f"{words} {limit:g}"
        for meta in metas
        for words, limit in (
            ("at least", meta.ge),
            ("more than", meta.gt),
            ("at most", meta.le),
        )
        if limit is not None
    ]
    return f"{told} ({', '.join(bounds)})" if bounds else told


def _comment(text: str) -> list[str]:
    return textwrap.wrap(
        text, WIDTH, initial_indent="# ", subsequent_indent="# ", break_on_hyphens=False
    )


def _toml(value: Any) -> str:
    """Return *value* as TOML writes it; JSON's strings are TOML's basic strings."""
    match value:
        case int() if value >= LONG:
            return f"{value:_}"
        case tuple():
            return f"[{', '.join(map(_toml, value))}]"
        case _:
            return json.dumps(value, ensure_ascii=False)
