"""News that comes late: of a post after that of its edit or deletion."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tests.adapters.slack.fake import Channel
from tests.adapters.slack.office import Office


@contextmanager
def held_back(desk: Office) -> Iterator[None]:
    """Let Slack keep the news of what is posted in the block to itself."""
    news = {"message.channels", "app_mention"}
    desk.slack.world.subscribed -= news
    yield
    desk.slack.world.subscribed |= news


def tell_late(desk: Office, channel: Channel, told: dict[str, Any]) -> None:
    """Let the news of a post come in, as it was *told* then."""
    more = {"channel_type": channel.kind, "event_ts": told["ts"]}
    desk.slack.announce(desk.slack.team, told | {"channel": channel.id} | more)
