"""How a route says no: a status, Discord's own code, and words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

Json = dict[str, Any]


class Refused(Exception):  # noqa: N818 - the word that everybody here uses
    def __init__(
        self, status: int, code: int, message: str, faults: Iterable[str] = ()
    ) -> None:
        self.faults = list(faults)
        super().__init__(f"{status} {code} {message} {self.faults}")
        self.status = status
        self.code = code
        self.message = message

    @property
    def body(self) -> Json:
        found: Json = {"code": self.code, "message": self.message}
        if self.faults:
            said = [{"code": "BASE_TYPE", "message": fault} for fault in self.faults]
            found["errors"] = {"_errors": said}
        return found


class RateLimited(Exception):  # noqa: N818 - likewise
    """*is_shared*: others have used up what they share with us."""

    def __init__(
        self, retry_after_s: float, *, is_global: bool = False, is_shared: bool = False
    ) -> None:
        super().__init__(retry_after_s)
        self.retry_after_s = retry_after_s
        self.is_global = is_global
        self.is_shared = is_shared

    @property
    def scope(self) -> str:
        return "global" if self.is_global else "shared" if self.is_shared else "user"


def unauthorized() -> Refused:
    return Refused(401, 0, "401: Unauthorized")


def unknown(what: str) -> Refused:
    """404 for a Channel, Guild, Member, Message, User, Webhook or Interaction."""
    return Refused(404, UNKNOWN[what], f"Unknown {what}")


def missing_access() -> Refused:
    return Refused(403, 50001, "Missing Access")


def missing_permissions() -> Refused:
    return Refused(403, 50013, "Missing Permissions")


def invalid_form(*faults: str) -> Refused:
    return Refused(400, 50035, "Invalid Form Body", faults)


UNKNOWN = {
    "Application": 10002,
    "Channel": 10003,
    "Guild": 10004,
    "Member": 10007,
    "Message": 10008,
    "User": 10013,
    "Webhook": 10015,
    "Interaction": 10062,
}
