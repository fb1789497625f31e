"""The product as processes around a fake Discord: adapters that a test may kill."""

from __future__ import annotations

from tests.adapters import team
from tests.adapters.discord.campus import is_final
from tests.adapters.discord.fake import Channel, FakeDiscord, Message
from tests.waiting import until

IDENTIFIED = "{sightline}:note:discord:identified:times"


class Team(team.Team):
    def __init__(self, fake: FakeDiscord, toml: str = "") -> None:
        leads = (
            f'[discord]\napi_url = "{fake.api_url}"\nmessage_content = true\n'
            f'file_origins = ["{fake.cdn.origin}"]\n{toml}'
        )
        super().__init__("discord", leads, {"SIGHTLINE_DISCORD_TOKEN": fake.token})
        self.fake = fake

    async def connected(self, count: int = 1) -> None:
        """Return once as many sessions are ready as adapters are alive."""
        gateway = self.fake.gateway

        def live() -> int:
            return sum(1 for each in gateway.sessions.values() if each.connection)

        await until(lambda: live() >= count, 30)

    async def forget_identifies(self) -> None:
        """Let adapters identify as if none had: a test kills more often than a day."""
        await self.client.delete(IDENTIFIED)

    async def the_one_answer(self, channel: Channel, to: str = "") -> Message:
        """Return our only message in *channel*, once all is quiet and it is final."""
        answers = self.fake.answers
        await until(lambda: any(map(is_final, answers(channel, to))), 60)
        await self.quiet()
        (only,) = answers(channel, to)
        assert is_final(only)
        return only
