from __future__ import annotations

from http.cookies import SimpleCookie
from typing import Any

import pytest
from multidict import CIMultiDict

from adapters.web.session import COOKIE_LIFE_S, Door, Visitor
from bot.errors import SettingsError
from bot.settings import WebSettings
from tests.waiting import Clock

ADA, BOB = "a" * 32, "b" * 32
MEMBERS = WebSettings(access_tokens=(f"ada:{ADA}", f"bob:{BOB}"))
PROXIED = WebSettings(trusted_user_header="X-User")


def come(door: Door, cookie: str | None = None, **headers: str) -> Visitor:
    sent = CIMultiDict({k.replace("_", "-"): v for k, v in headers.items()})
    return door.visitor(sent, {door.cookie_name: cookie} if cookie else {})


def test_a_guest_is_the_same_person_for_as_long_as_the_cookie_lasts() -> None:
    door = Door(WebSettings())
    guest = door.welcome(come(door))
    again = come(door, guest.cookie)
    assert again == guest
    assert again.user is not None
    assert again.user.startswith("guest-")


def test_two_guests_are_two_people() -> None:
    door = Door(WebSettings())
    first, second = door.welcome(come(door)), door.welcome(come(door))
    assert first.user != second.user
    assert first.csrf != second.csrf


def test_a_guests_id_does_not_give_the_cookie_away() -> None:
    door = Door(WebSettings())
    guest = door.welcome(come(door))
    assert guest.cookie is not None
    assert guest.user is not None
    assert guest.cookie.partition(".")[2] not in guest.user + guest.csrf


@pytest.mark.parametrize(
    "cookie", ["", "guest.", "guest.short", "guest." + "x" * 44, "root", "é", "a.b.c.d"]
)
def test_a_made_up_cookie_is_nobodys(cookie: str) -> None:
    door = Door(WebSettings())
    visitor = come(door, cookie)
    assert visitor == Visitor()
    assert visitor.csrf == ""


def test_where_tokens_are_given_out_a_guest_is_nobody_but_can_sign_in() -> None:
    door = Door(MEMBERS)
    guest = door.welcome(come(door))
    assert guest.user is None
    assert guest.csrf
    member = door.member(ADA)
    assert member is not None
    assert come(door, member.cookie) == member
    assert member.user == "ada"


@pytest.mark.parametrize("token", ["", "a", "a" * 31, "a" * 33, "ada", f"ada:{ADA}"])
def test_a_wrong_token_is_nobodys(token: str) -> None:
    door = Door(MEMBERS)
    assert door.member(token) is None
    assert come(door, Authorization=f"Bearer {token}") == Visitor()


def test_a_bearer_needs_no_cookie() -> None:
    visitor = come(Door(MEMBERS), Authorization=f"Bearer {BOB}")
    assert visitor == Visitor(user="bob", name="bob", is_bearer=True)


def test_a_wrong_bearer_is_not_saved_by_a_good_cookie() -> None:
    door = Door(MEMBERS)
    member = door.member(ADA)
    assert member is not None
    assert come(door, member.cookie, Authorization="Bearer wrong") == Visitor()


def test_a_members_cookie_cannot_be_rewritten() -> None:
    door = Door(MEMBERS)
    ada, bob = door.member(ADA), door.member(BOB)
    assert ada is not None
    assert bob is not None
    assert ada.cookie is not None
    assert bob.cookie is not None
    forged = bob.cookie.split(".")[:2] + ada.cookie.split(".")[2:]
    assert come(door, ".".join(forged)).user is None
    assert come(door, ada.cookie[:-1] + "x").user is None
    assert come(door, ada.cookie + "é").user is None


def test_a_members_cookie_ends_with_the_token_that_signed_it() -> None:
    member = Door(MEMBERS).member(ADA)
    assert member is not None
    changed = Door(WebSettings(access_tokens=(f"ada:{'c' * 32}",)))
    assert come(changed, member.cookie).user is None


def test_a_members_cookie_grows_old(clock: Clock) -> None:
    door = Door(MEMBERS, clock)
    member = door.member(ADA)
    assert member is not None
    clock.forward(COOKIE_LIFE_S - 1)
    assert come(door, member.cookie).user == "ada"
    clock.forward(2)
    assert come(door, member.cookie).user is None


def test_a_proxy_says_who_it_is() -> None:
    door = Door(PROXIED)
    visitor = door.welcome(come(door, X_User="Ada Löve"))
    assert visitor.name == "Ada Löve"
    assert visitor.user == "Ada%20L%C3%B6ve"
    assert visitor.csrf
    assert come(door, visitor.cookie).user is None


def test_no_name_can_divide_a_key() -> None:
    user = come(Door(PROXIED), X_User="a:b{c}/../d").user
    assert user == "a%3Ab%7Bc%7D%2F..%2Fd"


@pytest.mark.parametrize("name", ["", " ", "a\x00b", "a\u202eb", "x" * 129, "\udcff"])
def test_an_unfit_name_from_a_proxy_is_nobodys(name: str) -> None:
    assert come(Door(PROXIED), X_User=name).user is None


def test_two_names_from_a_proxy_are_a_forgery() -> None:
    headers = CIMultiDict([("X-User", "ada"), ("X-User", "bob")])
    assert Door(PROXIED).visitor(headers, {}).user is None


def test_the_header_is_believed_only_where_it_is_trusted() -> None:
    assert come(Door(WebSettings()), X_User="ada").user is None


def test_the_csrf_token_belongs_to_the_person_too() -> None:
    door = Door(PROXIED)
    cookie = door.welcome(come(door, X_User="ada")).cookie
    ada, bob = (come(door, cookie, X_User=name) for name in ("ada", "bob"))
    assert ada.csrf != bob.csrf


def test_on_https_the_cookie_cannot_come_from_elsewhere() -> None:
    secure = Door(WebSettings(public_url="https://help.example.org"))
    assert (secure.cookie_name, secure.is_secure) == ("__Host-sightline", True)
    plain = Door(WebSettings())
    assert (plain.cookie_name, plain.is_secure) == ("sightline", False)


def test_a_cookie_needs_no_quotes() -> None:
    door = Door(MEMBERS)
    for visitor in (door.member(ADA), door.welcome(Visitor())):
        assert visitor is not None
        jar: SimpleCookie = SimpleCookie({"sightline": visitor.cookie or ""})
        assert '"' not in jar.output()


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "help.example.org"])
def test_a_public_address_without_a_door_is_refused(host: str) -> None:
    with pytest.raises(SettingsError, match=r"access_tokens or web\.trusted_user"):
        Door(WebSettings(host=host))
    for door in ({"access_tokens": (f"ada:{ADA}",)}, {"trusted_user_header": "X-User"}):
        fields: dict[str, Any] = {"host": host} | door
        assert not Door(WebSettings(**fields)).is_open


@pytest.mark.parametrize("host", ["127.0.0.1", "127.1.2.3", "::1", "localhost"])
def test_loopback_needs_no_door(host: str) -> None:
    assert Door(WebSettings(host=host)).is_open


@pytest.mark.parametrize("pair", ["ada", "ada:short", ":" + ADA, "a b:" + ADA, ""])
def test_a_pair_that_is_no_pair_is_refused_without_showing_it(pair: str) -> None:
    with pytest.raises(SettingsError, match="pair 1 must read name:token") as refusal:
        Door(WebSettings(access_tokens=(pair,)))
    assert not pair or pair not in str(refusal.value).replace("name:token", "")
