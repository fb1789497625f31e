from __future__ import annotations

import re
import tomllib
from pathlib import Path

import msgspec

from bot.settings import SECTIONS, ChannelSettings, Settings, load
from bot.settings_file import WIDTH, documented


def test_the_file_that_is_written_reads_as_the_defaults(tmp_path: Path) -> None:
    path = tmp_path / "sightline.toml"
    path.write_text(documented(), "utf-8")

    assert load(path, {}) == Settings()


def test_every_setting_stands_in_it() -> None:
    read = tomllib.loads(documented())

    assert {name: set(keys) for name, keys in read.items()} == {
        name: {field.name for field in msgspec.structs.fields(section)}
        for name, section in SECTIONS.items()
    }


def test_every_setting_has_its_reason_above_it() -> None:
    lines = documented().splitlines()
    keys = [number for number, line in enumerate(lines) if " = " in line]

    assert keys
    assert [lines[n] for n in keys if not lines[n - 1].startswith("# ")] == []


def test_bounds_are_told() -> None:
    assert (
        "# Tenants are spread over lanes that take turns. (at least 1, at most 64)"
        in (documented())
    )


def uncommented(text: str) -> str:
    """Do by machine what the file tells a person: remove a line, uncomment a table."""
    head, _, slack = text.partition("\n[slack]\n")
    slack = slack.replace("\nchannels = []\n", "\n", 1)
    keys, example, table = slack.partition("# # How one channel is treated")
    table = re.sub("^# ?", "", example + table, flags=re.MULTILINE)
    return f"{head}\n[slack]\n{keys}{table}"


def test_the_table_at_the_end_can_be_uncommented(tmp_path: Path) -> None:
    path = tmp_path / "sightline.toml"
    path.write_text(uncommented(documented()), "utf-8")

    (channel,) = load(path, {}).slack.channels

    assert channel.channel == "C061EG9T2"
    assert load(path, {}).slack.file_origins == Settings().slack.file_origins


def test_the_table_shows_every_key_with_another_value_than_its_default() -> None:
    (table,) = tomllib.loads(uncommented(documented()))["slack"]["channels"]

    fields = msgspec.structs.fields(ChannelSettings)
    assert list(table) == [field.name for field in fields]
    assert [field.name for field in fields if table[field.name] == field.default] == []


def test_the_table_is_told_where_its_empty_array_stands() -> None:
    above, _, _ = documented().partition("\nchannels = []\n\n# xoxb")

    assert above.splitlines()[-1].endswith("Whoever writes one removes this line.")


def test_no_line_is_too_long_to_read() -> None:
    assert max(map(len, documented().splitlines())) <= WIDTH
