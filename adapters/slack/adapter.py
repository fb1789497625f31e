"""Slack's two directions, put together: events become questions, replies messages.

The one module that knows all the others of this folder.
"""

from __future__ import annotations

import asyncio
import time

import aiohttp

from adapters.slack.answers import Answers
from adapters.slack.app import slack_app
from adapters.slack.asking import Asking
from adapters.slack.clients import Clients
from adapters.slack.commands import Commands
from adapters.slack.escalating import Escalating
from adapters.slack.fetching import Fetcher
from adapters.slack.front_door import FrontDoor
from adapters.slack.gathering import Gathering
from adapters.slack.handling import Handling
from adapters.slack.listening import Listening
from adapters.slack.manners import Manners
from adapters.slack.messages import Messages
from adapters.slack.people import People
from adapters.slack.pressing import Pressing
from adapters.slack.removing import Removing
from adapters.slack.sender import Sender
from adapters.slack.sockets import Sockets
from adapters.slack.speaking import Speaking
from adapters.slack.streaming import Budget, Streaming
from adapters.slack.uploading import Uploading
from adapters.slack.watching import Watching
from bot.intake import Intake
from bot.redis_inbox import Inbox
from bot.redis_keys import keep_s
from bot.redis_posts import Posts
from bot.redis_queue import Queue
from bot.redis_store import Store
from bot.replies import Reply
from bot.settings import Settings
from bot.taking import Taking


class SlackAdapter:
    """Entered before it is used; *consumer* names this process among its like."""

    def __init__(
        self,
        settings: Settings,
        queue: Queue,
        store: Store,
        inbox: Inbox,
        posts: Posts,
        consumer: str,
    ) -> None:
        self._settings = settings
        self._queue = queue
        self._store = store
        self._inbox = inbox
        self._posts = posts
        self._consumer = consumer
