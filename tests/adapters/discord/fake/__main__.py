"""`python -m tests.adapters.discord.fake`: a Discord to try the adapter out with.

It prints what leads to it and stays. Enter lets a person named ana post a picture and
mention the bot; words are hers, in a direct message. What the bot says is printed.
"""

from __future__ import annotations

import asyncio
import sys
from threading import Thread

from adapters.running import until_told_to_stop
from bot.cancelling import side_by_side
from tests.adapters.discord.fake import FakeDiscord, Upload
from tests.adapters.discord.fake.cdn import signed
from tests.adapters.discord.fake.world import Change
from tests.rendered import error_dialog

QUESTION = "What does the error say?"
LOOK_S = 0.1
LEADS = """\
Into sightline.toml:

[discord]
api_url = "{api_url}"
file_origins = ["{cdn}"]
message_content = true

Into the environment:

export SIGHTLINE_DISCORD_TOKEN={token}

Then start Sightline. Enter: ana posts a picture; words: ana writes them to the bot.
"""


async def stay(fake: FakeDiscord) -> None:
    leads = {"api_url": fake.api_url, "cdn": fake.cdn.origin, "token": fake.token}
    print(LEADS.format(**leads), flush=True)
    await side_by_side(until_told_to_stop(), _ana(fake), _tell(fake))


async def _ana(fake: FakeDiscord) -> None:
    homework, ana = fake.channel("homework"), fake.person("ana")
    lines = _lines()
    while True:
        words = await lines.get()
        if words:
            ana.post(ana.direct, words)
        else:
            picture = Upload("error.png", error_dialog().png())
            ana.post(homework, f"{fake.mention} {QUESTION}", [picture])


async def _tell(fake: FakeDiscord) -> None:
    told = 0
    while True:
        for change in fake.history[told:]:
            _print(fake, change)
        told = len(fake.history)
        await asyncio.sleep(LOOK_S)


def _print(fake: FakeDiscord, change: Change) -> None:
    name = fake.world.users[change.author].name
    message = fake.world.channels[change.channel].messages[change.id]
    pictures = "".join(f"\n    {signed(fake.world, one)}" for one in message.files)
    said = change.said.replace("\n", "\n    ")
    print(f"{name} ({change.what}): {said}{pictures}", flush=True)


def _lines() -> asyncio.Queue[str]:
    """Return what is typed, read by a thread that Ctrl-C need not wait for."""
    queue: asyncio.Queue[str] = asyncio.Queue()
    loop = asyncio.get_running_loop()

    def read() -> None:
        for line in sys.stdin:
            loop.call_soon_threadsafe(queue.put_nowait, line.strip())

    Thread(target=read, daemon=True).start()
    return queue


async def main() -> None:
    async with FakeDiscord() as fake:
        await stay(fake)


if __name__ == "__main__":
    asyncio.run(main())
