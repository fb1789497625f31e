"""What people are told when they are asked to take over."""

from __future__ import annotations

from adapters.discord.saying.inert import numbered, quoted, small
from adapters.discord.saying.layouts import Button, Layout, rows, text
from bot.jobs import Answer
from bot.rendering import marked_text, short
from bot.texts.catalogue import Texts

QUESTION_MAX, ANSWER_MAX = 500, 900


def human_name(job_id: str) -> str:
    """Return the name of the post that asks people to take over."""
    return f"human:{job_id}"


def handover_layout(
    *, user: str, asked: str, answer: Answer | None, url: str, texts: Texts
) -> Layout:
    """Return the post in the channel of people: who, what, what was found, where.

    *user* is an id: Discord shows the name that belongs to it, and pings nobody.
    """
    head = f"**{texts.asked_for_help.format(who=f'<@{user}>')}**"
    question = short(asked, QUESTION_MAX) or texts.no_question
    parts = text(head, quoted(question))
    if answer is not None:
        told = numbered(short(marked_text(answer.spans), ANSWER_MAX))
        parts += text(small(texts.answered), told)
    return Layout((*parts, *rows([Button(label=texts.open_thread, url=url)])))


def message_url(guild: str, channel: str, message: str) -> str:
    return f"https://discord.com/channels/{guild or '@me'}/{channel}/{message}"
