"""A fake Discord that speaks the wire to the real client. See `FakeDiscord`."""

from tests.adapters.discord.fake.held_files import HeldFile, Upload
from tests.adapters.discord.fake.interacting import Interaction
from tests.adapters.discord.fake.people import Person
from tests.adapters.discord.fake.places import (
    FORUM,
    TEXT,
    Channel,
    Flag,
    Guild,
    May,
    Message,
)
from tests.adapters.discord.fake.server import FakeDiscord
from tests.adapters.discord.fake.words import buttons, images, said, unfurled

__all__ = [
    "FORUM",
    "TEXT",
    "Channel",
    "FakeDiscord",
    "Flag",
    "Guild",
    "HeldFile",
    "Interaction",
    "May",
    "Message",
    "Person",
    "Upload",
    "buttons",
    "images",
    "said",
    "unfurled",
]
