"""The command as a person types it; what it hands on to is tested elsewhere."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
import redis.asyncio

from bot import cli, doctor
from bot.cli import main, parser
from bot.redis_store import Store
from bot.settings import Settings
from bot.settings_file import documented
from tests.builders import a_picture, an_address

ROOT = Path(__file__).resolve().parents[2]
COMMANDS = (
    *("demo", "web", "slack", "discord", "worker", "ask", "doctor", "forget"),
    *("eval", "settings"),
)
SIGHTLINE = "import sys; from bot.cli import main; sys.exit(main())"


def sightline(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    clean = {k: v for k, v in os.environ.items() if not k.startswith("SIGHTLINE_")}
    return subprocess.run(
        [sys.executable, "-c", SIGHTLINE, *words],
        cwd=folder,
        env=clean | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )


def usage_error(*words: str) -> int:
    with pytest.raises(SystemExit) as left:
        parser().parse_args(words)
    code = left.value.code
    return code if isinstance(code, int) else -1


def test_the_commands_are_those_that_exist(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        parser().parse_args(["--help"])
    told = capsys.readouterr().out

    for command in COMMANDS:
        assert f"\n    {command}" in told


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("fly",),
        ("ask", "one.png"),
        ("ask", "--timeout", "0", "one.png", "What?"),
        ("ask", "--timeout", "inf", "one.png", "What?"),
        ("demo", "--port", "65536"),
        ("demo", "--port", "http"),
        ("forget",),
        ("forget", "--thread", "a", "--user", "b"),
        ("doctor", "--only", "weather"),
        ("doctor", "redis", "weather"),
        ("slack", "--check", "--new-key"),
        ("discord", "--new-key"),
        ("eval",),
    ],
)
def test_what_is_wrongly_asked_leaves_with_two(words: tuple[str, ...]) -> None:
    assert usage_error(*words) == 2


def test_the_last_word_of_ask_is_the_question() -> None:
    asked = parser().parse_args(["ask", "a.png", "b.png", "What is this?", "--json"])

    assert asked.pictures == [Path("a.png"), Path("b.png")]
    assert asked.question == "What is this?"
    assert asked.json


@pytest.mark.parametrize("words", [("weather",), ("--only", "weather")])
def test_an_unknown_check_is_told_with_those_that_exist(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert usage_error("doctor", *words) == 2

    told = capsys.readouterr().err
    assert "no check is called weather: there are settings, python, redis, " in told
    assert told.rstrip().endswith("web, slack, discord")


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ((), []),
        (("slack",), ["slack"]),
        (("discord",), ["discord"]),
        (("redis", "web"), ["redis", "web"]),
        (("--only", "alive", "--strict", "redis"), ["alive", "redis"]),
    ],
)
def test_the_doctor_examines_what_is_named_in_either_way(
    words: tuple[str, ...], names: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def ran(only: list[str], *, is_strict: bool) -> int:
        asked.extend(only)
        return 3 if is_strict else 0

    monkeypatch.setattr(doctor, "run", ran)

    assert main(["doctor", *words]) == (3 if "--strict" in words else 0)
    assert asked == names


@pytest.mark.parametrize(
    ("words", "passed_on"),
    [
        (("slack",), []),
        (("slack", "--check"), ["--check"]),
        (("slack", "--new-key"), ["--new-key"]),
        (("discord",), []),
        (("discord", "--check"), ["--check"]),
        (("web",), []),
        (("eval", "here", "--limit", "2"), ["--limit", "2", "--", "here"]),
    ],
)
def test_a_process_of_its_own_is_given_the_options_it_knows(
    words: tuple[str, ...], passed_on: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    became: list[str] = []
    monkeypatch.setattr(os, "execv", lambda _, command: became.extend(command))

    main(words)

    assert became == [sys.executable, "-m", cli.MODULES[words[0]], *passed_on]


def test_settings_prints_the_file_that_deploy_holds(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["settings"]) == 0
    assert capsys.readouterr().out == documented()


def test_wrong_settings_are_one_sentence_and_two(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "sightline.toml").write_text("[web]\nprot = 1\n")
    monkeypatch.chdir(tmp_path)

    assert main(["demo"]) == 2
    assert capsys.readouterr().err == (
        "unknown key in [web]: prot. Did you mean port?\n"
    )


@pytest.mark.parametrize("command", ["web", "worker", "slack", "discord"])
def test_each_service_becomes_its_own_process(command: str, tmp_path: Path) -> None:
    (tmp_path / "sightline.toml").write_text("[web]\nprot = 1\n")

    ran = sightline(tmp_path, command)

    assert ran.returncode == 2
    assert ran.stderr.splitlines()[-1].endswith("Did you mean port?")


@pytest.mark.parametrize("command", ["web", "worker", "slack", "discord"])
def test_without_a_redis_each_service_says_so(command: str, tmp_path: Path) -> None:
    ran = sightline(tmp_path, command)

    assert ran.returncode == 2
    assert ran.stderr.splitlines()[-1].startswith("redis.url is empty: ")
    assert "Traceback" not in ran.stderr


def test_eval_becomes_the_process_that_scores(tmp_path: Path) -> None:
    ran = sightline(tmp_path, "eval", "nowhere", "--limit", "2", "--report", "a.html")

    assert ran.returncode == 2
    assert ran.stderr == "nowhere is not a folder.\n"


async def test_forgetting_a_person_forgets_their_threads(
    client: redis.asyncio.Redis, settings: Settings
) -> None:
    store = Store(client, settings)
    address = an_address()
    await store.keep_picture(a_picture(), b"pixels", address.thread_key)

    assert await cli._forgotten(settings, address.thread_key, None) == 0

    assert await store.picture_content(a_picture().name) is None


def test_without_a_store_there_is_nothing_to_forget(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SIGHTLINE_REDIS_URL", raising=False)

    assert main(["forget", "--user", "web:page:ada"]) == 2
    assert "redis.url is empty" in capsys.readouterr().err


def test_a_redis_that_is_away_is_one_sentence_and_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SIGHTLINE_REDIS_URL", f"unix://{tmp_path}/none.sock")

    assert main(["forget", "--user", "web:page:ada"]) == 1
    assert capsys.readouterr().err.startswith("Redis: ")


def test_ctrl_c_leaves_quietly(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "_do", interrupted)

    assert main(["settings"]) == 130
    assert capsys.readouterr() == ("", "")


def test_a_reader_that_has_had_enough_is_no_error(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Closed(io.StringIO):
        def write(self, text: str) -> int:
            raise BrokenPipeError

    monkeypatch.setattr(sys, "stdout", Closed())
    assert main(["settings"]) == 0
