"""Where the queue's patience ends, and the sentence that says so with its number."""

from __future__ import annotations

import math

from bot.errors import BusyError
from bot.jobs import Failure

STOPPED = Failure("cancelled", "Stopped.")


def busy(bound: str, count: int, wait_s: float) -> BusyError:
    """Return the refusal; *count* questions reached *bound*: user, tenant or total."""
    match bound:
        case "user":
            sentence = (
                f"You have asked {_questions(count)} in the last minute; please try "
                f"again in {_seconds(wait_s)}."
            )
        case "tenant":
            sentence = (
                f"{_questions(count).capitalize()} from here "
                f"{'is' if count == 1 else 'are'} waiting already; please ask again "
                "when one of them is answered."
            )
        case _:
            sentence = (
                f"Many people are asking just now: {_questions(count)} "
                f"{'is' if count == 1 else 'are'} waiting already; please ask again "
                "in a minute."
            )
    return BusyError(bound, sentence)


def gave_up(times: int) -> Failure:
    """Return the end of a job that *times* workers did not survive."""
    return Failure(
        "gave_up",
        f"We tried this {times} times and it broke our side each time; please try "
        "another picture or other words.",
    )


def too_late(seconds: float) -> Failure:
    """Return the end of a job that was not answered within *seconds*."""
    return Failure(
        "too_late",
        f"This took longer than {seconds:g} seconds, so we stopped; please ask again "
        "in a moment.",
    )


def _questions(count: int) -> str:
    return f"{count} question{'' if count == 1 else 's'}"


def _seconds(wait_s: float) -> str:
    seconds = max(math.ceil(wait_s), 1)
    return f"{seconds} second{'' if seconds == 1 else 's'}"
