"""The operator's notes: the right one is found, a bad match is none."""

from __future__ import annotations

import logging
import os
from pathlib import Path

import pytest

from bot.jobs import Box
from bot.text_reading import Block, Line, TextReading
from model_worker.knowledge.notes import BYTES_MAX, FOUND_MAX, QUOTE_MAX, Notes
from model_worker.readers.names_in_text import codes

ROOT = Path(__file__).resolve().parents[3]
FILES = {
    "vpn.md": """
# VPN

## Error 809
The guest network blocks the VPN. Take the office Wi-Fi.

## Error 691: access denied because the password is invalid
The password has expired. Change it at https://password.example.org.
""",
    "shares.md": """
# Network path was not found (0x80070035)

## Cause
The file server was moved in March.

## What to do
1. Remove the **old** drive letter.
2. Map `\\\\FS02\\share` again, see [the list](https://example.org/list).
""",
    "printer.md": "# Printer offline\n\nPress the green button once.\n",
    "python/modules.md": """
# ModuleNotFoundError: No module named 'internal_tools'

Install it from our own index.
""",
    "npm.md": "# npm ERR! code ERESOLVE\n\nUse the lockfile.\n",
    "outlook.md": """---
codes: 0x8004010F
---
# Outlook cannot send or receive

Make a new profile.
""",
    "backup.md": """
# Backup failed

When the connection to backup01 was refused, the service there is stopped.
""",
    "minutes.md": "# Minutes of 4 May\n\nThe error rate, the printer, the network.\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, content in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(content, "utf-8")
    return tmp_path


@pytest.fixture
def notes(folder: Path) -> Notes:
    return Notes(folder)


def files(notes: Notes, message: str) -> list[str]:
    return [note.file for note in notes.found(message, codes(message))]


@pytest.mark.parametrize(
    ("message", "file"),
    [
        ("Windows cannot access FS01. Error code: 0x80070035", "shares.md"),
        ("The network path was not found.", "shares.md"),
        ("The L2TP connection attempt failed. Error 809", "vpn.md"),
        ("HP LaserJet 400: the printer is offline", "printer.md"),
        ("Send/Receive error (0X8004010f)", "outlook.md"),
        ("Nightly backup failed", "backup.md"),
        ("npm ERR! code ERESOLVE unable to resolve dependency tree", "npm.md"),
        ("No module named 'internal_tools'", "python/modules.md"),
    ],
)
def test_the_note_that_is_meant_is_found(notes: Notes, message: str, file: str) -> None:
    assert files(notes, message)[:1] == [file]


@pytest.mark.parametrize(
    "message",
    [
        "An unexpected error occurred. Please try again later.",
        "ModuleNotFoundError: No module named 'numpy'",
        "npm ERR! code ENOENT",
        "Windows Update failed. Error 0x80070643",
        "Access is denied.",
        "Backup completed successfully at 02:14",
        "A new version of the printer driver is available",
        "The server is not responding. Check your network.",
        "line 809: syntax error near unexpected token",
        "Error 5",
        "",
    ],
)
def test_a_bad_match_is_no_match(notes: Notes, message: str) -> None:
    assert files(notes, message) == []


def test_a_code_beats_all_words(folder: Path) -> None:
    (folder / "late.md").write_text("# Printers\n\nE-4711: see the caretaker.\n")
    found = files(Notes(folder), "Printer offline. Printer code E-4711")

    assert found == ["late.md"]


def test_a_short_code_needs_a_word_beside_it(folder: Path) -> None:
    (folder / "five.md").write_text("# Scanner: error 5\n\nClean the glass.\n")
    notes = Notes(folder)

    assert files(notes, "The scanner stopped. Error 5") == ["five.md"]
    assert files(notes, "Error 5") == []


def test_the_cure_is_quoted_as_plain_words(notes: Notes) -> None:
    (note,) = notes.found("", ["0x80070035"])

    assert note.title == "Network path was not found (0x80070035)"
    assert note.quote == (
        "1. Remove the old drive letter. 2. Map \\\\FS02\\share again, see the list "
        "(https://example.org/list)."
    )


def test_a_section_of_its_own_is_a_note_of_its_own(notes: Notes) -> None:
    (note,) = notes.found("Verification failed", ["Error 691"])

    assert (note.file, note.title.split(":")[0]) == ("vpn.md", "Error 691")
    assert "Change it at" in note.quote
    assert "guest network" not in note.quote


def test_a_hash_inside_code_begins_no_note(tmp_path: Path) -> None:
    content = "# Disk full\n\n```\n# df -h\n```\nEmpty the folder.\n"
    (tmp_path / "disk.md").write_text(content)

    (note,) = Notes(tmp_path).found("The disk is full: disk full")
    assert note.quote == "# df -h Empty the folder."


def test_what_is_hidden_in_a_note_is_not_quoted(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# Toner low\n\nNew\u202e toner\u200b<!-- x -->.\n")

    (note,) = Notes(tmp_path).found("Toner low")
    assert note.quote == "New toner."


def test_a_long_note_is_cut_and_few_are_returned(tmp_path: Path) -> None:
    for number in range(5):
        (tmp_path / f"{number}.md").write_text(f"# E-1234\n\n{'words ' * 1000}\n")
    found = Notes(tmp_path).found("E-1234", ["E-1234"])

    assert len(found) == FOUND_MAX
    assert all(len(note.quote) <= QUOTE_MAX for note in found)


@pytest.mark.parametrize(
    "message",
    [
        '"; DROP TABLE entry; --',
        'AND OR NOT NEAR("a" "b", 2) ^title : * ( ) {title}: - +',
        "\x00\ud800\udfff\u202e",
        '"' * 1000,
        "a" * 100_000,
        "the error 0x80070035 " * 5_000,
        "1_" * 50_000,
        "\u00e9\u4e2d\U0001f600 '\"",
    ],
)
def test_any_text_will_do_as_a_message(notes: Notes, message: str) -> None:
    assert len(notes.found(message, codes(message[:2000]))) <= FOUND_MAX
    assert len(notes.found(message, [message, "", '"'])) <= FOUND_MAX
    assert len(notes) == len(Notes(notes.folder))


def test_a_note_that_changes_is_read_anew(folder: Path, notes: Notes) -> None:
    path = folder / "printer.md"
    path.write_text("# Printer offline\n\nPull the plug.\n")
    os.utime(path, ns=(1, 1))

    assert notes.found("Printer offline")[0].quote == "Pull the plug."
    path.unlink()
    assert notes.found("Printer offline") == ()


def test_what_did_not_change_is_not_read_again(
    notes: Notes, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read_text(*_: object) -> str:
        raise AssertionError("this note was read before")

    monkeypatch.setattr(Path, "read_text", read_text)
    assert files(notes, "Printer offline") == ["printer.md"]


def test_what_cannot_be_read_is_skipped_with_a_line_in_the_log(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (folder / "latin.md").write_bytes(b"# Caf\xe9 offline")
    (folder / "huge.md").write_bytes(b"# Toner low\n" + b"x" * BYTES_MAX)
    (folder / "folder.md").mkdir()
    with caplog.at_level(logging.WARNING):
        notes = Notes(folder)

    assert [name for name in ("latin", "huge", "folder") if name in caplog.text] == [
        "latin",
        "huge",
        "folder",
    ]
    assert files(notes, "Toner low") == []
    assert files(notes, "Printer offline") == ["printer.md"]


def test_a_folder_that_is_not_there_holds_no_notes(tmp_path: Path) -> None:
    assert Notes(tmp_path / "missing").found("Printer offline") == ()


def test_a_picture_with_an_error_is_looked_up_by_its_message_and_code(
    notes: Notes,
) -> None:
    lines = ("Explorer", "Windows cannot open the share.", "Error code: 0x80070035")
    blocks = tuple(
        Block((Line(text, Box(0, n / 10, 1, n / 10 + 0.05), 0.9),))
        for n, text in enumerate(lines)
    )

    assert [n.file for n in notes.about(TextReading(blocks))] == ["shares.md"]
    assert notes.about(TextReading(blocks[:1])) == ()


def test_the_example_notes_are_found_by_their_codes() -> None:
    notes = Notes(ROOT / "deploy" / "knowledge")

    assert files(notes, "Error code: 0x80070035") == ["shared-folder.md"]
    assert files(notes, "NET::ERR_CERT_DATE_INVALID") == ["certificates.md"]
