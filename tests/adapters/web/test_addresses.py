from __future__ import annotations

import pytest

from adapters.web.addresses import Addresses, host_of
from bot.settings import WebSettings

LOCAL = Addresses(WebSettings())
PUBLIC = Addresses(WebSettings(public_url="https://help.example.org"))


@pytest.mark.parametrize(
    "host", ["localhost", "LocalHost:8080", "127.0.0.1", "127.0.0.1:9", "[::1]:8080"]
)
def test_on_loopback_it_answers_to_loopbacks_names(host: str) -> None:
    assert LOCAL.answers_to(host)


@pytest.mark.parametrize(
    "host",
    [
        "",
        "evil.example",
        "localhost.evil.example",
        "evil.example:8080",
        "evil@localhost",
        "localhost/",
        "127.0.0.1.evil.example",
        "[::2]",
        "::1",
        " localhost",
    ],
)
def test_on_loopback_a_foreign_name_is_not_answered(host: str) -> None:
    assert not LOCAL.answers_to(host)


def test_behind_a_proxy_the_public_name_is_answered_too() -> None:
    assert PUBLIC.answers_to("help.example.org")
    assert PUBLIC.answers_to("127.0.0.1:8080")
    assert not PUBLIC.answers_to("other.example.org")


def test_elsewhere_any_name_is_answered_for_there_is_a_door() -> None:
    wide = Addresses(WebSettings(host="0.0.0.0", access_tokens=("a:" + "b" * 16,)))
    assert wide.answers_to("10.1.2.3:8080")


def test_a_page_of_this_site_may_write() -> None:
    here = {"Host": "127.0.0.1:8080"}
    assert LOCAL.may_write(here)
    assert LOCAL.may_write({**here, "Origin": "http://127.0.0.1:8080"})
    assert LOCAL.may_write({**here, "Sec-Fetch-Site": "same-origin"})
    assert LOCAL.may_write({**here, "Sec-Fetch-Site": "none"})


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": ""},
        {"Origin": "http://127.0.0.1:9999"},
        {"Origin": "http://127.0.0.1:8080.evil.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "http://127.0.0.1:8080", "Sec-Fetch-Site": "cross-site"},
    ],
)
def test_a_page_of_another_site_may_not_write(headers: dict[str, str]) -> None:
    assert not LOCAL.may_write({"Host": "127.0.0.1:8080", **headers})


def test_under_the_public_name_only_the_public_origin_may_write() -> None:
    here = {"Host": "help.example.org"}
    assert PUBLIC.may_write({**here, "Origin": "https://help.example.org"})
    assert not PUBLIC.may_write({**here, "Origin": "http://help.example.org"})


def test_a_host_is_read_without_its_port() -> None:
    assert host_of("Help.Example.org:443") == "help.example.org"
    assert host_of("[::1]:8080") == "::1"
    assert host_of("[::1") == ""
