from __future__ import annotations

import tomllib
from pathlib import Path

import msgspec

from bot.settings import SECTIONS, Settings, load
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


def test_no_line_is_too_long_to_read() -> None:
    assert max(map(len, documented().splitlines())) <= WIDTH
