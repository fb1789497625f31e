"""The command line of the adapter."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path

from bot.checks import told
from bot.settings import environment_with
from tests.adapters.discord.fake import FakeDiscord


def ran(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "adapters.discord", *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        env=environment_with(environment),
    )


async def test_a_check_prints_what_the_doctor_can_read(tmp_path: Path) -> None:
    settings = tmp_path / "sightline.toml"
    async with FakeDiscord() as fake:
        settings.write_text(f'[discord]\napi_url = "{fake.api_url}"\n', "utf-8")
        done = await asyncio.to_thread(
            ran,
            "--check",
            SIGHTLINE_SETTINGS=str(settings),
            SIGHTLINE_DISCORD_TOKEN=fake.token,
        )

    checks = {check.name: check for check in told(done.stdout)}
    assert done.returncode == 0
    assert checks["discord token"].level == "ok"
    assert checks["discord commands"].sentence.startswith("missing: /ask, /sightline")
    assert "client_id=" in checks["discord invite"].sentence
    assert fake.token not in done.stdout + done.stderr


def test_without_a_token_a_check_is_bad_and_says_where_to_get_one() -> None:
    done = ran("--check", SIGHTLINE_DISCORD_TOKEN="")

    [check] = told(done.stdout)
    assert (done.returncode, check.level) == (1, "bad")
    assert "developer portal" in check.sentence


def test_settings_that_are_wrong_are_told_in_one_line(tmp_path: Path) -> None:
    settings = tmp_path / "sightline.toml"
    settings.write_text('[discord]\nfollow = "pigeon"\n', "utf-8")

    done = ran("--check", SIGHTLINE_SETTINGS=str(settings))

    assert done.returncode == 2
    assert "discord.follow" in done.stderr
