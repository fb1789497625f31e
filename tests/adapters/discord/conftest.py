from __future__ import annotations

from tests.adapters.discord.fake.conftest import app, fake, homework

__all__ = ["app", "fake", "homework"]
