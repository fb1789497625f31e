"""The operator's own notes: which of them are about an error that was read.

A folder of Markdown files is searched with SQLite FTS5, in memory. What the search
brings up is held to a measure of its own: a note that merely shares words with a
message is no answer, and none is returned.
"""

from __future__ import annotations

import logging
import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from weakref import finalize

from msgspec import Struct

from bot.rendering import short
from bot.text_reading import TextReading
from model_worker.knowledge.note_entries import Entry, bare_code, entries, names, stems
from model_worker.readers.errors_in_text import error_blocks
from model_worker.readers.names_in_text import codes as codes_in

ENOUGH = 0.7
"""Least score of a note: measured on messages that no note was about."""

QUOTE_MAX = 600
FOUND_MAX = 2
FILES_MAX = 2_000
BYTES_MAX = 100_000
"""A larger file is no note; reading it would hold up a worker."""

_MESSAGE_MAX = 4_000
_WORDS_MAX = 64
_CODES_MAX = 8
_CODE_MAX = 100
_CANDIDATES = 25
_RUN = 3
_RUN_WEIGHT = 0.7
_SAME_WORDS = 0.9
_TELLING = 2.0
_OF_TITLE = 0.6
_OTHER_NAME = 0.6
_LITTLE = re.compile(r"\d{1,2}")
_CODE = re.compile(r"(?:\d.*){3}|_")
_USUAL_WEIGHT = 0.25
_USUAL = frozenset(
    stems(
        """
        application attempt connect connection device exception expired fail failed
        failure fatal file find following found host loading message missing name
        network occurred open opened page path port remote required responding run
        running save screen service start started status stop stopped system time type
        unable unavailable unexpected unknown update value warning window windows
        """
    )
)
_EMPTY = frozenset(
    stems(
        """
        access account administrator again authentication cannot can't check code
        computer contact could couldn't credentials denied didn't does doesn't ensure
        error fix http https internal invalid later line log login logon make move new
        number password please problem retry return server show sign sure try user
        username wrong www com net org example
        """
    )
)

log = logging.getLogger(__name__)


class Note(Struct, frozen=True):
    """A part of the file named *file*, quoted as plain text; *score* is 0..1."""

    file: str
    title: str
    quote: str
    score: float


class Notes:
    """The notes in *folder* and below it, read anew when a file changes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._seen: dict[Path, tuple[int, int]] | None = None
        self._entries: tuple[Entry, ...] = ()
        self._index = sqlite3.connect(":memory:")
        finalize(self, self._index.close)
        self._refresh()

    def __len__(self) -> int:
        return len(self._entries)

    def about(self, reading: TextReading) -> tuple[Note, ...]:
        """Return the notes about the error that stands in a picture."""
        said = " ".join(block.text for block in error_blocks(reading)[:2])
        whole = " ".join(block.text for block in reading.blocks)
        return self.found(said, codes_in(whole)) if said else ()

    def found(self, message: str, codes: Sequence[str] = ()) -> tuple[Note, ...]:
        """Return at most two notes about *message*, best first; often there is none.

        A code that a note names beats all words. Any text will do as a message.
        """
        self._refresh()
        message = message[:_MESSAGE_MAX]
        given = {bare_code(code[:_CODE_MAX]) for code in codes[:_CODES_MAX]}
        said, named = stems(message), names(message) | given
        places = self._candidates([*sorted(named), *dict.fromkeys(said)])
        shared = [self._entries[place] for place in places]
        exact = [e for e in shared if any(_has(e, name, said) for name in named)]
        scored = [(1.0, entry) for entry in exact] or [
            (_likeness(entry, said, named), entry) for entry in shared
        ]
        best = sorted(scored, key=lambda pair: -pair[0])[:FOUND_MAX]
        return tuple(
            Note(entry.file, entry.title, short(entry.quote, QUOTE_MAX), score)
            for score, entry in best
            if score >= ENOUGH
        )

    def _candidates(self, words: Sequence[str]) -> list[int]:
        """Return the places of entries that share any of *words*, best first."""
        # Of what is quoted FTS5 sees the letters and digits alone: no operator is left.
        bare = [re.sub(r"[\W_]+", " ", word).strip() for word in words[:_WORDS_MAX]]
        query = " OR ".join(f'"{word}"' for word in bare if word)
        if not query:
            return []
        rows = self._index.execute(
            "SELECT rowid FROM entry WHERE entry MATCH ? ORDER BY rank LIMIT ?",
            (query, _CANDIDATES),
        )
        return [int(row[0]) for row in rows]

    def _refresh(self) -> None:
        """Read the folder anew if any file in it came, went or changed."""
        seen = dict(_files(self.folder))
        if seen == self._seen:
            return
        self._seen = seen
        self._entries = tuple(
            entry for path in seen for entry in _entries_of(path, self.folder)
        )
        with self._index:
            self._index.execute("DROP TABLE IF EXISTS entry")
            self._index.execute("CREATE VIRTUAL TABLE entry USING fts5(title, text)")
            self._index.executemany(
                "INSERT INTO entry (rowid, title, text) VALUES (?, ?, ?)",
                [
                    (place, " ".join(stems(entry.title)), _searched(entry))
                    for place, entry in enumerate(self._entries)
                ],
            )
        log.info("%d notes in %d files", len(self._entries), len(seen))


def _likeness(entry: Entry, said: Sequence[str], named: frozenset[str]) -> float:
    """Return how much *entry* and a message are about the same, 0..1."""
    words = frozenset(said)
    shared, titled = entry.words & words, entry.title_words & words
    is_named = titled == entry.title_words and _weight(titled) > 0
    if _shared_run(entry, said):
        score = _SAME_WORDS
    elif _weight(shared) < _TELLING and not is_named:
        score = 0.0
    else:
        of_title = _weight(titled) / (_weight(entry.title_words) or 1)
        of_message = _weight(shared) / (_weight(words) or 1)
        score = _OF_TITLE * of_title + (1 - _OF_TITLE) * of_message
    told = {name for name in named if not name.isdigit()}
    is_other = told and entry.title_names and not told & entry.title_names
    return score * _OTHER_NAME if is_other else score


def _shared_run(entry: Entry, said: Sequence[str]) -> bool:
    """Whether a telling run of words stands in both: a message that a note quotes."""
    whole = f" {' '.join(stems(entry.title))} | {' '.join(stems(entry.text))} "
    for start in range(len(said) - _RUN + 1):
        run = said[start : start + _RUN]
        if _weight(run) >= _RUN_WEIGHT and f" {' '.join(run)} " in whole:
            return True
    return False


def _weight(words: Iterable[str]) -> float:
    return sum(
        0
        if word in _EMPTY or word.isdigit()
        else _USUAL_WEIGHT
        if word in _USUAL
        else 1
        for word in words
    )


def _has(entry: Entry, name: str, said: Sequence[str]) -> bool:
    """Whether *entry* names what is a code; of one or two digits that is not enough."""
    if _LITTLE.fullmatch(name):
        return name in entry.codes and _weight(entry.words & set(said)) >= 1
    if name.isdigit():
        return name in entry.codes
    return name in entry.codes or (
        name in entry.words and _CODE.search(name) is not None
    )


def _searched(entry: Entry) -> str:
    return " ".join(stems(entry.text))


def _files(folder: Path) -> Iterator[tuple[Path, tuple[int, int]]]:
    """Yield the notes' files with what tells that one changed: its time and size."""
    try:
        paths = sorted(folder.rglob("*.md"))[:FILES_MAX]
    except OSError as error:
        log.warning("! the notes in %s cannot be listed: %s", folder, error)
        return
    for path in paths:
        try:
            found = path.stat()
        except OSError:
            continue  # gone since it was listed
        yield path, (found.st_mtime_ns, found.st_size)


def _entries_of(path: Path, folder: Path) -> Iterator[Entry]:
    try:
        if path.stat().st_size > BYTES_MAX:
            log.warning("! %s is skipped: more than %d bytes", path, BYTES_MAX)
            return
        content = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        log.warning("! %s is skipped: %s", path, error)
        return
    yield from entries(path.relative_to(folder).as_posix(), content)
