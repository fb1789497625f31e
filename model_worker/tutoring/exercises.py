"""What a tutor guides to instead of answering, and what is answered as ever. Pure."""

from __future__ import annotations

from bot.jobs import Intent
from model_worker.language import grammar
from model_worker.requests import Request

_EXERCISES: frozenset[Intent] = frozenset(
    {"value", "count", "compare", "extreme", "trend", "solve"}
)
_BY_MATTER: frozenset[Intent] = frozenset({"ask", "read", "explain"})


def is_exercise(request: Request) -> bool:
    """Whether to find the answer is an exercise, whatever it rests on.

    What an error says is none; but "problem 3" and "what went wrong" may speak of sums.
    """
    if request.topic == "error" and request.intent != "solve":
        return False
    return request.intent in _EXERCISES or request.is_unstated


def may_be_exercise(request: Request) -> bool:
    """Whether it is one, or becomes one by what the answer rests on.

    Words are no exercise; the values of a chart, a table or an equation are.
    """
    return is_exercise(request) or request.intent in _BY_MATTER


def may_rest_on_more(request: Request) -> bool:
    """Whether the answer may come from charts that no word called for."""
    return request.intent != "read" or bool(grammar.CSV.search(request.text))
