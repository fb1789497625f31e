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

from bot.settings import Settings, table_of

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
    heading = " ".join((values.__doc__ or "").split())
    lines = [*_comment(heading), f"[{name}]", *_keys(values), *_examples(name, values)]
    return "\n".join(lines)


def _keys(values: Struct) -> Iterator[str]:
    hints = get_type_hints(type(values), include_extras=True)
    for field in msgspec.structs.fields(values):
        yield from _comment(_reason(hints[field.name]))
        yield f"{field.name} = {_toml(field.default)}"
        yield ""


def _examples(name: str, values: Struct) -> Iterator[str]:
    """Yield a table of each array of tables: TOML wants them after all other keys."""
    for field in msgspec.structs.fields(values):
        if held := table_of(type(values), field.name):
            heading = " ".join((held.__doc__ or "").split())
            lines = [*_comment(heading), f"[[{name}.{field.name}]]", *_example(held)]
            yield from (f"# {line}".rstrip() for line in lines[:-1])
            yield ""


def _example(held: type[Struct]) -> Iterator[str]:
    for name, hint in get_type_hints(held, include_extras=True).items():
        yield from _comment(_reason(hint), WIDTH - 2)
        value = next(each for meta in _metas(hint) for each in meta.examples or ())
        yield f"{name} = {_toml(value)}"
        yield ""


def _metas(hint: Any) -> list[Meta]:
    return [meta for meta in hint.__metadata__ if isinstance(meta, Meta)]


def _reason(hint: Any) -> str:
    """Return what the field's type says about it, its bounds with it."""
    metas = _metas(hint)
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


def _comment(text: str, width: int = WIDTH) -> list[str]:
    return textwrap.wrap(
        text, width, initial_indent="# ", subsequent_indent="# ", break_on_hyphens=False
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
