"""How soon Slack gets its ack, and whether all are answered after a bad half minute.

    python -m tests.benchmarks.slack [--quick]

PER_S events a second reach one adapter process over Socket Mode for SECONDS while no
worker lives; then one returns (it points at a place and reads nothing, so that only
the way there and back is measured) and everything has to be answered, once. The fake
Slack takes a message a second in a channel, as Slack does, and is a part of this
process, whose time is in every figure. Picture of 320 x 200 in every event.
"""

from __future__ import annotations

import argparse
import asyncio
import time
from collections.abc import Sequence

from msgspec import Struct

from tests.adapters.slack.fake import Channel, FakeSlack, Message, Person, Upload
from tests.adapters.slack.office import is_final
from tests.adapters.slack.team import Team
from tests.benchmarks._printing import (
    machine,
    picture,
    print_row,
    quantile,
    verdict,
)
from tests.waiting import until

PER_S = 50
SECONDS = 30
QUICK_SECONDS = 4
CHANNELS = 150
ANSWERED_WITHIN_S = 400.0
ACK_P99_MS = 500.0
ACK_MAX_MS = 2500.0
PLACEHOLDER_P99_S = 1.0


class Asked(Struct):
    channel: Channel
    message: Message
    at: float


class Run(Struct):
    """What one run came to, seconds."""

    acks_s: list[float]
    placeholders_s: list[float]
    asked: int
    answered: int
    doubled: int
    unfinished: int
    took_s: float


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true")
    seconds = QUICK_SECONDS if parser.parse_args().quick else SECONDS
    _print_report(asyncio.run(_run(seconds)), seconds)


async def _run(seconds: int) -> Run:
    async with FakeSlack() as slack, Team(slack) as team:
        slack.faults.is_metered = True
        team.start_adapter()
        await team.connected()
        channels = [slack.channel(f"channel-{n}") for n in range(CHANNELS)]
        people = [slack.person(f"person-{n}") for n in range(CHANNELS)]
        asked = await _ask_steadily(slack, channels, people, seconds)
        await slack.settled(60)
        await team.handled()
        waits = _waits(slack, asked)
        began = time.monotonic()
        team.answer_all()
        await until(lambda: _answered(slack, asked) == len(asked), ANSWERED_WITHIN_S)
        await team.quiet()
        took_s = time.monotonic() - began
        counts = [len(slack.answers(a.channel, a.message.ts)) for a in asked]
        return Run(
            acks_s=[a.seconds for a in slack.acks if not a.reason],
            placeholders_s=waits,
            asked=len(asked),
            answered=_answered(slack, asked),
            doubled=sum(count > 1 for count in counts),
            unfinished=sum(count == 0 for count in counts),
            took_s=took_s,
        )


async def _ask_steadily(
    slack: FakeSlack,
    channels: Sequence[Channel],
    people: Sequence[Person],
    seconds: int,
) -> list[Asked]:
    """Post in time, whether the ones before were acked or not."""
    content = picture()
    asked = []
    next_at = time.monotonic()
    for number in range(PER_S * seconds):
        next_at += 1 / PER_S
        await asyncio.sleep(max(next_at - time.monotonic(), 0))
        channel = channels[number % CHANNELS]
        message = await people[number % CHANNELS].post(
            channel, f"{slack.mention} what is this?", [Upload(content, "p.png")]
        )
        asked.append(Asked(channel, message, time.monotonic()))
    return asked


def _answered(slack: FakeSlack, asked: Sequence[Asked]) -> int:
    return sum(
        any(map(is_final, slack.answers(a.channel, a.message.ts))) for a in asked
    )


def _waits(slack: FakeSlack, asked: Sequence[Asked]) -> list[float]:
    """Return how long each question waited until something of ours stood below it."""
    ours = {
        (change.channel, change.ts): change.at
        for change in slack.history
        if change.what == "posted" and change.user == slack.bot_user
    }
    return [
        ours[a.channel.id, answers[0].ts] - a.at
        for a in asked
        if (answers := slack.answers(a.channel, a.message.ts))
    ]


def _print_report(run: Run, seconds: int) -> None:
    print(machine())
    print(f"{PER_S} events a second for {seconds} s in {CHANNELS} channels, no worker")
    print("bounds raised: 1000 a person and minute, 5000 a workspace and in all\n")
    print_row("ack, ms", [1000 * each for each in run.acks_s])
    print_row("placeholder, s", run.placeholders_s)
    print(f"placeholders: {len(run.placeholders_s)} of {run.asked}")
    rate = run.answered / run.took_s
    print(f"\nthe worker is back: {run.answered} of {run.asked} answered in", end=" ")
    print(f"{run.took_s:.0f} s, {rate:.1f} a second")
    ack_p99, ack_max = 1000 * quantile(run.acks_s, 0.99), 1000 * max(run.acks_s)
    verdict(f"ack p99 at most {ACK_P99_MS:.0f} ms", ack_p99 <= ACK_P99_MS)
    verdict(f"ack at most {ACK_MAX_MS:.0f} ms", ack_max <= ACK_MAX_MS)
    p99 = quantile(run.placeholders_s, 0.99)
    verdict(
        f"placeholder p99 at most {PLACEHOLDER_P99_S:.0f} s", p99 <= PLACEHOLDER_P99_S
    )
    verdict("a placeholder each", len(run.placeholders_s) == run.asked)
    verdict("every question answered", run.answered == run.asked)
    verdict("none twice, none without", not run.doubled and not run.unfinished)


if __name__ == "__main__":
    main()
