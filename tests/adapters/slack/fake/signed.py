"""HTTP to an app's own door: signed as Slack signs, or forged as a test wants."""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from dataclasses import dataclass
from urllib.parse import urlencode

import aiohttp

from tests.adapters.slack.fake.refusals import Json
from tests.adapters.slack.fake.sockets import Unacked

JSON = "application/json"
FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Answered:
    status: int
    body: bytes
    headers: dict[str, str]

    @property
    def json(self) -> Json:
        """The answer as an object, {"text": …} where it is plain words."""
        try:
            found = json.loads(self.body)
        except ValueError:
            return {"text": self.body.decode(errors="replace")} if self.body else {}
        return found if isinstance(found, dict) else {}


def signature(secret: str, timestamp: str, body: bytes) -> str:
    base = b"v0:" + timestamp.encode() + b":" + body
    return "v0=" + hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()


def encoded(kind: str, payload: Json) -> tuple[bytes, str]:
    """The body of a request of *kind*, and its content type."""
    if kind == "events_api":
        return json.dumps(payload).encode(), JSON
    if kind == "interactive":
        return urlencode({"payload": json.dumps(payload)}).encode(), FORM
    return urlencode(payload).encode(), FORM


class Door:
    """Where an app listens: *urls* by kind of envelope, "" for all others."""

    def __init__(self, secret: str) -> None:
        self.secret = secret
        self.urls: dict[str, str] = {}
        self.session: aiohttp.ClientSession | None = None
        self.last: tuple[str, bytes, dict[str, str]] | None = None

    async def send(
        self, kind: str, payload: Json, retry: tuple[int, str] | None, timeout_s: float
    ) -> Json:
        """Return what the app answered. Raises Unacked."""
        body, content_type = encoded(kind, payload)
        headers = {}
        if retry:
            headers["X-Slack-Retry-Num"] = str(retry[0])
            headers["X-Slack-Retry-Reason"] = retry[1]
        try:
            answered = await self.request(
                body,
                kind=kind,
                content_type=content_type,
                headers=headers,
                timeout_s=timeout_s,
            )
        except TimeoutError:
            raise Unacked("http_timeout") from None
        except aiohttp.ClientError:
            raise Unacked("connection_failed") from None
        if answered.status // 100 != 2:
            quiet = answered.headers.get("X-Slack-No-Retry") == "1"
            raise Unacked("no_retry" if quiet else "http_error", answered.json)
        return answered.json

    async def request(
        self,
        body: bytes,
        *,
        kind: str = "events_api",
        content_type: str = JSON,
        timestamp: str | None = None,
        signed: str | None = None,
        headers: dict[str, str] | None = None,
        timeout_s: float = 5.0,
    ) -> Answered:
        """Send *body* as it is: another *timestamp* or *signed* makes it a forgery."""
        at = str(int(time.time())) if timestamp is None else timestamp
        given = {
            "Content-Type": content_type,
            "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
            "X-Slack-Request-Timestamp": at,
            "X-Slack-Signature": signed or signature(self.secret, at, body),
        }
        given |= headers or {}
        url = self.urls.get(kind) or self.urls.get("")
        if url is None:
            raise AssertionError(f"the app told no url for {kind}")
        self.last = (url, body, given)
        return await self.replay(timeout_s)

    async def replay(self, timeout_s: float = 5.0) -> Answered:
        """Send the last request, byte for byte as it was."""
        if self.last is None:
            raise AssertionError("nothing was sent yet")
        url, body, given = self.last
        limit, session = aiohttp.ClientTimeout(total=timeout_s), self._session()
        async with session.post(url, data=body, headers=given, timeout=limit) as reply:
            found = {str(k): v for k, v in reply.headers.items()}
            return Answered(reply.status, await reply.read(), found)

    async def verify_url(self, challenge: str = "3eZbrw1aB") -> Answered:
        body = {"token": "made-up", "challenge": challenge, "type": "url_verification"}
        return await self.request(json.dumps(body).encode())

    def _session(self) -> aiohttp.ClientSession:
        if self.session is None:
            self.session = aiohttp.ClientSession(auto_decompress=False)
        return self.session

    async def close(self) -> None:
        if self.session is not None:
            await self.session.close()
