"""The bolt app: which request of Slack's goes to which handler, and what it answers.

Every handler runs to its end before Slack gets its ack: by then the event lies in
Redis. A handler that cannot keep it raises, Slack gets no ack and sends it again.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Awaitable, Callable
from typing import Any, Protocol

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.async_authorize import AsyncAuthorize
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.error import BoltUnhandledRequestError
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.doors.clients import Clients, NoTokenError
from adapters.slack.doors.needs import COMMAND, SHORTCUT, TAKEN
from adapters.slack.doors.reticence import library_log
from adapters.slack.doors.seen import Seen
from bot.errors import ServiceError, SettingsError
from bot.ledger import traced
from bot.settings import SlackSettings

Body = dict[str, Any]
EVENT = re.compile(rf"^({'|'.join(('message', *TAKEN))})$")
REVOCATIONS = ("app_uninstalled", "tokens_revoked")
log = logging.getLogger(__name__)


class Handlers(Protocol):
    """What is done with what Slack sends. Raises QueueError: then it was not kept."""

    async def event(self, body: Body) -> None: ...

    async def home_opened(self, body: Body, client: AsyncWebClient) -> None: ...

    async def shortcut(self, body: Body, client: AsyncWebClient) -> None: ...

    async def submitted(self, body: Body) -> Body | None:
        """Return what the form is answered with, None closes it."""

    async def pressed(self, body: Body) -> None: ...

    async def command(self, body: Body) -> Body:
        """Return the response, which its asker alone sees."""


class Revoking(Protocol):
    """Forgets the tokens of a workspace at once."""

    async def revoke(
        self, team: str, enterprise: str, *, is_org_wide: bool
    ) -> None: ...


def slack_app(
    settings: SlackSettings,
    clients: Clients,
    handlers: Handlers,
    *,
    oauth: AsyncOAuthFlow | None = None,
    revoking: Revoking | None = None,
    seen: Seen | None = None,
) -> AsyncApp:
    """Return the app. *oauth* and *revoking* are there where workspaces install it."""
    app = AsyncApp(
        name="sightline.slack",
        logger=library_log("bolt"),
        client=clients.bare,
        process_before_response=True,
        raise_error_for_unhandled_request=True,
        signing_secret=settings.signing_secret,
        authorize=Authorizing(clients),
        oauth_flow=oauth,
        request_verification_enabled=settings.mode == "http",
        ssl_check_enabled=False,
        attaching_function_token_enabled=False,
        attaching_conversation_kwargs_enabled=False,
    )
    if seen is not None:
        _remember(app, seen)
    _listen_to_events(app, handlers, clients, revoking)
    _listen_to_people(app, handlers)
    app.error(_answer_for)
    return app


class Authorizing(AsyncAuthorize):
    """Bolt's own asks Slack with every event, which no ack should wait for."""

    def __init__(self, clients: Clients) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._clients = clients

    async def __call__(
        self,
        *,
        context: Any,
        enterprise_id: str | None,
        team_id: str | None,
        user_id: str | None,
        **_: Any,
    ) -> AuthorizeResult:
        """Raises NoTokenError, QueueError, ServiceError."""
        is_org_wide = bool(context.is_enterprise_install)
        grant = await self._clients.grant(
            team_id or "", (enterprise_id or "") if is_org_wide else ""
        )
        return AuthorizeResult(
            enterprise_id=enterprise_id,
            team_id=team_id,
            user_id=user_id,
            bot_user_id=grant.bot_user or None,
            bot_id=grant.bot_id or None,
            bot_token=grant.token,
        )


def _remember(app: AsyncApp, seen: Seen) -> None:
    @app.middleware
    async def remember(body: Body, next_: Callable[[], Awaitable[None]]) -> None:
        await seen.saw(body)
        await next_()


def _listen_to_events(
    app: AsyncApp, handlers: Handlers, clients: Clients, revoking: Revoking | None
) -> None:
    @app.event(EVENT)
    async def event(body: Body) -> None:
        # the note first: were the token gone and the note lost, nobody would clean up
        await handlers.event(body)
        if body["event"]["type"] in REVOCATIONS and _is_of_the_bot(body["event"]):
            await _revoke(body, clients, revoking)

    @app.event("app_home_opened", matchers=[_is_of_messages])
    async def home_opened(body: Body, client: AsyncWebClient) -> None:
        await handlers.home_opened(body, client)


async def _is_of_messages(event: Body) -> bool:
    return event.get("tab") == "messages"


def _is_of_the_bot(event: Body) -> bool:
    """A person's own token may be revoked: that one is nothing to us."""
    match event:
        case {"type": "app_uninstalled"} | {"tokens": {"bot": [_, *_]}}:
            return True
        case _:
            return False


async def _revoke(body: Body, clients: Clients, revoking: Revoking | None) -> None:
    team, enterprise = body.get("team_id") or "", body.get("enterprise_id") or ""
    is_org_wide = bool(body.get("is_enterprise_install"))
    if revoking is not None:
        await revoking.revoke(team, enterprise, is_org_wide=is_org_wide)
    clients.forget(team, is_org_wide=is_org_wide)


def _listen_to_people(app: AsyncApp, handlers: Handlers) -> None:
    @app.message_shortcut(SHORTCUT)
    async def shortcut(body: Body, client: AsyncWebClient, ack: AsyncAck) -> None:
        await handlers.shortcut(body, client)
        await ack()

    @app.view_submission(SHORTCUT)
    async def submitted(body: Body, ack: AsyncAck) -> None:
        answer = await handlers.submitted(body)
        await ack(answer or "")

    @app.action({"type": "block_actions", "action_id": re.compile(".*")})
    async def pressed(body: Body, ack: AsyncAck) -> None:
        await handlers.pressed(body)
        await ack()

    @app.command(COMMAND)
    async def command(body: Body, ack: AsyncAck) -> None:
        await ack({**await handlers.command(body), "response_type": "ephemeral"})


async def _answer_for(error: Exception) -> BoltResponse:
    """Return what Slack hears where no handler did its work.

    Unasked kinds of requests, and those of workspaces that we hold no token for, are
    acked: they would come again for nothing.
    """
    match error:
        case BoltUnhandledRequestError():
            return BoltResponse(status=200, body="")
        case NoTokenError():
            log.warning("! %s", error)
            return BoltResponse(status=200, body="")
        case ServiceError() | SettingsError():
            log.error("! not kept, no ack: %s", traced(error))
            return BoltResponse(status=503, body="")
        case _:
            log.error("! refused: %s", traced(error))
            return BoltResponse(status=400, body="")
