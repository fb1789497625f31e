"""Tokens of workspaces: sealed, found by team and enterprise, gone when revoked."""

from __future__ import annotations

import asyncio
import json

import pytest
from cryptography.fernet import Fernet
from slack_sdk.oauth.installation_store import Bot, Installation

from adapters.slack.doors.clients import Grant
from adapters.slack.doors.installations import Installations
from adapters.slack.doors.sealing import Sealed, new_key
from adapters.slack.doors.states import STATE_S, States
from bot.errors import SettingsError
from tests.adapters.slack.doors.loopback import MemoryNotes

KEY = new_key()
PLACE = ("slack:installation", "T1")


def an_installation(**more: object) -> Installation:
    given = {
        "app_id": "A1",
        "enterprise_id": None,
        "team_id": "T1",
        "bot_token": "xoxb-of-t1",
        "bot_id": "BBOT",
        "bot_user_id": "UBOT",
        "bot_scopes": "chat:write,commands",
        "user_id": "UADMIN",
        "user_token": "xoxp-of-a-person",
        "installed_at": 1_800_000_000.0,
    }
    return Installation(**{**given, **more})  # type: ignore[arg-type]


def an_org_wide_one() -> Installation:
    return an_installation(
        enterprise_id="E1",
        team_id=None,
        bot_token="xoxb-of-e1",
        is_enterprise_install=True,
    )


@pytest.fixture
def notes() -> MemoryNotes:
    return MemoryNotes()


@pytest.fixture
def installations(notes: MemoryNotes) -> Installations:
    return Installations(notes, KEY)


async def test_what_was_installed_is_found_again(installations: Installations) -> None:
    await installations.async_save(an_installation())

    found = await installations.async_find_installation(
        enterprise_id=None, team_id="T1"
    )
    bot = await installations.async_find_bot(enterprise_id=None, team_id="T1")

    assert found is not None
    assert bot is not None
    assert (found.bot_token, found.bot_user_id) == ("xoxb-of-t1", "UBOT")
    assert found.bot_scopes == ["chat:write", "commands"]
    assert (bot.bot_token, bot.team_id) == ("xoxb-of-t1", "T1")


async def test_no_token_can_be_read_in_redis(
    installations: Installations, notes: MemoryNotes
) -> None:
    await installations.async_save(an_installation())

    assert all(b"xox" not in content for content in notes.kept.values())
    opened = Fernet(KEY).decrypt(notes.kept[PLACE])
    assert b"xoxb-of-t1" in opened


async def test_what_is_kept_is_versioned_json_without_a_persons_token(
    installations: Installations, notes: MemoryNotes
) -> None:
    await installations.async_save(an_installation())

    kept = json.loads(Fernet(KEY).decrypt(notes.kept[PLACE]))

    assert kept["version"] == 1
    assert "xoxp" not in json.dumps(kept)


async def test_a_token_outlives_every_thread(
    installations: Installations, notes: MemoryNotes
) -> None:
    await installations.async_save(an_installation())

    kept_s = notes.times[PLACE]
    assert kept_s is not None
    assert kept_s > 365 * 86_400


async def test_a_workspace_is_opened_by_its_own_token(
    installations: Installations,
) -> None:
    await installations.async_save(an_installation())

    assert await installations.grant("T1") == Grant("xoxb-of-t1", "UBOT", "BBOT")
    assert await installations.grant("T2") is None
    assert await installations.grant("") is None


async def test_an_org_wide_token_opens_each_workspace_that_was_seen(
    installations: Installations,
) -> None:
    await installations.async_save(an_org_wide_one())
    assert await installations.grant("T7") is None

    by_event = await installations.grant("T7", "E1")

    assert by_event == Grant("xoxb-of-e1", "UBOT", "BBOT", is_org_wide=True)
    assert await installations.grant("T7") == by_event


async def test_an_own_install_goes_before_the_organisations(
    installations: Installations,
) -> None:
    await installations.async_save(an_org_wide_one())
    await installations.async_save(an_installation(enterprise_id="E1"))

    granted = await installations.grant("T1", "E1")

    assert granted is not None
    assert granted.token == "xoxb-of-t1"


async def test_org_wide_installs_are_found_without_a_team(
    installations: Installations,
) -> None:
    await installations.async_save(an_org_wide_one())

    for team, is_org_wide in ((None, False), ("T1", True)):
        bot = await installations.async_find_bot(
            enterprise_id="E1", team_id=team, is_enterprise_install=is_org_wide
        )
        assert bot is not None
        assert bot.bot_token == "xoxb-of-e1"


async def test_a_person_has_no_token_of_their_own(installations: Installations) -> None:
    await installations.async_save(an_installation())

    assert (
        await installations.async_find_installation(
            enterprise_id=None, team_id="T1", user_id="U2"
        )
        is None
    )
    await installations.async_delete_installation(
        enterprise_id=None, team_id="T1", user_id="UADMIN"
    )
    assert await installations.grant("T1") is not None


async def test_an_uninstalled_workspace_leaves_no_token(
    installations: Installations, notes: MemoryNotes
) -> None:
    await installations.async_save(an_org_wide_one())
    await installations.async_save(an_installation(enterprise_id="E1"))

    await installations.revoke("T1", "E1", is_org_wide=False)

    assert PLACE not in notes.kept
    assert await installations.grant("T1") is None
    assert await installations.grant("T7", "E1") is not None


async def test_an_uninstalled_organisation_leaves_no_token(
    installations: Installations,
) -> None:
    await installations.async_save(an_org_wide_one())
    await installations.grant("T7", "E1")

    await installations.revoke("T7", "E1", is_org_wide=True)

    assert await installations.grant("T7") is None


@pytest.mark.parametrize("way", ["async_delete_bot", "async_delete_all"])
async def test_a_token_is_deleted_as_bolt_deletes_it(
    installations: Installations, way: str
) -> None:
    await installations.async_save(an_installation())

    await getattr(installations, way)(enterprise_id=None, team_id="T1")

    assert await installations.grant("T1") is None


async def test_a_bot_alone_can_be_saved(installations: Installations) -> None:
    bot = Bot(
        team_id="T1",
        bot_token="xoxb-new",
        bot_id="BBOT",
        bot_user_id="UBOT",
        installed_at=1.0,
    )
    await installations.async_save_bot(bot)

    assert await installations.grant("T1") == Grant("xoxb-new", "UBOT", "BBOT")


async def test_a_new_key_in_front_opens_what_the_old_one_sealed(
    installations: Installations, notes: MemoryNotes
) -> None:
    await installations.async_save(an_installation())
    newer = new_key()
    rotated = Installations(notes, f"{newer}, {KEY}")
    assert await rotated.grant("T1") is not None

    await rotated.async_save(an_installation())

    assert await Installations(notes, newer).grant("T1") is not None


async def test_a_wrong_key_is_a_setting_to_change(
    installations: Installations, notes: MemoryNotes
) -> None:
    await installations.async_save(an_installation())

    with pytest.raises(SettingsError, match="does not open the Slack tokens"):
        await Installations(notes, new_key()).grant("T1")


async def test_a_wrong_key_is_noticed_at_the_start(
    installations: Installations, notes: MemoryNotes
) -> None:
    await installations.prove_key()
    await installations.prove_key()

    with pytest.raises(SettingsError, match="put the key they were kept with behind"):
        await Installations(notes, new_key()).prove_key()
    await Installations(notes, f"{new_key()},{KEY}").prove_key()


@pytest.mark.parametrize(
    ("key", "told"),
    [
        ("", "set SIGHTLINE_SLACK_TOKEN_KEY"),
        (" , ", "set SIGHTLINE_SLACK_TOKEN_KEY"),
        ("password", "no Fernet key"),
        (f"{KEY},password", "no Fernet key"),
        ("é" * 44, "no Fernet key"),
    ],
    ids=["missing", "empty", "a password", "one bad of two", "no ASCII"],
)
def test_a_missing_key_or_none_at_all_says_what_to_do(key: str, told: str) -> None:
    with pytest.raises(SettingsError, match=told) as refused:
        Sealed(key)

    assert "--new-key" in str(refused.value)
    assert "password" not in str(refused.value)


async def test_a_value_that_was_changed_is_not_opened(
    installations: Installations, notes: MemoryNotes
) -> None:
    await installations.async_save(an_installation())
    notes.kept[PLACE] = notes.kept[PLACE][:-4] + b"AAAA"

    with pytest.raises(SettingsError):
        await installations.grant("T1")


async def test_a_state_is_good_once_and_for_ten_minutes(notes: MemoryNotes) -> None:
    states = States(notes)
    state = await states.async_issue()

    taken = await asyncio.gather(*(states.async_consume(state) for _ in range(3)))

    assert sorted(taken) == [False, False, True]
    assert list(notes.times.values()) == [STATE_S] == [600.0]
    assert not await states.async_consume("made up")
    assert await states.async_issue() != state
