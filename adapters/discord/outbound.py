"""The way out, pure: a Reply becomes the one message that a person reads."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct

from adapters.discord.saying.enclosures import Enclosure
from adapters.discord.saying.inert import numbered, quoted, small
from adapters.discord.saying.layouts import (
    ROW_MAX,
    WORDS_MAX,
    Attached,
    Button,
    Layout,
    Part,
    Text,
    button,
    gallery,
    rows,
    shown,
    text,
)
from bot.inert import inert
from bot.jobs import Receipt
from bot.rendering import marked_text, receipt_lines, short
from bot.replies import Reply
from bot.texts.catalogue import Texts

QUOTED_MAX = 300
SMALL_MAX = 900
ANSWER_MIN = 500
PASSING = frozenset({"broken", "gave_up", "too_late"})
"""Failures that another try may well do without."""

UP, DOWN, BIN = "\N{THUMBS UP SIGN}", "\N{THUMBS DOWN SIGN}", "\N{WASTEBASKET}"


class Dress(Struct, frozen=True, kw_only=True):
    """How an answer is dressed where it was asked.

    *quoted* is what was asked where nobody can read it: by a button, in a form.
    *is_private*: the asker alone sees it, and dismisses it without our help.
    """

    texts: Texts
    quoted: str = ""
    persona: str = ""
    has_human: bool = False
    is_private: bool = False


def answer_layout(
    reply: Reply, dress: Dress, enclosures: Sequence[Enclosure] = ()
) -> Layout:
    """Return *reply* as a message that shows *enclosures*; long words are cut."""
    if reply.failure is not None:
        return _failed(reply, dress)
    pictures = [shown(e.file, e.alt) for e in enclosures if e.shape == "picture"]
    print_ = _small_print(reply, dress, enclosures)
    quote = _quote(dress)
    room = WORDS_MAX - sum(len(each.content) for each in (*quote, *print_)) - 1
    told = _fitting(full_text(reply), max(room, ANSWER_MIN))
    parts: list[Part] = [*quote, *text(told), *gallery(pictures)]
    parts += [Attached(each.file) for each in enclosures if each.shape == "file"]
    parts += print_
    parts += _buttons(reply, dress)
    return Layout(tuple(parts))


def full_text(reply: Reply) -> str:
    return marked_text(reply.spans)


def is_cut(reply: Reply) -> bool:
    """Whether the answer's words are more than a message holds."""
    return len(numbered(full_text(reply))) > WORDS_MAX - SMALL_MAX - QUOTED_MAX * 2


def refusal_layout(sentence: str, receipts: Sequence[Receipt] = ()) -> Layout:
    """Return why nothing was asked, with what became of each file."""
    lines = receipt_lines([r for r in receipts if r.sentence != sentence])
    told = _fitting(sentence, WORDS_MAX - SMALL_MAX)
    return Layout((*text(told), *_small(lines)))


def _failed(reply: Reply, dress: Dress) -> Layout:
    sentence = reply.failure.sentence if reply.failure else ""
    code = reply.failure.code if reply.failure else ""
    again = [button(dress.texts.again, "again", reply.job_id)]
    return Layout(
        (
            *_quote(dress),
            *text(_fitting(sentence, WORDS_MAX - SMALL_MAX - QUOTED_MAX * 2)),
            *_small(_used(reply)),
            *(rows(again) if code in PASSING else []),
        )
    )


def _quote(dress: Dress) -> list[Text]:
    return text(quoted(short(dress.quoted, QUOTED_MAX))) if dress.quoted else []


def _small_print(
    reply: Reply, dress: Dress, enclosures: Sequence[Enclosure]
) -> list[Text]:
    is_bare = bool(reply.drawn) and not any(e.shape == "picture" for e in enclosures)
    lines = [
        *reply.caveats,
        *([dress.texts.no_picture_drawn] if is_bare else []),
        *_used(reply),
        dress.persona,
    ]
    return _small(lines)


def _small(lines: Sequence[str]) -> list[Text]:
    """Return *lines* in small print; of too many the first."""
    told: list[str] = []
    room = SMALL_MAX
    for line in filter(None, lines):
        written = _cut_to(line, room, small)
        if not written:
            break
        told.append(written)
        room -= len(written) + 1
    return text(*told)


def _used(reply: Reply) -> list[str]:
    return receipt_lines([r for r in reply.receipts if r.outcome != "accepted"])


def _buttons(reply: Reply, dress: Dress) -> list[Part]:
    job_id = reply.job_id
    asks = [
        button(ask, "ask", job_id, number)
        for number, ask in enumerate(reply.follow_ups[:ROW_MAX])
        if inert(ask).strip()
    ]
    if reply.kind == "clarify":
        return [*rows(asks), *rows(_bin(job_id, dress))]
    placed = [finding for finding in reply.findings if finding.boxes]
    closer = [
        button(dress.texts.look_closer(f.number), "closer", job_id, f.number)
        for f in placed[:ROW_MAX]
    ]
    thumbs = [
        Button(emoji=UP, what="up", job_id=job_id),
        Button(emoji=DOWN, what="down", job_id=job_id),
    ]
    human = [button(dress.texts.human, "human", job_id)] if dress.has_human else []
    last = [*thumbs, *_bin(job_id, dress), *human]
    return [*rows(asks), *rows(closer), *rows(last)]


def _bin(job_id: str, dress: Dress) -> list[Button]:
    if dress.is_private:
        return []
    return [Button(emoji=BIN, what="bin", job_id=job_id)]


def _fitting(words: str, room: int) -> str:
    return _cut_to(words, room, numbered)


def _cut_to(words: str, room: int, written: Callable[[str], str]) -> str:
    """Return the beginning of *words* that, *written*, has *room*."""
    most = len(words)
    while len(found := written(_beginning(words, most))) > room:
        most = most * 7 // 8
        if most < 1:
            return ""
    return found


def _beginning(words: str, most: int) -> str:
    if len(words) <= most:
        return words
    cut = words[: most - 1]
    return cut[: max(cut.rfind(" "), most // 2)].rstrip() + "…"
