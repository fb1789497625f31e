"""What ties the end of an install to the browser that began it: good once."""

from __future__ import annotations

import logging
import secrets
from typing import Any

from slack_sdk.oauth.state_store.async_state_store import AsyncOAuthStateStore

from adapters.slack.doors.kept_notes import Notes

STATE = "slack:state"
STATE_S = 600.0
log = logging.getLogger(__name__)


class States(AsyncOAuthStateStore):
    def __init__(self, notes: Notes) -> None:
        self._notes = notes

    @property
    def logger(self) -> logging.Logger:
        return log

    async def async_issue(self, *_: Any, **__: Any) -> str:
        state = secrets.token_urlsafe(32)
        await self._notes.keep_note(STATE, state, b"1", STATE_S)
        return state

    async def async_consume(self, state: str) -> bool:
        return await self._notes.drop_note(STATE, state)
