"""Reading what came from outside: whatever it is, asking for a field never raises."""

from __future__ import annotations

import re
from collections.abc import Mapping

FILES_MAX = 100
_id = re.compile(r"[A-Z0-9]{2,40}")
_ts = re.compile(r"[0-9]{1,20}\.[0-9]{1,10}")
_job = re.compile(r"[0-9a-f]{32}")
_surrogate = re.compile("[\ud800-\udfff]")

Payload = Mapping[str, object]


def table(body: object, *path: str) -> Payload:
    """Return the object at *path*, an empty one where there is none."""
    found = _at(body, path)
    return found if isinstance(found, dict) else {}


def rows(body: object, *path: str) -> list[Payload]:
    """Return the objects of the list at *path*."""
    found = _at(body, path)
    listed = found if isinstance(found, list) else []
    return [each for each in listed[:FILES_MAX] if isinstance(each, dict)]


def words(body: object, *path: str) -> str:
    """Return the text at *path*; halves of characters, which nobody can store, are
    left out of it.
    """
    found = _at(body, path)
    return _surrogate.sub("", found) if isinstance(found, str) else ""


def number(body: object, *path: str) -> int:
    found = _at(body, path)
    return found if type(found) is int and found > 0 else 0


def is_set(body: object, *path: str) -> bool:
    return _at(body, path) is True


def an_id(body: object, *path: str) -> str:
    """Return the id of Slack's (C1, U1, ...) at *path*, "" where it is none."""
    found = words(body, *path)
    return found if _id.fullmatch(found) else ""


def a_ts(body: object, *path: str) -> str:
    found = words(body, *path)
    return found if _ts.fullmatch(found) else ""


def a_job(value: str) -> str:
    return value if _job.fullmatch(value) else ""


def _at(body: object, path: tuple[str, ...]) -> object:
    for key in path:
        if not isinstance(body, dict):
            return None
        body = body.get(key)
    return body
