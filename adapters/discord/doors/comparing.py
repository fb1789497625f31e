"""Whether the commands that Discord has are ours, by what people see of them.

What Discord adds by itself (ids, versions, translations) makes no difference. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct

Command = Mapping[str, Any]
"""As Discord writes it in JSON."""

CHAT = 1
LIMITS = ("min_length", "max_length", "min_value", "max_value")


class Difference(Struct, frozen=True):
    """*foreign*: what Discord has and we do not."""

    missing: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()


def difference(ours: Sequence[Command], had: Sequence[Command]) -> Difference:
    """Return by name how what Discord *had* differs from *ours*."""
    wanted, known = _by_name(ours), _by_name(had)
    return Difference(
        missing=tuple(name for name in wanted if name not in known),
        changed=tuple(
            name for name in wanted if name in known and wanted[name] != known[name]
        ),
        foreign=tuple(name for name in known if name not in wanted),
    )


def named(command: Command) -> str:
    """Return the command as people know it: `/ask`, or a line of a menu."""
    name = str(command["name"])
    return f"/{name}" if command.get("type", CHAT) == CHAT else name


def _by_name(commands: Sequence[Command]) -> dict[str, Command]:
    return {
        named(each): {
            **_seen(each),
            "contexts": sorted(each.get("contexts") or ()),
            "installs": sorted(each.get("integration_types") or ()),
        }
        for each in commands
    }


def _seen(told: Command) -> Command:
    """Return *told* as it looks the same whether Discord or we wrote it."""
    choices = told.get("choices") or ()
    return {
        "type": told.get("type", CHAT),
        "name": told["name"],
        "description": told.get("description") or "",
        "required": bool(told.get("required")),
        "choices": [(each["name"], each["value"]) for each in choices],
        "channel_types": sorted(told.get("channel_types") or ()),
        "limits": [told.get(name) for name in LIMITS],
        "options": [_seen(each) for each in told.get("options") or ()],
    }
