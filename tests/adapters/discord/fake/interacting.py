"""An interaction as Discord keeps it: who may still answer it, and how it was."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from tests.adapters.discord.fake.places import Channel, Message, User
from tests.adapters.discord.fake.refusals import Json

FIRST_S = 3.0
TOKEN_S = 900.0
Kind = Literal[2, 3, 4, 5]
COMMAND, COMPONENT, AUTOCOMPLETE, MODAL = 2, 3, 4, 5


@dataclass
class Interaction:
    """*answered_with* is the type of the first response, 0 while there is none."""

    id: str
    token: str
    kind: int
    channel: Channel
    user: User
    at: float
    payload: Json
    message: Message | None = None
    answered_with: int = 0
    answered_at: float = 0.0
    modal: Json | None = None
    choices: list[Json] = field(default_factory=list)
    original: Message | None = None
    followups: list[Message] = field(default_factory=list)

    @property
    def is_answered(self) -> bool:
        return self.answered_with != 0

    @property
    def waited_s(self) -> float:
        """How long the person waited for the first response."""
        return self.answered_at - self.at

    @property
    def answers(self) -> list[Message]:
        """Every message that stands as its answer, the first response first."""
        found = [self.original, *self.followups]
        return [m for m in found if m is not None and not m.is_deleted]
