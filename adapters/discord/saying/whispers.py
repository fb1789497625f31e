"""What one person alone reads: help, how busy it is, which conversations are kept."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from adapters.discord.saying.inert import escaped
from adapters.discord.saying.layouts import Layout, button, rows, text
from bot.rendering import short
from bot.texts.catalogue import Texts

QUESTION_MAX = 60


class Choice(Struct, frozen=True):
    """A conversation to choose: its last job, what that asked, and when (epoch s)."""

    job_id: str
    asked: str
    last_at: float


def sentence_layout(sentence: str) -> Layout:
    return Layout(tuple(text(sentence)))


def help_layout(texts: Texts, *, is_server: bool) -> Layout:
    ways = [f"- {line}" for line in texts.discord_help]
    print_ = [texts.discord_help_commands]
    print_ += [texts.commands.moderators_help] if is_server else []
    told = (f"**{texts.help_title}**", *ways, *(f"-# {line}" for line in print_))
    return Layout(tuple(text(*told)))


def status_layout(
    texts: Texts, *, waiting: int, has_worker: bool, positions: Sequence[int]
) -> Layout:
    lines = [texts.how_busy(waiting), texts.your_places(positions)]
    lines += [] if has_worker else [texts.no_worker]
    return sentence_layout(" ".join(filter(None, lines)))


def choice_layout(
    texts: Texts, choices: Sequence[Choice], *, has_more: bool = False
) -> Layout:
    """Return the choice between conversations, told by their last questions.

    Discord writes the times in the reader's own zone and language. *has_more*: older
    ones are not among them.
    """
    if not choices:
        return sentence_layout(texts.nothing_to_forget)
    lines, buttons = [], []
    for number, each in enumerate(choices, 1):
        asked = short(each.asked, QUESTION_MAX) or texts.no_question
        lines.append(f"{number}. <t:{int(each.last_at)}:f> {escaped(asked)}")
        buttons.append(button(f"{number}. {asked}", "forget", each.job_id, number))
    lines += [f"-# {texts.commands.the_latest}"] if has_more else []
    return Layout((*text(texts.which_thread, *lines), *rows(buttons)))
