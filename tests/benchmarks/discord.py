"""How soon Discord gets its ack, and whether all are answered after a bad half minute.

    python -m tests.benchmarks.discord [--quick]

PER_S `/ask` interactions a second, each with a picture, reach one adapter process over
the gateway for SECONDS while no worker lives; then one returns (it points at a place
and reads nothing, so that only the way there and back is measured) and everything has
to be answered, once. The fake Discord limits each route as Discord does, and is a part
of this process, whose time is in every figure. Picture of 320 x 200 in every question.
"""

from __future__ import annotations

import argparse
import asyncio
import time
from collections.abc import Sequence

from msgspec import Struct

from tests.adapters.discord.campus import is_final
from tests.adapters.discord.fake import Channel, FakeDiscord, Interaction, Upload
from tests.adapters.discord.team import Team
from tests.benchmarks._printing import (
    machine,
    picture,
    print_row,
    quantile,
    verdict,
)
from tests.waiting import until

PER_S = 20
SECONDS = 30
QUICK_SECONDS = 4
CHANNELS = 60
ANSWERED_WITHIN_S = 400.0
DEFER_P99_S = 1.0
DEFER_MAX_S = 3.0
PLACEHOLDER_P99_S = 3.0


class Run(Struct):
    """What one run came to, seconds."""

    defers_s: list[float]
    placeholders_s: list[float]
    asked: int
    answered: int
    doubled: int
    invalid: int
    took_s: float


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true")
    seconds = QUICK_SECONDS if parser.parse_args().quick else SECONDS
    _print_report(asyncio.run(_run(seconds)), seconds)


async def _run(seconds: int) -> Run:
    async with FakeDiscord() as fake, Team(fake) as team:
        fake.endpoint.meters.is_on = True
        channels = [fake.channel(f"channel-{n}") for n in range(CHANNELS)]
        team.start_adapter()
        await team.connected()
        await until(lambda: bool(fake.world.commands), 30)
        asked = await _ask_steadily(fake, channels, seconds)
        await until(lambda: all(each.is_answered for each in asked), 60)
        await team.handled()
        waits = _waits(fake, asked)
        began = time.monotonic()
        team.answer_all()
        await until(lambda: _answered(asked) == len(asked), ANSWERED_WITHIN_S)
        await team.quiet()
        return Run(
            defers_s=[each.waited_s for each in asked],
            placeholders_s=waits,
            asked=len(asked),
            answered=_answered(asked),
            doubled=sum(len(fake.answers(c)) for c in channels) - len(asked),
            invalid=len(fake.invalid),
            took_s=time.monotonic() - began,
        )


async def _ask_steadily(
    fake: FakeDiscord, channels: Sequence[Channel], seconds: int
) -> list[Interaction]:
    """Ask in time, whether the ones before were answered or not."""
    file = Upload("p.png", picture())
    people = [fake.person(f"person-{n}") for n in range(CHANNELS)]
    for person, channel in zip(people, channels, strict=True):
        person.join(channel)
    asked = []
    next_at = time.monotonic()
    for number in range(PER_S * seconds):
        next_at += 1 / PER_S
        await asyncio.sleep(max(next_at - time.monotonic(), 0))
        person, channel = people[number % CHANNELS], channels[number % CHANNELS]
        asked.append(
            person.slash(channel, "ask", question="what is this?", picture=file)
        )
    return asked


def _answered(asked: Sequence[Interaction]) -> int:
    return sum(any(map(is_final, each.answers)) for each in asked)


def _waits(fake: FakeDiscord, asked: Sequence[Interaction]) -> list[float]:
    """Return how long each person waited from the defer until they saw their place."""
    first: dict[str, float] = {}
    for change in fake.history:
        if change.what == "changed" and change.author == fake.world.bot.id:
            first.setdefault(change.id, change.at)
    posted = {c.id: c.at for c in fake.history if c.what == "posted"}
    return [
        first[each.original.id] - posted[each.original.id]
        for each in asked
        if each.original is not None and each.original.id in first
    ]


def _print_report(run: Run, seconds: int) -> None:
    print(machine())
    print(f"{PER_S} interactions a second for {seconds} s in {CHANNELS} channels")
    print("no worker; bounds raised: 1000 a person and minute, 5000 in all\n")
    print_row("defer, s", run.defers_s)
    print_row("placeholder, s", run.placeholders_s)
    rate = run.answered / run.took_s
    print(f"\nthe worker is back: {run.answered} of {run.asked} answered in", end=" ")
    print(f"{run.took_s:.0f} s, {rate:.1f} a second")
    p99 = quantile(run.defers_s, 0.99)
    verdict(f"defer p99 at most {DEFER_P99_S:.0f} s", p99 <= DEFER_P99_S)
    verdict(f"defer at most {DEFER_MAX_S:.0f} s", max(run.defers_s) <= DEFER_MAX_S)
    seen = quantile(run.placeholders_s, 0.99)
    verdict(
        f"place in line p99 at most {PLACEHOLDER_P99_S:.0f} s after it",
        seen <= PLACEHOLDER_P99_S,
    )
    verdict("a place in line each", len(run.placeholders_s) == run.asked)
    verdict("every question answered", run.answered == run.asked)
    verdict("none twice", run.doubled == 0)
    verdict(f"no invalid request ({run.invalid})", run.invalid == 0)


if __name__ == "__main__":
    main()
