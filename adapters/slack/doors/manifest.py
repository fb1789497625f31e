"""What a Slack app's manifest lacks of our needs, told so that it can be mended."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from adapters.slack.doors.needs import COMMAND, EVENTS, SCOPES, SHORTCUT


def lacks(manifest: Any) -> list[str]:
    """Return a sentence for each place of *manifest* where something is missing."""
    return list(_missing(manifest))


def _missing(manifest: Any) -> Iterator[str]:
    events = _at(manifest, "settings", "event_subscriptions", "bot_events")
    if absent := [event for event in EVENTS if event not in events]:
        yield f"add to Event Subscriptions: {', '.join(absent)}"
    scopes = _at(manifest, "oauth_config", "scopes", "bot")
    if absent := [scope for scope in SCOPES if scope not in scopes]:
        yield f"add to OAuth & Permissions: {', '.join(absent)}"
    commands = _named(_at(manifest, "features", "slash_commands"), "command")
    if COMMAND not in commands:
        yield f"add to Slash Commands: {COMMAND}"
    shortcuts = _at(manifest, "features", "shortcuts")
    ours = [each for each in shortcuts if _is_ours(each)]
    if not ours:
        yield (
            "add to Interactivity & Shortcuts: a message shortcut with the callback "
            f"id {SHORTCUT}"
        )


def _at(value: Any, *path: str) -> list[Any]:
    for name in path:
        value = value.get(name) if isinstance(value, Mapping) else None
    return list(value) if isinstance(value, list | tuple) else []


def _named(values: list[Any], key: str) -> list[Any]:
    return [value.get(key) for value in values if isinstance(value, Mapping)]


def _is_ours(shortcut: Any) -> bool:
    return isinstance(shortcut, Mapping) and (
        shortcut.get("type"),
        shortcut.get("callback_id"),
    ) == ("message", SHORTCUT)
