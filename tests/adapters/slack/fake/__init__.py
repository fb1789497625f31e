"""A fake Slack that speaks the wire to the real SDK. See `FakeSlack` in `server`."""

from tests.adapters.slack.fake.held_files import HeldFile, Upload
from tests.adapters.slack.fake.people import Person, SlashReply
from tests.adapters.slack.fake.places import Channel, Message, Workspace
from tests.adapters.slack.fake.server import FakeSlack
from tests.adapters.slack.fake.words import buttons, images, said

__all__ = [
    "Channel",
    "FakeSlack",
    "HeldFile",
    "Message",
    "Person",
    "SlashReply",
    "Upload",
    "Workspace",
    "buttons",
    "images",
    "said",
]
