"""The tokens that workspaces granted by OAuth, in Redis, readable with our key alone.

A bot's token is all that is kept: no person's is asked for, and one that came along
is dropped here. An org-wide install is kept under its enterprise, others under their
team.
"""

from __future__ import annotations

import logging
from typing import Literal

import msgspec
from msgspec import Struct
from slack_sdk.oauth.installation_store import Bot, Installation
from slack_sdk.oauth.installation_store.async_installation_store import (
    AsyncInstallationStore,
)

from adapters.slack.doors.clients import Grant
from adapters.slack.doors.kept_notes import FOR_GOOD_S, Notes
from adapters.slack.doors.sealing import Sealed

INSTALLATION, ORG, PROOF = "slack:installation", "slack:org", "slack:key"
log = logging.getLogger(__name__)


class Installed(Struct, frozen=True, kw_only=True):
    version: Literal[1] = 1
    app: str = ""
    enterprise: str = ""
    team: str = ""
    bot_token: str
    bot_id: str = ""
    bot_user: str = ""
    scopes: tuple[str, ...] = ()
    installer: str = ""
    installed_at: float
    is_org_wide: bool = False

    @property
    def place(self) -> str:
        return self.enterprise if self.is_org_wide else self.team


encode = msgspec.json.Encoder().encode
decode = msgspec.json.Decoder(Installed).decode


class Installations(AsyncInstallationStore):
    """Every method raises QueueError, and SettingsError where the key does not fit."""

    def __init__(self, notes: Notes, key: str) -> None:
        self._notes = notes
        self._sealed = Sealed(key)

    @property
    def logger(self) -> logging.Logger:
        return log

    async def prove_key(self) -> None:
        """At the start: raises SettingsError where earlier tokens cannot be opened."""
        proof = await self._notes.note(PROOF, "proof")
        if proof is not None:
            self._sealed.opened(proof)
        # under the first key from now on, as all that is kept from now on
        await self._notes.keep_note(PROOF, "proof", self._sealed.seal(b""), FOR_GOOD_S)

    async def grant(self, team: str, enterprise: str = "") -> Grant | None:
        """Return the token that opens *team*: its own, or its organisation's.

        *enterprise* is given where an event said that the install is org-wide; it is
        remembered for those who only know the team.
        """
        if enterprise and team:
            await self._notes.keep_note(ORG, team, enterprise.encode(), FOR_GOOD_S)
        found = await self._at(team)
        if found is None:
            known = enterprise.encode() or await self._notes.note(ORG, team) or b""
            found = await self._at(known.decode())
        if found is None:
            return None
        return Grant(found.bot_token, found.bot_user, found.bot_id, found.is_org_wide)

    async def revoke(self, team: str, enterprise: str, *, is_org_wide: bool) -> None:
        await self.async_delete_all(
            enterprise_id=enterprise, team_id=None if is_org_wide else team
        )

    async def async_save(self, installation: Installation) -> None:
        if installation.bot_refresh_token:
            log.warning("! token rotation is on: turn it off, tokens would run out")
        kept = _installed(installation)
        await self._notes.keep_note(
            INSTALLATION, kept.place, self._sealed.seal(encode(kept)), FOR_GOOD_S
        )
        log.info("-> installed in %s", kept.place)

    async def async_save_bot(self, bot: Bot) -> None:
        fields = {key: value for key, value in vars(bot).items() if key in BOT_FIELDS}
        await self.async_save(Installation(user_id="", **fields))

    async def async_find_bot(
        self,
        *,
        enterprise_id: str | None,
        team_id: str | None,
        is_enterprise_install: bool | None = False,
    ) -> Bot | None:
        found = await self.async_find_installation(
            enterprise_id=enterprise_id,
            team_id=team_id,
            is_enterprise_install=is_enterprise_install,
        )
        return None if found is None else found.to_bot()

    async def async_find_installation(
        self,
        *,
        enterprise_id: str | None,
        team_id: str | None,
        user_id: str | None = None,
        is_enterprise_install: bool | None = False,
    ) -> Installation | None:
        """Return the install of the place; of a person's own there are none."""
        is_org_wide = is_enterprise_install or not team_id
        found = await self._at((enterprise_id if is_org_wide else team_id) or "")
        if found is None or (user_id is not None and user_id != found.installer):
            return None
        return _installation(found)

    async def async_delete_bot(
        self, *, enterprise_id: str | None, team_id: str | None
    ) -> None:
        await self.async_delete_all(enterprise_id=enterprise_id, team_id=team_id)

    async def async_delete_installation(
        self,
        *,
        enterprise_id: str | None,
        team_id: str | None,
        user_id: str | None = None,
    ) -> None:
        """A person's token was revoked (*user_id*): theirs was never kept."""
        if user_id is None:
            await self.async_delete_all(enterprise_id=enterprise_id, team_id=team_id)

    async def async_delete_all(
        self, *, enterprise_id: str | None, team_id: str | None
    ) -> None:
        place = team_id or enterprise_id or ""
        if await self._notes.drop_note(INSTALLATION, place):
            log.info("<- token of %s dropped", place)
        if team_id:
            await self._notes.drop_note(ORG, team_id)

    async def _at(self, place: str) -> Installed | None:
        if not place:
            return None
        kept = await self._notes.note(INSTALLATION, place)
        return None if kept is None else decode(self._sealed.opened(kept))


BOT_FIELDS = frozenset(
    {
        "app_id",
        "enterprise_id",
        "team_id",
        "bot_token",
        "bot_id",
        "bot_user_id",
        "bot_scopes",
        "is_enterprise_install",
        "installed_at",
    }
)


def _installed(given: Installation) -> Installed:
    return Installed(
        app=given.app_id or "",
        enterprise=given.enterprise_id or "",
        team=given.team_id or "",
        bot_token=given.bot_token or "",
        bot_id=given.bot_id or "",
        bot_user=given.bot_user_id or "",
        scopes=tuple(given.bot_scopes or ()),
        installer=given.user_id or "",
        installed_at=given.installed_at,
        is_org_wide=bool(given.is_enterprise_install),
    )


def _installation(kept: Installed) -> Installation:
    return Installation(
        app_id=kept.app or None,
        enterprise_id=kept.enterprise or None,
        team_id=kept.team or None,
        bot_token=kept.bot_token,
        bot_id=kept.bot_id or None,
        bot_user_id=kept.bot_user or None,
        bot_scopes=list(kept.scopes),
        user_id=kept.installer,
        is_enterprise_install=kept.is_org_wide,
        installed_at=kept.installed_at,
    )
