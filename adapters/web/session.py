"""Who is asking: a guest's browser, a token's owner, somebody a proxy vouches for.

Nothing is kept on the server: a guest's cookie is a random secret, a signed-in person's
cookie is signed with their token, so taking the token away ends its sessions.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
import time
from base64 import urlsafe_b64encode
from collections.abc import Callable, Mapping, Sequence
from urllib.parse import quote

from msgspec import Struct
from multidict import MultiMapping

from adapters.web.addresses import is_loopback
from bot.errors import SettingsError
from bot.settings import WebSettings

COOKIE_LIFE_S = 30 * 24 * 3600
TOKEN_MIN = 16
USER_MAX = 128
NAME = re.compile(r"[^\s:,]{1,64}")
GUEST = re.compile(r"guest\.[A-Za-z0-9_-]{43}")
MEMBER = re.compile(r"member\.([A-Za-z0-9_=-]{1,400})\.(\d{1,12})\.([0-9a-f]{16})")


class Visitor(Struct, frozen=True, kw_only=True):
    """Whoever sent a request. *user* is their id in the queue, None for nobody yet.

    *name* is what people call them; *cookie* is what their browser brought, where it
    was good. A bearer's request carries its own proof and cannot be forged by a page.
    """

    user: str | None = None
    name: str | None = None
    cookie: str | None = None
    is_bearer: bool = False

    @property
    def csrf(self) -> str:
        """A secret that only a page of this site can have read, "" without a cookie."""
        if self.cookie is None:
            return ""
        return _signed(self.cookie, f"csrf:{self.user}")


class Door:
    """Knows the settings' tokens and tells who a request comes from."""

    def __init__(
        self, settings: WebSettings, clock: Callable[[], float] = time.time
    ) -> None:
        self._tokens = _pairs(settings.access_tokens)
        self._user_header = settings.trusted_user_header
        self._clock = clock
        is_secure = settings.public_url.startswith("https://")
        self.is_secure = is_secure
        self.cookie_name = "__Host-sightline" if is_secure else "sightline"
        _refuse_an_open_door(settings)

    @property
    def takes_tokens(self) -> bool:
        return bool(self._tokens)

    @property
    def is_open(self) -> bool:
        """Whether guests are welcome, each to their own threads."""
        return not self._tokens and not self._user_header

    def visitor(
        self, headers: MultiMapping[str], cookies: Mapping[str, str]
    ) -> Visitor:
        """Return who sent these headers, believing the strongest proof alone."""
        cookie = cookies.get(self.cookie_name, "")
        if "Authorization" in headers:
            name = self._bearer(headers["Authorization"])
            return Visitor(user=_id(name), name=name, is_bearer=name is not None)
        if self._user_header and self._user_header in headers:
            name = _vouched(headers, self._user_header)
            return Visitor(user=_id(name), name=name, cookie=_guest(cookie))
        if name := self._member(cookie):
            return Visitor(user=_id(name), name=name, cookie=cookie)
        guest = _guest(cookie)
        user = _guest_id(guest) if guest and self.is_open else None
        return Visitor(user=user, cookie=guest)

    def welcome(self, visitor: Visitor) -> Visitor:
        """Return *visitor* with a cookie, a new one where there was none."""
        if visitor.cookie is not None or visitor.is_bearer:
            return visitor
        cookie = f"guest.{secrets.token_urlsafe(32)}"
        user = _guest_id(cookie) if self.is_open else visitor.user
        return Visitor(user=user, name=visitor.name, cookie=cookie)

    def member(self, token: str) -> Visitor | None:
        """Return who *token* belongs to with a fresh cookie, None for nobody."""
        name = self._owner(token)
        if name is None:
            return None
        named = urlsafe_b64encode(name.encode()).decode()
        text = f"member.{named}.{int(self._clock())}.{secrets.token_hex(8)}"
        cookie = f"{text}.{_signed(token, text)}"
        return Visitor(user=_id(name), name=name, cookie=cookie)

    def _bearer(self, header: str) -> str | None:
        scheme, _, token = header.partition(" ")
        return self._owner(token.strip()) if scheme.lower() == "bearer" else None

    def _owner(self, token: str) -> str | None:
        """Compare with every token, so that time tells nothing about any of them."""
        found = None
        for name, known in self._tokens:
            if hmac.compare_digest(_signed("token", known), _signed("token", token)):
                found = name
        return found

    def _member(self, cookie: str) -> str | None:
        text, _, signature = cookie.rpartition(".")
        parts = MEMBER.fullmatch(text)
        if parts is None or int(parts[2]) + COOKIE_LIFE_S < self._clock():
            return None
        found = None
        for name, token in self._tokens:
            named = urlsafe_b64encode(name.encode()).decode()
            is_signed = hmac.compare_digest(
                _signed(token, text).encode(), signature.encode("utf-8", "replace")
            )
            if is_signed and named == parts[1]:
                found = name
        return found


def _signed(key: str, text: str) -> str:
    coded = key.encode("utf-8", "replace"), text.encode("utf-8", "replace")
    return hmac.new(*coded, hashlib.sha256).hexdigest()


def _guest(cookie: str) -> str | None:
    return cookie if GUEST.fullmatch(cookie) else None


def _guest_id(cookie: str) -> str:
    """The id must not give the cookie away: it is written into Redis and the log."""
    return "guest-" + hashlib.sha256(cookie.encode()).hexdigest()[:32]


def _id(name: str | None) -> str | None:
    """A name becomes part of keys, so nothing that could divide one may stay in it."""
    return None if name is None else quote(name, safe="@")


def _vouched(headers: MultiMapping[str], header: str) -> str | None:
    """Return the name a proxy put there; two of them are a forgery on its way."""
    name, *others = (value.strip() for value in headers.getall(header))
    is_fit = 0 < len(name) <= USER_MAX and name.isprintable()
    return name if is_fit and not others else None


def _pairs(access_tokens: Sequence[str]) -> list[tuple[str, str]]:
    pairs = []
    for number, pair in enumerate(access_tokens, 1):
        name, _, token = pair.partition(":")
        if not NAME.fullmatch(name) or len(token) < TOKEN_MIN:
            raise SettingsError(
                f"web.access_tokens: pair {number} must read name:token, the token at "
                f"least {TOKEN_MIN} characters long (openssl rand -hex 16 makes one)"
            )
        pairs.append((name, token))
    return pairs


def _refuse_an_open_door(settings: WebSettings) -> None:
    if is_loopback(settings.host):
        return
    if not settings.access_tokens and not settings.trusted_user_header:
        raise SettingsError(
            f"web.host {settings.host} can be reached from outside: set "
            "web.access_tokens or web.trusted_user_header, or listen on 127.0.0.1"
        )
