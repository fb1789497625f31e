from __future__ import annotations

from typing import Any

import pytest

from adapters.discord.doors.comparing import Difference, difference, named

ASK: dict[str, Any] = {
    "name": "ask",
    "type": 1,
    "description": "Ask",
    "options": [
        {"name": "question", "type": 3, "description": "What?", "required": False},
        {
            "name": "where",
            "type": 3,
            "description": "Where?",
            "choices": [{"name": "here", "value": "h"}],
        },
    ],
    "contexts": [0, 1, 2],
    "integration_types": [0, 1],
}
MENU: dict[str, Any] = {"name": "Ask about this picture", "type": 3}


def test_what_discord_adds_or_leaves_out_makes_no_difference() -> None:
    [question, where] = ASK["options"]
    had = {
        "id": "1",
        "version": "2",
        "name": "ask",
        "description": "Ask",
        "name_localizations": None,
        "options": [
            {key: value for key, value in question.items() if key != "required"},
            where | {"description_localizations": None},
        ],
        "contexts": [2, 0, 1],
        "integration_types": [1, 0],
    }

    assert difference([ASK, MENU], [MENU | {"description": ""}, had]) == Difference()


@pytest.mark.parametrize(
    "change",
    [
        {"description": "Ask me"},
        {"options": []},
        {"options": ASK["options"][::-1]},
        {"options": [ASK["options"][0] | {"max_length": 9}, ASK["options"][1]]},
        {"options": [ASK["options"][0] | {"required": True}, ASK["options"][1]]},
        {"options": [ASK["options"][0], ASK["options"][1] | {"choices": []}]},
        {"integration_types": [0]},
        {"contexts": [0]},
    ],
)
def test_what_people_see_makes_a_difference(change: dict[str, Any]) -> None:
    assert difference([ASK | change], [ASK]) == Difference(changed=("/ask",))


def test_each_is_named_on_the_side_where_it_is() -> None:
    found = difference([ASK], [MENU])

    assert found == Difference(missing=("/ask",), foreign=("Ask about this picture",))


def test_a_command_is_named_as_people_find_it() -> None:
    assert (named(ASK), named(MENU)) == ("/ask", "Ask about this picture")
