"""Who gets in, over the wire: cookies, tokens, proxies, and pages of other sites."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from bot.settings import Settings, WebSettings
from tests.adapters.web.browser import Browser
from tests.adapters.web.helpdesk import helpdesk

ADA, BOB = "a" * 32, "b" * 32


def with_door(settings: Settings, **fields: Any) -> Settings:
    return replace(settings, web=WebSettings(port=0, **fields))


def members(settings: Settings) -> Settings:
    return with_door(settings, access_tokens=(f"ada:{ADA}", f"bob:{BOB}"))


async def test_a_guest_gets_a_cookie_that_no_script_can_read(ada: Browser) -> None:
    async with Browser(ada.url) as guest:
        guest.http.cookie_jar.clear()
        cookie = (await guest.get("/api/session")).headers["Set-Cookie"]
    assert cookie.startswith("sightline=guest.")
    assert "; HttpOnly" in cookie
    assert "; Path=/" in cookie
    assert "; SameSite=Lax" in cookie
    assert "Secure" not in cookie
    assert "Domain" not in cookie


async def test_the_page_itself_brings_the_cookie(ada: Browser) -> None:
    assert "Set-Cookie" not in (await ada.get("/")).headers
    ada.http.cookie_jar.clear()
    assert "Set-Cookie" in (await ada.get("/")).headers
    assert (await ada.get("/api/threads")).status == 200


async def test_a_session_says_what_may_be_sent(ada: Browser) -> None:
    session = (await ada.get("/api/session")).json
    assert session["user"] is None
    assert session["needs_token"] is False
    assert session["limits"] == {
        "bytes_max": 20_000_000,
        "per_question": 10,
        "text_max": 1000,
    }
    assert session["csrf"] == ada.csrf


async def test_who_has_no_cookie_is_nobody(ada: Browser) -> None:
    ada.http.cookie_jar.clear()
    response = await ada.get("/api/threads")
    assert (response.status, response.code) == (401, "signed_out")


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/api/questions"),
        ("DELETE", f"/api/questions/{'0' * 32}"),
        ("POST", f"/api/questions/{'0' * 32}/feedback"),
        ("DELETE", f"/api/threads/{'0' * 32}"),
        ("POST", "/api/session"),
        ("DELETE", "/api/session"),
    ],
)
async def test_whatever_changes_something_needs_the_csrf_token(
    ada: Browser, bob: Browser, method: str, path: str
) -> None:
    for headers in (
        {},
        {"X-CSRF-Token": ""},
        {"X-CSRF-Token": bob.csrf},
        {"X-CSRF-Token": ada.csrf[:-1] + "é"},
    ):
        response = await ada.send(method, path, headers=headers)
        assert (response.status, response.code) == (403, "csrf_wrong")
    for headers in (
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
    ):
        response = await ada.change(method, path, headers=headers)
        assert (response.status, response.code) == (403, "foreign_origin")


async def test_a_foreign_name_for_this_machine_is_not_answered(ada: Browser) -> None:
    for path in ("/", "/api/session", "/healthz"):
        response = await ada.get(path, Host="evil.example")
        assert (response.status, response.code) == (421, "wrong_host")
        assert "Set-Cookie" not in response.headers


async def test_a_token_opens_the_door(settings: Settings) -> None:
    async with helpdesk(members(settings)) as desk, Browser(desk.url) as browser:
        session = (await browser.get("/api/session")).json
        assert (session["user"], session["needs_token"]) == (None, True)
        assert (await browser.get("/api/threads")).status == 401
        wrong = await browser.change("POST", "/api/session", json={"token": BOB[1:]})
        assert (wrong.status, wrong.code) == (401, "token_wrong")
        right = await browser.change("POST", "/api/session", json={"token": ADA})
        assert right.json["user"] == "ada"
        assert right.json["csrf"] != browser.csrf
        browser.csrf = right.json["csrf"]
        await browser.ask()
        left = await browser.change("DELETE", "/api/session")
        assert left.status == 204
        assert (await browser.get("/api/threads")).status == 401


async def test_a_person_finds_their_threads_in_another_browser(
    settings: Settings,
) -> None:
    async with helpdesk(members(settings)) as desk:
        async with Browser(desk.url, Authorization=f"Bearer {ADA}") as first:
            thread = (await first.ask())["thread"]
        async with Browser(desk.url) as second:
            await second.change("POST", "/api/session", json={"token": ADA})
            assert (await second.get(f"/api/threads/{thread}")).status == 200
        async with Browser(desk.url, Authorization=f"Bearer {BOB}") as other:
            assert (await other.get(f"/api/threads/{thread}")).status == 404


async def test_a_bearer_needs_no_csrf_token(settings: Settings) -> None:
    async with helpdesk(members(settings)) as desk:
        async with Browser(desk.url, Authorization=f"Bearer {ADA}") as script:
            assert script.csrf == ""
            path = f"/api/threads/{'0' * 32}"
            assert (await script.send("DELETE", path)).status == 404
        async with Browser(desk.url, Authorization="Bearer wrong") as script:
            assert (await script.get("/api/threads")).status == 401
            assert (await script.send("DELETE", path)).status == 403


async def test_a_proxy_names_who_asks_and_still_forgery_is_refused(
    settings: Settings,
) -> None:
    proxied = with_door(settings, trusted_user_header="X-User")
    async with helpdesk(proxied) as desk:
        async with Browser(desk.url, X_User="ada") as ada:
            assert (await ada.get("/api/session")).json["user"] == "ada"
            thread = (await ada.ask())["thread"]
            refused = await ada.send("DELETE", f"/api/threads/{thread}")
            assert refused.code == "csrf_wrong"
        async with Browser(desk.url, X_User="bob") as bob:
            assert (await bob.get(f"/api/threads/{thread}")).status == 404
        async with Browser(desk.url) as nobody:
            session = (await nobody.get("/api/session")).json
            assert (session["user"], session["needs_token"]) == (None, False)
            assert (await nobody.get("/api/threads")).status == 401


async def test_on_https_the_cookie_is_bound_to_the_host(settings: Settings) -> None:
    https = with_door(settings, public_url="https://help.example.org")
    async with helpdesk(https) as desk, Browser(desk.url) as browser:
        response = await browser.get("/api/session", Host="help.example.org")
    cookie = response.headers["Set-Cookie"]
    assert cookie.startswith("__Host-sightline=guest.")
    assert "; Secure" in cookie
    assert "Strict-Transport-Security" in response.headers


@pytest.mark.parametrize(
    "cookie",
    ["sightline=", "sightline=guest.x", "=", "\xff", ";;;", 'sightline="a', "x" * 4000],
)
async def test_no_cookie_breaks_the_door(ada: Browser, cookie: str) -> None:
    ada.http.cookie_jar.clear()
    sent = cookie.encode("latin-1").decode("utf-8", "surrogateescape")
    response = await ada.send("GET", "/api/threads", headers={"Cookie": sent})
    assert response.status == 401
