"""The message that "Ask about this picture" was chosen on, until the form is sent."""

from __future__ import annotations

from msgspec import Struct, json

from adapters.discord.notes import File, Where


class Target(Struct, frozen=True, kw_only=True):
    where: Where
    message: str
    author: str
    files: tuple[File, ...] = ()

    def encode(self) -> bytes:
        return json.encode(self)

    @classmethod
    def decode(cls, kept: bytes) -> Target:
        """Raises msgspec.DecodeError for what is no target."""
        return _decode(kept)


_decode = json.Decoder(Target).decode
