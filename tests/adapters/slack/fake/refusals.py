"""How a method says no: Slack answers 200 with an error in its body."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]


class Refused(Exception):  # noqa: N818 - the word that everybody here uses
    """*error* is Slack's word for it, *more* what its body says besides."""

    def __init__(self, error: str, **more: Any) -> None:
        super().__init__(error)
        self.error = error
        self.more = more

    @property
    def body(self) -> Json:
        return {"ok": False, "error": self.error, **self.more}


class RateLimited(Exception):  # noqa: N818 - likewise
    def __init__(self, retry_after_s: int) -> None:
        super().__init__(retry_after_s)
        self.retry_after_s = retry_after_s


def because(error: str, *messages: str) -> Refused:
    """A refusal that names what is wrong, as invalid_blocks does."""
    found = [f"[ERROR] {message}" for message in messages]
    return Refused(error, response_metadata={"messages": found})
