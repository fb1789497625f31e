"""What stands where the answer will be: the place in line, the step, the words so far.

Pure; each with the button that ends it.
"""

from __future__ import annotations

from adapters.discord.saying.inert import numbered, quoted, small
from adapters.discord.saying.layouts import Button, Layout, rows, text
from bot.jobs import Progress
from bot.rendering import short
from bot.texts.catalogue import Texts

WORDS_MAX = 1700
QUOTED_MAX = 300


def placeholder_layout(
    progress: Progress, position: int, texts: Texts, asked: str = ""
) -> Layout:
    """Return the message of a question that waits, or is worked on.

    *asked* is quoted where nobody can read the question; of many words so far the last
    ones are shown.
    """
    quote = quoted(short(asked, QUOTED_MAX)) if asked else ""
    cancel = Button(label=texts.cancel, what="cancel", job_id=progress.job_id)
    return Layout((*text(quote, _told(progress, position, texts)), *rows([cancel])))


def _told(progress: Progress, position: int, texts: Texts) -> str:
    if words := (progress.words or "").rstrip():
        last = words if len(words) <= WORDS_MAX else f"…{words[-WORDS_MAX:]}"
        return f"{numbered(last)} …"
    if progress.step is not None:
        return small(texts.steps[progress.step])
    if progress.state == "working":
        return small(texts.looking)
    return small(texts.waiting(position))
