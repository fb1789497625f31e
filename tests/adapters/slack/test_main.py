"""The command line of the adapter."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from cryptography.fernet import Fernet

from bot.checks import told
from bot.settings import environment_with


def ran(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "adapters.slack", *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        env=environment_with(environment),
    )


def test_a_new_key_seals_and_opens() -> None:
    key = Fernet(ran("--new-key").stdout.strip())

    assert key.decrypt(key.encrypt(b"token")) == b"token"


def test_a_check_prints_what_the_doctor_can_read(tmp_path: Path) -> None:
    settings = tmp_path / "sightline.toml"
    settings.write_text('[slack]\napi_url = "http://127.0.0.1:1/api/"\n', "utf-8")

    done = ran("--check", SIGHTLINE_SETTINGS=str(settings))

    checks = {check.name: check for check in told(done.stdout)}
    assert done.returncode == 1
    assert checks["slack token"].level == "bad"
    assert checks["slack socket"].level == "bad"
    assert "SIGHTLINE_SLACK_APP_TOKEN" in checks["slack socket"].sentence


def test_settings_that_are_wrong_are_told_in_one_line(tmp_path: Path) -> None:
    settings = tmp_path / "sightline.toml"
    settings.write_text('[slack]\nmode = "pigeon"\n', "utf-8")

    done = ran("--check", SIGHTLINE_SETTINGS=str(settings))

    assert done.returncode == 2
    assert "slack.mode" in done.stderr
