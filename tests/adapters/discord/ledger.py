"""What was asked against what is visible: one answer to each question, nothing else."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from bot.cancelling import cancelled
from tests.adapters.discord.campus import Campus, a_worksheet, is_final
from tests.adapters.discord.fake import Channel, Interaction, Message, Person
from tests.waiting import until


@dataclass
class Ledger:
    """Asks as people do, and remembers it."""

    grounds: Campus
    person: Person
    messages: list[Message] = field(default_factory=list)
    commands: list[Interaction] = field(default_factory=list)

    def mention(self, channel: Channel) -> Message:
        words = f"{self.grounds.fake.mention} what does it say?"
        self.messages.append(self.person.post(channel, words, [a_worksheet()]))
        return self.messages[-1]

    def reply(self, channel: Channel) -> Message:
        """Ask on, by a reply to an answer; by a mention where there is none yet."""
        finals = [m for m in self.grounds.fake.answers(channel) if is_final(m)]
        if not finals:
            return self.mention(channel)
        words = "and what is below it?"
        posted = self.person.post(channel, words, reply_to=finals[-1])
        self.messages.append(posted)
        return posted

    def command(self, channel: Channel) -> Interaction:
        self.person.join(channel)
        self.commands.append(self.person.slash(channel, "ask", picture=a_worksheet()))
        return self.commands[-1]

    def any(self, chance: random.Random, channels: list[Channel]) -> None:
        ask = chance.choice([self.mention, self.reply, self.command])
        ask(chance.choice(channels))

    @property
    def count(self) -> int:
        return len(self.messages) + len(self.commands)

    def answers(self) -> list[Message]:
        places = {m.channel for m in self.messages}
        places |= {each.channel.id for each in self.commands}
        channels = self.grounds.fake.world.channels
        return [
            m for place in places for m in self.grounds.fake.answers(channels[place])
        ]

    async def balanced(self, within_s: float = 20.0) -> None:
        """Return once all is answered and quiet; fail where that is not one to one."""
        await until(lambda: sum(map(is_final, self.answers())) >= self.count, within_s)
        await self.grounds.settled()
        await until(self.grounds.has_delivered_all)
        answers = self.answers()
        assert all(map(is_final, answers))
        replied = [m.reference["message_id"] for m in answers if m.reference]
        assert sorted(replied) == sorted(m.id for m in self.messages)
        assert [len(each.answers) for each in self.commands] == [1] * len(self.commands)
        assert len(answers) == self.count


@asynccontextmanager
async def answering(grounds: Campus) -> AsyncIterator[None]:
    """Let every question be answered as soon as it is asked."""

    async def answer() -> None:
        while True:
            for claim in await grounds.queue.claim("worker", 8, 1):
                await grounds.finish(claim)

    task = asyncio.create_task(answer())
    try:
        yield
    finally:
        await cancelled(task)
