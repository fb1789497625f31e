"""The product as processes around a fake Slack: adapters that a test may kill."""

from __future__ import annotations

from tests.adapters import team
from tests.adapters.slack.fake import Channel, FakeSlack, Message
from tests.adapters.slack.office import is_final
from tests.waiting import until


class Team(team.Team):
    def __init__(self, slack: FakeSlack, toml: str = "") -> None:
        leads = (
            f'[slack]\napi_url = "{slack.api_url}"\n'
            f'file_origins = ["{slack.origin}"]\n{toml}'
        )
        secrets = {
            "SIGHTLINE_SLACK_BOT_TOKEN": slack.bot_token,
            "SIGHTLINE_SLACK_APP_TOKEN": slack.app_token,
        }
        super().__init__("slack", leads, secrets)
        self.slack = slack

    async def connected(self, count: int = 1) -> None:
        """Return once as many sockets are open as adapters are alive."""
        await until(lambda: len(self.slack.sockets.connections) >= count, 30)

    async def quiet(self) -> None:
        await self.slack.settled(60)
        await super().quiet()

    async def handled(self) -> None:
        await self.slack.settled(60)
        await super().handled()

    async def the_one_answer(self, channel: Channel, thread: str) -> Message:
        """Return our only message in *thread*, once all is quiet and it is final."""
        answers = self.slack.answers
        await until(lambda: any(map(is_final, answers(channel, thread))), 60)
        await self.quiet()
        (only,) = answers(channel, thread)
        assert is_final(only)
        return only
