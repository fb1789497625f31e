"""Every key, in one place: ``{prefix}:kind:name``.

The braces put all of a site's keys into one slot of Redis Cluster, so that a script may
touch them together. The scripts in lua/ build the same keys from the same kinds.
"""

from __future__ import annotations

from bot.settings import Settings

KINDS = {
    "job": "hash: the one place of truth about a job, its result and its reply",
    "jobs": "stream of a lane: ids of jobs that have not ended",
    "line": "list of a thread: its open jobs; only the first is on a lane",
    "waiting": "sorted set: queued jobs by their deadline, for the position",
    "open": "sorted set: jobs that have not ended, by their deadline",
    "tenants": "hash: open jobs of each tenant",
    "places": "hash: the lane of each tenant that has open jobs",
    "asked": "list of a person: when the last questions came, as many as are allowed",
    "event": "string of a platform's event: the id of the job it became",
    "pace": "string: seconds from claim to answer, smoothed",
    "workers": "sorted set: when each worker was last alive",
    "outbox": "stream of a platform: ids of jobs whose result it has not shown",
    "progress": "channel: glimpses of jobs, lossy",
    "thread": "list: the ids of a thread's jobs, in the order they were asked",
    "threads": "sorted set of a person: threads by the time of their last question",
    "picture": "string: an opened picture's bytes, by digest",
    "holders": "set of a picture: the threads that hold it",
    "readings": "hash of a picture: what readers and the model made of it",
    "pictures": "set of a thread: the pictures it holds",
    "inbox": "stream of a platform: what it told and nobody has handled yet",
    "letter": "string of a platform's event: that it was put into the inbox",
    "post": "hash of a name: where it stands on its platform, who is posting it",
    "stands": "string of a platform's message: the name of what stands there",
    "asked_by": "string of a person's message: the job that it became",
    "linked": "set of something of a platform's: the jobs that were made of it",
    "note": "string: something small that an adapter keeps",
    "forget": "sorted set: threads by when they are to be forgotten",
    "drawn": "hash: a drawn picture and its thread, by random id",
    "drawings": "set of a thread: the pictures drawn for it",
}


class Keys:
    """Builds the keys of one site; *start* begins each of them."""

    def __init__(self, prefix: str) -> None:
        self.start = f"{{{prefix}}}:"

    def __call__(self, kind: str, *names: str | int) -> str:
        if kind not in KINDS:
            raise KeyError(f"no key is of the kind {kind}")
        return self.start + ":".join(map(str, (kind, *names)))


def milliseconds(seconds: float) -> int:
    """Return a time as Redis gets it: it reads and compares whole numbers faster."""
    return round(seconds * 1000)


def keep_s(settings: Settings) -> int:
    """Return how long everything of a thread is kept, never less than a job is open."""
    return int(max(settings.store.keep_h * 3600, 2 * settings.queue.deadline_s))
