"""Every word of the interface on chat platforms, a field each: so that none is missing
in any language, and mypy knows.

In braces stands what is filled in. Answers themselves are the workers' affair.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Literal

from msgspec import Struct

from bot.jobs import Step
from bot.texts.commands import CommandTexts

Forbidden = Literal[
    "server", "channel", "user", "role", "guest", "partner", "bot", "help"
]


class Plural(Struct, frozen=True):
    """What is said of one, and of several ({count})."""

    one: str
    many: str

    def of(self, count: int) -> str:
        return (self.one if count == 1 else self.many).format(count=count)


class Texts(Struct, frozen=True, kw_only=True):
    """*name* is that of the language, *ordinal* a place in line: 2nd, 2.; *day* a date:
    3 May, 3. Mai.
    """

    name: str
    ordinal: Callable[[int], str]
    months: tuple[str, ...]
    day: str

    # While a question waits and is answered
    looking: str
    in_line: str
    steps: dict[Step, str]
    cancel: str

    # Under an answer
    no_picture_drawn: str
    attached: str
    again: str
    human: str
    human_called: str
    closer: str
    helped: str
    not_helped: str
    thanks_for_verdict: str
    delete: str
    delete_title: str
    delete_text: str
    delete_it: str
    keep: str
    deleted: str
    not_yours: str
    asked_already: str
    gone: str

    # Refusals
    outdated: str
    broken: str
    busy_now: str
    forbidden_texts: dict[Forbidden, str]
    cannot_write: str
    unseen: str
    too_late_private: str
    file_foreign: str
    file_no_picture: str
    file_too_large: str
    file_expired: str
    file_away: str

    # The form of "Ask about this picture"
    form_title: str
    form_label: str
    form_hint: str
    form_lost: str
    ask: str

    # Commands, as Discord lists them: at most 100 characters
    ask_description: str
    ask_question: str
    ask_picture: str
    ask_another: str
    ask_private: str

    # Help, status, forgetting
    help_title: str
    discord_help: tuple[str, ...]
    discord_help_commands: str
    nothing_waits: str
    waiting_count: Plural
    no_worker: str
    yours: str
    place: str
    being_answered: str
    forgot_me: str
    forgot_thread: str
    nothing_to_forget: str
    which_thread: str
    asked_last: str

    # Getting a human
    asked_for_help: str
    a_teammate: str
    no_question: str
    open_thread: str
    answered: str

    # /sightline
    commands: CommandTexts

    def waiting(self, position: int) -> str:
        """Return what a person reads while theirs is the *position*-th in line."""
        if position <= 1:
            return self.looking
        return self.in_line.format(ordinal=self.ordinal(position))

    def look_closer(self, number: int) -> str:
        return self.closer.format(number=number)

    def how_busy(self, count: int) -> str:
        return self.nothing_waits if count == 0 else self.waiting_count.of(count)

    def your_places(self, positions: Sequence[int]) -> str:
        """Return how one's own questions stand, 0 for one that is being answered."""
        if not positions:
            return ""
        told = [
            self.place.format(ordinal=self.ordinal(each))
            if each
            else self.being_answered
            for each in positions
        ]
        return self.yours.format(places=", ".join(told))

    def last_asked(self, at: float) -> str:
        """Return what tells a conversation from others; *at* is epoch seconds."""
        moment = datetime.fromtimestamp(at, UTC)
        day = self.day.format(number=moment.day, month=self.months[moment.month - 1])
        return self.asked_last.format(day=day, time=f"{moment:%H:%M}")

    def forbidden(self, code: Forbidden) -> str:
        return self.forbidden_texts[code]
