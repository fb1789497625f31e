"""What a manifest lacks is found, whatever shape it has."""

from __future__ import annotations

from typing import Any

import pytest

from adapters.slack.doors.manifest import lacks
from adapters.slack.doors.needs import COMMAND, EVENTS, SCOPES, SHORTCUT


def a_manifest(**without: str) -> dict[str, Any]:
    return {
        "features": {
            "slash_commands": [
                {"command": name} for name in (COMMAND,) if name not in without.values()
            ],
            "shortcuts": [{"type": "message", "callback_id": SHORTCUT}],
        },
        "oauth_config": {
            "scopes": {"bot": [s for s in SCOPES if s not in without.values()]}
        },
        "settings": {
            "event_subscriptions": {
                "bot_events": [e for e in EVENTS if e not in without.values()]
            }
        },
    }


def test_a_whole_one_lacks_nothing() -> None:
    assert lacks(a_manifest()) == []


@pytest.mark.parametrize(
    ("missing", "place"),
    [
        ("message.im", "Event Subscriptions"),
        ("files:read", "OAuth & Permissions"),
        ("/sightline", "Slash Commands"),
    ],
)
def test_one_missing_thing_is_one_sentence(missing: str, place: str) -> None:
    assert lacks(a_manifest(one=missing)) == [f"add to {place}: {missing}"]


def test_a_global_shortcut_of_that_name_is_not_ours() -> None:
    manifest = a_manifest()
    manifest["features"]["shortcuts"] = [{"type": "global", "callback_id": SHORTCUT}]

    [told] = lacks(manifest)

    assert "message shortcut" in told


@pytest.mark.parametrize("odd", [None, 3, [], {"settings": []}, {"features": None}])
def test_an_odd_one_lacks_everything(odd: Any) -> None:
    assert len(lacks(odd)) == 4
