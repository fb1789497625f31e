"""Leases are renewed by the living, from a thread that a busy step cannot hold up."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from typing import Any

import redis
from redis.exceptions import NoScriptError, RedisError

from bot.redis_calls import digest, source
from bot.redis_keys import Keys, milliseconds
from bot.settings import Settings
from bot.tickets import Claim

BEAT_S = 1.0
log = logging.getLogger(__name__)


class LeaseKeeper(threading.Thread):
    """Renews what *worker* holds, every second, and notices what it has lost.

    A job is gone when it ended elsewhere, when another worker took it over or when its
    deadline has passed: whoever works on it may stop. While Redis is away nothing is
    known to be gone but by the deadline. *client* is the keeper's own and is closed
    when it stops.
    """

    def __init__(
        self,
        client: redis.Redis,
        settings: Settings,
        worker: str,
        clock: Callable[[], float] = time.time,
    ) -> None:
        super().__init__(name=f"leases of {worker}", daemon=True)
        self._client = client
        self._lease_s = settings.queue.lease_s
        self._worker = worker
        self._clock = clock
        self._keys = Keys(settings.redis.prefix)
        self._source = source("renew")
        self._digest = digest(self._source)
        self._lock = threading.Lock()
        self._held: dict[str, Claim] = {}
        self._gone: set[str] = set()
        self._stopping = threading.Event()

    def hold(self, claim: Claim) -> None:
        with self._lock:
            self._held[claim.job.id] = claim
            self._gone.discard(claim.job.id)

    def let_go(self, claim: Claim) -> None:
        """Renew no more; unknown claims are no matter."""
        with self._lock:
            self._held.pop(claim.job.id, None)
            self._gone.discard(claim.job.id)

    def is_gone(self, job_id: str) -> bool:
        with self._lock:
            return job_id in self._gone

    def stop(self) -> None:
        """Say goodbye and return once the thread has ended."""
        self._stopping.set()
        if self.is_alive():
            self.join()

    def run(self) -> None:
        with self._client:
            while not self._stopping.is_set():
                self._beat()
                self._stopping.wait(BEAT_S)
            self._say_goodbye()

    def renew(self) -> None:
        """Renew every lease once. Raises RedisError while Redis is away."""
        claims = self._worth_renewing()
        words: list[str | int] = [self._worker, milliseconds(self._clock())]
        words.append(milliseconds(self._lease_s))
        for claim in claims:
            words += (claim.lane, claim.entry)
        renewed = self._call(*words)
        with self._lock:
            for claim, is_renewed in zip(claims, renewed, strict=True):
                if not is_renewed and self._held.get(claim.job.id) == claim:
                    self._gone.add(claim.job.id)

    def _worth_renewing(self) -> list[Claim]:
        now = self._clock()
        with self._lock:
            held = [claim for id_, claim in self._held.items() if id_ not in self._gone]
            late = {claim.job.id for claim in held if claim.job.deadline_at <= now}
            self._gone |= late
        return [claim for claim in held if claim.job.id not in late]

    def _call(self, *words: str | int) -> list[int]:
        send: Any = self._client.execute_command
        rest = (1, self._keys.start, *words)
        try:
            return list(send("EVALSHA", self._digest, *rest))
        except NoScriptError:
            return list(send("EVAL", self._source, *rest))

    def _beat(self) -> None:
        try:
            self.renew()
        except RedisError as error:
            log.warning("! leases could not be renewed: %s", error)

    def _say_goodbye(self) -> None:
        """Say that no worker is here any more, so that nobody counts on it."""
        try:
            self._client.zrem(self._keys("workers"), self._worker)
        except RedisError as error:
            log.warning("! %s left without a word: %s", self._worker, error)
