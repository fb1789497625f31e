"""Who somebody is in their workspace, asked of Slack and remembered for a while."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Protocol

from aiohttp import ClientError
from slack_sdk.errors import SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.hearing.manners import Person
from adapters.slack.hearing.payloads import Payload, an_id, is_set, table, words
from bot.errors import ServiceError

KEPT_S = 600.0
KEPT_MAX = 10_000
SILENT = (SlackClientError, ServiceError, ClientError, OSError, TimeoutError)


class ClientOf(Protocol):
    def __call__(self, team: str) -> Awaitable[AsyncWebClient]: ...


class People:
    def __init__(self, client_of: ClientOf, clock: Callable[[], float]) -> None:
        self._client_of = client_of
        self._clock = clock
        self._known: dict[tuple[str, str], tuple[float, Person]] = {}

    async def person(self, team: str, user: str, user_team: str = "") -> Person:
        """Return who *user* is. Where Slack cannot say, those of another workspace
        are partners and those of this one members; that is not remembered.
        """
        now = self._clock()
        until, known = self._known.get((team, user), (0.0, None))
        if known is not None and now < until:
            return known
        try:
            client = await self._client_of(team)
            told = (await client.users_info(user=user)).data
        except SILENT:
            is_partner = bool(user_team) and user_team != team
            return Person(user=user, is_partner=is_partner)
        person = _person(table(told, "user"), team, user)
        while len(self._known) >= KEPT_MAX:
            del self._known[next(iter(self._known))]
        self._known[team, user] = (now + KEPT_S, person)
        return person


def _person(raw: Payload, team: str, user: str) -> Person:
    return Person(
        user=user,
        name=words(raw, "profile", "display_name") or words(raw, "real_name"),
        is_guest=is_set(raw, "is_restricted") or is_set(raw, "is_ultra_restricted"),
        is_partner=is_set(raw, "is_stranger") or not _is_of(raw, team),
        is_bot=is_set(raw, "is_bot"),
    )


def _is_of(raw: Payload, team: str) -> bool:
    """Whether *raw* is of *team*: in an enterprise one person is of several."""
    shared = table(raw, "enterprise_user").get("teams")
    home = an_id(raw, "team_id")
    return home in {"", team} or (isinstance(shared, list) and team in shared)
