from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot import checks, doctor, redis_checks
from bot.checks import (
    Check,
    asked,
    discord,
    discord_if_set_up,
    pictures,
    python,
    slack,
    slack_if_set_up,
    told,
    web,
    worker,
)
from bot.doctor import examined, row, run
from bot.errors import SettingsError
from bot.redis_checks import alive_worker, judged, redis_server
from bot.settings import (
    SECRETS,
    DiscordSettings,
    RedisSettings,
    Settings,
    SlackSettings,
    WebSettings,
)
from tests.redis_server import PROGRAM, RedisServer

ROOT = Path(__file__).resolve().parents[2]
GOOD: dict[str, Any] = {
    "redis_version": "7.2.5",
    "maxmemory_policy": "noeviction",
    "aof_enabled": 1,
    "aof_last_write_status": "ok",
    "maxmemory": 1000,
    "used_memory": 500,
}
TOKENS = ("ada:0123456789abcdef",)


def a_site(**fields: Any) -> Settings:
    return Settings(web=WebSettings(**fields))


def only(checks: Iterator[Check]) -> Check:
    (check,) = checks
    return check


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder without settings to stand in."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    for variable in ("SIGHTLINE_SETTINGS", *SECRETS):
        monkeypatch.delenv(variable, raising=False)
    return tmp_path


def test_this_python_will_do() -> None:
    assert only(python(Settings())).level == "ok"


def test_another_python_will_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 10, 2))

    assert only(python(Settings())).level == "bad"


def test_a_redis_without_fault_is_passed() -> None:
    assert list(judged(GOOD)) == []


@pytest.mark.parametrize(
    ("fact", "value", "level", "word"),
    [
        ("redis_version", "5.0.7", "bad", "6.2 or newer"),
        ("maxmemory_policy", "allkeys-lru", "bad", "noeviction"),
        ("aof_enabled", 0, "warn", "appendonly yes"),
        ("aof_last_write_status", "err", "bad", "disk full"),
        ("used_memory", 800, "bad", "80% of maxmemory"),
    ],
)
def test_a_fault_of_redis_is_told_with_its_cure(
    fact: str, value: object, level: str, word: str
) -> None:
    check = only(judged(GOOD | {fact: value}))

    assert check.level == level
    assert word in check.sentence


def test_without_a_limit_there_is_no_share_of_it() -> None:
    assert list(judged(GOOD | {"maxmemory": 0})) == []


def test_a_real_redis_is_examined(settings: Settings) -> None:
    """The tests' server runs without its file, which is the one thing to know."""
    found = only(redis_server(settings))

    assert (found.level, found.name) == ("warn", "redis")
    assert "appendonly" in found.sentence


@pytest.mark.skipif(PROGRAM is None, reason="redis-server is not installed")
def test_a_redis_that_keeps_everything_is_in_place() -> None:
    with RedisServer(appendonly="yes") as server:
        found = only(redis_server(Settings(redis=RedisSettings(url=server.url))))

    assert found.level == "ok"


@pytest.mark.parametrize("url", ["unix:///nowhere/redis.sock", "redis://h:port"])
def test_a_redis_that_cannot_be_reached_is_bad(url: str) -> None:
    settings = Settings(redis=RedisSettings(url=url))

    assert only(redis_server(settings)).level == "bad"


def test_without_an_address_a_private_one_is_tried() -> None:
    if PROGRAM is None:
        pytest.skip("redis-server is not installed")

    assert only(redis_server(Settings())).level == "ok"


def test_without_any_redis_the_way_to_one_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def none(*_: object, **__: object) -> object:
        raise SettingsError("no Redis found: install redis-server")

    monkeypatch.setattr(redis_checks, "PrivateRedis", none)

    found = only(redis_server(Settings()))

    assert (found.level, found.sentence) == (
        "bad",
        "no Redis found: install redis-server",
    )


def test_nobody_answering_is_a_warning(settings: Settings) -> None:
    found = only(alive_worker(settings))

    assert found.level == "warn"
    assert "sightline worker" in found.sentence


def test_where_redis_is_away_nobody_knows_of_a_worker(tmp_path: Path) -> None:
    away = Settings(redis=RedisSettings(url=f"unix://{tmp_path}/none.sock"))

    assert only(alive_worker(away)).level == "warn"


def test_without_an_address_there_is_no_worker_to_look_for() -> None:
    assert list(alive_worker(Settings())) == []


def test_another_process_tells_its_checks_line_by_line() -> None:
    lines = "ok\tgpu\tnone: the CPU looks\nchatter\nfine\tx\ty\nbad\ttext\tbroken\n"

    assert list(told(lines)) == [
        Check("ok", "gpu", "none: the CPU looks"),
        Check("bad", "text", "broken"),
    ]


def test_a_worker_that_cannot_be_asked_is_bad(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks.sys, "executable", "/bin/false")  # type: ignore[attr-defined]

    found = only(worker(Settings()))

    assert found.level == "bad"
    assert "it said nothing" in found.sentence


def test_the_real_worker_can_be_asked(here: Path) -> None:
    found = list(worker(Settings()))

    assert found
    assert [check for check in found if check.level == "bad"] == []


ASKED = "import sys; print('ok', 'tokens', sys.argv[1], sep=chr(9)); print('chatter')"


def test_any_process_can_be_asked_for_its_checks(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (here / "asked.py").write_text(ASKED)
    monkeypatch.setenv("PYTHONPATH", str(here))

    assert list(asked("part", "asked")) == [Check("ok", "tokens", "--check")]


def test_the_last_words_of_a_process_without_checks_are_told(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (here / "asked.py").write_text("import sys; sys.exit('a token is missing')")
    monkeypatch.setenv("PYTHONPATH", str(here))

    assert list(asked("part", "asked")) == [
        Check("bad", "part", "cannot be asked: a token is missing")
    ]


def test_a_process_that_never_answers_is_bad(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (here / "asked.py").write_text("import time; time.sleep(60)")
    monkeypatch.setenv("PYTHONPATH", str(here))
    monkeypatch.setattr(checks, "CHECK_S", 0.05)

    assert only(asked("part", "asked")).sentence == "said nothing within 0.05 s"


@pytest.mark.parametrize(("name", "examine"), [("slack", slack), ("discord", discord)])
def test_without_a_platforms_library_the_way_to_it_is_told(
    name: str, examine: doctor.Examine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)

    found = only(examine(Settings()))

    assert (found.level, found.name) == ("bad", name)
    assert f"sightline[{name}]" in found.sentence


@pytest.mark.parametrize(
    ("name", "examine"), [("slack", slack_if_set_up), ("discord", discord_if_set_up)]
)
def test_where_nothing_of_a_platform_is_set_nobody_is_asked(
    name: str, examine: doctor.Examine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checks.sys, "executable", "/bin/false")  # type: ignore[attr-defined]

    assert only(examine(Settings())) == Check(
        "ok", name, "not set up; README.md says how"
    )


@pytest.mark.parametrize(
    ("examine", "settings"),
    [
        (slack_if_set_up, Settings(slack=SlackSettings(bot_token="xoxb-1"))),
        (slack_if_set_up, Settings(slack=SlackSettings(guests=True))),
        (discord_if_set_up, Settings(discord=DiscordSettings(token="a.b.c"))),
        (discord_if_set_up, Settings(discord=DiscordSettings(language="de"))),
    ],
)
def test_where_anything_of_a_platform_is_set_its_adapter_is_asked(
    examine: doctor.Examine, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checks.sys, "executable", "/bin/false")  # type: ignore[attr-defined]

    assert only(examine(settings)).level == "bad"


@pytest.mark.parametrize("name", ["slack", "discord"])
def test_a_check_that_is_named_is_made_though_nothing_is_set(
    name: str, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checks.sys, "executable", "/bin/false")  # type: ignore[attr-defined]

    assert [check.level for check in examined([name])] == ["bad"]


def test_unasked_a_platform_is_one_line(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    others = set(doctor.CHECKS) - {"slack", "discord"}
    monkeypatch.setattr(
        doctor, "UNASKED", {k: v for k, v in doctor.UNASKED.items() if k not in others}
    )

    assert [check.name for check in examined()][1:] == ["slack", "discord"]


def test_pillow_can_draw_and_open() -> None:
    assert only(pictures(Settings())).level == "ok"


def test_a_pillow_without_fonts_is_bad(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("PIL.features.check", lambda name: name != "freetype2")

    assert "fonts" in only(pictures(Settings())).sentence


@pytest.mark.parametrize(
    ("settings", "level"),
    [
        (a_site(), "ok"),
        (a_site(host="::1"), "ok"),
        (a_site(host="localhost"), "ok"),
        (a_site(host="0.0.0.0"), "bad"),
        (a_site(host="helpdesk.example"), "bad"),
        (a_site(host="0.0.0.0", access_tokens=TOKENS), "ok"),
        (a_site(host="0.0.0.0", trusted_user_header="X-User"), "ok"),
    ],
)
def test_an_open_door_is_bad(settings: Settings, level: str) -> None:
    assert only(web(settings)).level == level


def test_tokens_are_counted_and_not_shown() -> None:
    assert "0123456789abcdef" not in only(web(a_site(access_tokens=TOKENS))).sentence


def test_wrong_settings_end_the_examination(here: Path) -> None:
    (here / "sightline.toml").write_text("[web]\nprot = 1\n")

    found = list(examined())

    assert [(check.level, check.name) for check in found] == [("bad", "settings")]
    assert "Did you mean port?" in found[0].sentence


def test_the_file_that_is_used_is_named(here: Path) -> None:
    (here / "sightline.toml").write_text("[web]\nport = 1\n")

    assert next(examined()).sentence == str(here / "sightline.toml")


def test_a_long_sentence_stays_in_its_column() -> None:
    lines = row(Check("warn", "redis", "word " * 60)).splitlines()

    assert len(lines) > 1
    assert {line[:24] for line in lines[1:]} == {" " * 24}


def test_an_address_stays_whole_so_that_it_can_be_opened() -> None:
    address = f"https://discord.example/authorize?scope={'a-' * 60}"

    lines = row(Check("ok", "discord invite", f"{address} (its owner alone)"))

    assert address in lines


@pytest.mark.parametrize(
    ("found", "is_strict", "code"),
    [
        (["ok"], False, 0),
        (["ok", "warn"], False, 0),
        (["ok", "warn"], True, 1),
        (["bad"], False, 1),
    ],
)
def test_only_what_is_bad_fails_unless_strict(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    found: list[Any],
    is_strict: bool,  # noqa: FBT001 - a parameter
    code: int,
) -> None:
    rows = [Check(level, "part", "a sentence") for level in found]
    monkeypatch.setattr(doctor, "examined", lambda _: iter(rows))

    assert run(is_strict=is_strict) == code
    assert capsys.readouterr().out.count("a sentence") == len(found)


def test_only_what_is_named_is_examined(here: Path) -> None:
    assert [check.name for check in examined(["python", "web"])] == ["python", "web"]
