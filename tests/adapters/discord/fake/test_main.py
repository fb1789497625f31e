"""The fake as a person starts it, to try the adapter out with."""

from __future__ import annotations

import asyncio
import os
import re
import sys
from asyncio.subprocess import PIPE
from pathlib import Path

from bot.settings import DiscordSettings, load
from tests.waiting import until

ROOT = Path(__file__).resolve().parents[4]
FAKE = "tests.adapters.discord.fake"


async def test_it_says_what_leads_to_it_and_posts_what_is_asked_for(
    tmp_path: Path,
) -> None:
    out = tmp_path / "out.txt"
    with out.open("wb") as written:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", FAKE),
            stdin=PIPE,
            stdout=written,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
        )
    try:
        await until(lambda: "Enter: ana" in out.read_text(), 20)
        if process.stdin is not None:
            process.stdin.write(b"\nAnd now?\n")
            await process.stdin.drain()
        await until(lambda: "And now?" in out.read_text())
    finally:
        process.terminate()
        code = await process.wait()

    told = out.read_text()
    settings = told_settings(told, tmp_path)
    assert code == 0
    assert settings.api_url.startswith("http://127.0.0.1:")
    assert settings.file_origins[0].startswith("http://127.0.0.1:")
    assert "export SIGHTLINE_DISCORD_TOKEN=" in told
    assert re.search(r"ana \(posted\): <@\d+> What does the error say\?", told)


def told_settings(told: str, folder: Path) -> DiscordSettings:
    section = re.search(r"\[discord\]\n(?:.+\n)+", told)
    path = folder / "sightline.toml"
    path.write_text(section[0] if section else "", "utf-8")
    return load(path, {}).discord
