"""Under which names this site answers, and which pages may write to it.

A browser can be led here by a foreign page (cross-site requests) or by a foreign name
that resolves to loopback (DNS rebinding); both show in the headers it cannot forge.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from ipaddress import ip_address
from urllib.parse import urlsplit

from bot.settings import WebSettings

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
HOST = re.compile(r"(?:\[(?P<v6>[0-9a-f:.]+)\]|(?P<name>[a-z0-9_.-]+))(?::\d{1,5})?")


def is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


class Addresses:
    def __init__(self, settings: WebSettings) -> None:
        self._is_local = is_loopback(settings.host)
        public = urlsplit(settings.public_url.lower())
        self._origin = f"{public.scheme}://{public.netloc}" if public.netloc else ""
        self._names = LOOPBACK | {settings.host.lower(), host_of(public.netloc)} - {""}

    def answers_to(self, host: str) -> bool:
        """Whether the Host header *host* is ours; elsewhere than on loopback any is."""
        return not self._is_local or host_of(host) in self._names

    def may_write(self, headers: Mapping[str, str]) -> bool:
        """Whether a request that changes something comes from a page of this site.

        A client that is no browser sends neither header and has to know the secret.
        """
        if headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
            return False
        origin = headers.get("Origin")
        return origin is None or origin.lower() in self._origins(headers)

    def _origins(self, headers: Mapping[str, str]) -> set[str]:
        here = headers.get("Host", "").lower()
        if self._origin and not is_loopback(host_of(here)):
            return {self._origin}
        return {f"http://{here}", f"https://{here}"}


def host_of(header: str) -> str:
    """Return the host that a Host header names, without its port; "" for nonsense."""
    parts = HOST.fullmatch(header.lower())
    return (parts["v6"] or parts["name"]) if parts else ""
