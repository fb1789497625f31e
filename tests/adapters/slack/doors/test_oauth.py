"""From "install" to a sealed token, in one browser, with pages that tell no secret."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from urllib.parse import parse_qs, urlsplit

import aiohttp
import pytest
from msgspec.structs import replace

from adapters.slack.doors.app import slack_app
from adapters.slack.doors.clients import Clients
from adapters.slack.doors.front_door import FrontDoor
from adapters.slack.doors.installations import Installations
from adapters.slack.doors.needs import SCOPES
from adapters.slack.doors.oauth import oauth_flow
from adapters.slack.doors.sealing import new_key
from adapters.slack.doors.states import States
from bot.errors import QueueError, SettingsError
from bot.settings import SlackSettings
from tests.adapters.slack.doors.loopback import (
    LoopbackSlack,
    MemoryNotes,
    Recorder,
    loopback_slack,
    served,
)

# slack_sdk 3.47 still signs oauth.v2.access with a class that aiohttp 3.14 gives up
pytestmark = pytest.mark.filterwarnings("ignore:BasicAuth is:DeprecationWarning")

SETTINGS = SlackSettings(
    client_id="1.2",
    client_secret="a client secret",
    public_url="https://sightline.example/",
    token_key=new_key(),
)


class Failing(MemoryNotes):
    is_away = False

    async def keep_note(
        self, kind: str, name: str, content: bytes, keep_s: float | None = None
    ) -> None:
        if self.is_away:
            raise QueueError("Redis is away")
        await super().keep_note(kind, name, content, keep_s)


class Installer:
    """An administrator's browser, before the door."""

    def __init__(
        self, origin: str, session: aiohttp.ClientSession, slack: LoopbackSlack
    ) -> None:
        self.origin = origin
        self.session = session
        self.slack = slack
        self.notes = Failing()
        self.installations = Installations(self.notes, SETTINGS.token_key)

    async def get(self, path: str, cookie: str = "") -> tuple[int, str, str, str]:
        """Return status, page, where to and the cookie that was set."""
        headers = {"Cookie": cookie} if cookie else {}
        url = self.origin + path
        async with self.session.get(
            url, headers=headers, allow_redirects=False
        ) as answer:
            cookies = answer.headers.getall("Set-Cookie", [""])
            to = answer.headers.get("Location", "")
            assert answer.headers["Cache-Control"] == "no-store"
            assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
            return answer.status, await answer.text(), to, cookies[0].split(";")[0]

    async def begun(self) -> tuple[str, str]:
        """Return the state and the cookie of an install that began."""
        _, _, to, cookie = await self.get("/slack/install")
        return parse_qs(urlsplit(to).query)["state"][0], cookie


@pytest.fixture
async def installer() -> AsyncIterator[Installer]:
    async with (
        loopback_slack() as slack,
        aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as session,
    ):
        slack.answers["oauth.v2.access"] = {
            "ok": True,
            "app_id": "A1",
            "access_token": "xoxb-of-t1",
            "token_type": "bot",
            "scope": ",".join(SCOPES),
            "bot_user_id": "UBOT",
            "team": {"id": "T1", "name": "Acme"},
            "enterprise": None,
            "authed_user": {"id": "UADMIN"},
            "is_enterprise_install": False,
        }
        settings = replace(SETTINGS, api_url=slack.api_url)
        built = Installer("", session, slack)
        clients = Clients(settings, session, built.installations)
        flow = oauth_flow(settings, clients, built.installations, States(built.notes))
        app = slack_app(settings, clients, Recorder(), oauth=flow)
        door = FrontDoor(settings, app, time.time)
        async with served(door.application()) as built.origin:
            yield built


async def test_an_install_leads_to_a_token_that_opens_the_workspace(
    installer: Installer,
) -> None:
    status, _, to, cookie = await installer.get("/slack/install")
    asked = parse_qs(urlsplit(to).query)

    assert status == 302
    assert to.startswith(f"{installer.slack.origin}/oauth/v2/authorize?")
    assert asked["client_id"] == ["1.2"]
    assert asked["scope"] == [",".join(SCOPES)]
    assert asked["redirect_uri"] == ["https://sightline.example/slack/oauth_redirect"]
    assert "a client secret" not in to

    back = f"/slack/oauth_redirect?code=c0de&state={asked['state'][0]}"
    status, page, _, _ = await installer.get(back, cookie)

    assert status == 200
    assert "Sightline is installed" in page
    granted = await installer.installations.grant("T1")
    assert granted is not None
    assert (granted.token, granted.bot_user, granted.bot_id) == (
        "xoxb-of-t1",
        "UBOT",
        "BBOT",
    )
    for secret in ("xoxb", "c0de", "a client secret", asked["state"][0]):
        assert secret not in page


async def test_a_state_cannot_be_used_twice(installer: Installer) -> None:
    state, cookie = await installer.begun()
    back = f"/slack/oauth_redirect?code=c0de&state={state}"

    assert (await installer.get(back, cookie))[0] == 200
    status, page, _, _ = await installer.get(back, cookie)

    assert status == 401
    assert "open for too long, or used before" in page


async def test_another_browser_cannot_end_the_install(installer: Installer) -> None:
    state, _ = await installer.begun()

    status, page, _, _ = await installer.get(
        f"/slack/oauth_redirect?code=c0de&state={state}"
    )

    assert status == 400
    assert "same browser" in page
    assert installer.slack.methods == []


@pytest.mark.parametrize(
    "query",
    [
        "",
        "code=c0de",
        "state=x",
        "error=access_denied",
        "error=%3Cscript%3Ealert(1)%3C/script%3E",
        "code=c0de&state=%ff%fe",
        "error=" + "x" * 3000,
    ],
)
async def test_odd_ways_back_end_on_a_plain_page(
    installer: Installer, query: str
) -> None:
    status, page, _, _ = await installer.get(f"/slack/oauth_redirect?{query}")

    assert status < 500
    assert "Not installed" in page
    assert "script" not in page
    assert "xxx" not in page


async def test_a_code_that_slack_refuses_leads_to_a_plain_page(
    installer: Installer, caplog: pytest.LogCaptureFixture
) -> None:
    installer.slack.answers["oauth.v2.access"] = {"ok": False, "error": "invalid_code"}
    state, cookie = await installer.begun()

    back = f"/slack/oauth_redirect?code=c0de&state={state}"
    status, page, _, _ = await installer.get(back, cookie)

    assert status == 401
    assert "did not complete the install" in page
    assert "c0de" not in caplog.text


async def test_while_redis_is_away_nobody_installs(
    installer: Installer, caplog: pytest.LogCaptureFixture
) -> None:
    installer.notes.is_away = True

    status, page, _, _ = await installer.get("/slack/install")

    assert status == 503
    assert "try again later" in page
    assert "QueueError" in caplog.text


async def test_an_install_is_no_mere_look(installer: Installer) -> None:
    """A link preview that asks for the head alone would use up states."""
    async with installer.session.head(f"{installer.origin}/slack/install") as answer:
        assert answer.status == 405


@pytest.mark.parametrize(
    ("field", "told"),
    [("client_secret", "SIGHTLINE_SLACK_CLIENT_SECRET"), ("public_url", "public_url")],
)
async def test_what_oauth_needs_beside_the_client_id_is_named(
    field: str, told: str
) -> None:
    settings = replace(SETTINGS, **{field: ""})
    notes = MemoryNotes()
    async with aiohttp.ClientSession() as session:
        clients = Clients(settings, session)
        kept = Installations(notes, settings.token_key)
        with pytest.raises(SettingsError, match=told):
            oauth_flow(settings, clients, kept, States(notes))


async def test_without_a_client_id_there_is_no_flow() -> None:
    settings = replace(SETTINGS, client_id="")
    notes = MemoryNotes()
    async with aiohttp.ClientSession() as session:
        kept = Installations(notes, settings.token_key)
        assert (
            oauth_flow(settings, Clients(settings, session), kept, States(notes))
            is None
        )
