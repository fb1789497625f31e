"""Where in Discord something is to stand, and by which right we may write there."""

from __future__ import annotations

from msgspec import Struct

from adapters.discord.notes import Hook, Where
from bot.jobs import Address

HOOK_S = 14 * 60.0
"""An interaction's token is good for 15 minutes; the last one is left unused."""


class Spot(Struct, frozen=True, kw_only=True):
    """*message* is what is replied to, "" for nothing. A *hook* goes before it."""

    guild: str = ""
    channel: str
    message: str = ""
    user: str = ""
    hook: Hook | None = None
    is_direct: bool = False

    @classmethod
    def of(cls, address: Address) -> Spot:
        details = address.details
        hook = None
        if token := details.get("token"):
            hook = Hook(
                token=token,
                at=float(details.get("at", "0")),
                is_private="private" in details,
                is_member="member" in details,
            )
        return cls(
            guild=details.get("guild", ""),
            channel=details.get("channel", address.channel),
            message=details.get("message", ""),
            user=address.user,
            hook=hook,
            is_direct="direct" in details,
        )

    @property
    def is_private(self) -> bool:
        return self.hook is not None and self.hook.is_private

    @property
    def is_open(self) -> bool:
        """Whether we may write there without an interaction's token."""
        return self.hook is None or (self.hook.is_member and not self.hook.is_private)

    def token(self, now: float) -> str:
        """Return the token that still is good at *now* (epoch seconds), or ""."""
        if self.hook is None or now - self.hook.at > HOOK_S:
            return ""
        return self.hook.token


def details_of(where: Where, message: str, hook: Hook | None = None) -> dict[str, str]:
    """Return what an address has to keep for `Spot.of`."""
    details = {"channel": where.channel, "guild": where.guild, "message": message}
    details |= {"direct": "1"} if where.is_direct else {}
    if hook is not None:
        details |= {"token": hook.token, "at": str(hook.at)}
        details |= {"private": "1"} if hook.is_private else {}
        details |= {"member": "1"} if hook.is_member else {}
    return {name: value for name, value in details.items() if value}
