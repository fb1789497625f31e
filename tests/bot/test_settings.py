"""What is read, what is refused, and how the refusal helps."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import SettingsError
from bot.settings import (
    SECRETS,
    ChannelSettings,
    Settings,
    environment_with,
    load,
)


def written(folder: Path, text: str) -> Path:
    path = folder / "sightline.toml"
    path.write_text(text, "utf-8")
    return path


def refusal(folder: Path, text: str, **environment: str) -> str:
    with pytest.raises(SettingsError) as refused:
        load(written(folder, text), environment)
    return str(refused.value)


def test_without_a_file_everything_has_its_default(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    assert load(environment={}) == Settings()


def test_a_file_in_the_current_folder_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(tmp_path, "[web]\nport = 9000\n")
    monkeypatch.chdir(tmp_path)

    assert load(environment={}).web.port == 9000


def test_the_environment_names_another_file(tmp_path: Path) -> None:
    path = written(tmp_path, "[queue]\nlanes = 2\n")

    assert load(environment={"SIGHTLINE_SETTINGS": str(path)}).queue.lanes == 2


def test_a_named_file_must_exist(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"missing\.toml does not exist"):
        load(environment={"SIGHTLINE_SETTINGS": str(tmp_path / "missing.toml")})


def test_a_file_that_is_no_toml_is_refused_by_name(tmp_path: Path) -> None:
    assert "sightline.toml cannot be read" in refusal(tmp_path, "[web\n")


def test_an_unknown_key_is_refused_with_the_nearest_known_one(tmp_path: Path) -> None:
    told = refusal(tmp_path, "[queue]\ntenants_waiting = 3\n")

    assert (
        told == "unknown key in [queue]: tenants_waiting. Did you mean tenant_waiting?"
    )


def test_an_unknown_section_is_refused_with_the_nearest_known_one(
    tmp_path: Path,
) -> None:
    assert "unknown section: work. Did you mean worker?" in refusal(
        tmp_path, "[work]\n"
    )


def test_a_key_like_no_other_still_gets_a_suggestion(tmp_path: Path) -> None:
    assert "Did you mean" in refusal(tmp_path, "[queue]\nzzzzzz = 3\n")


def test_a_section_written_as_a_value_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path, "web = 8080\n") == "web is a section: write [web]"


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("[queue]\nlanes = 0", "queue.lanes"),
        ("[queue]\nlanes = 'four'", "queue.lanes"),
        ("[web]\nport = 65536", "web.port"),
        ("[redis]\nurl = 'localhost:6379'", "redis.url"),
        ("[redis]\ntimeout_s = 0", "redis.timeout_s"),
        ("[worker]\ndevice = 'gpu'", "worker.device"),
        ("[pictures]\nextra_formats = ['EXE']", "pictures.extra_formats[0]"),
    ],
)
def test_a_wrong_value_is_refused_with_its_place(
    tmp_path: Path, line: str, place: str
) -> None:
    assert f"sightline.toml: {place}: " in refusal(tmp_path, line)


def test_access_tokens_do_not_belong_in_the_file(tmp_path: Path) -> None:
    told = refusal(tmp_path, "[web]\naccess_tokens = ['ada:0123456789abcdef']\n")

    assert "SIGHTLINE_WEB_ACCESS_TOKENS" in told
    assert "0123456789abcdef" not in told


def test_a_redis_password_does_not_belong_in_the_file(tmp_path: Path) -> None:
    told = refusal(tmp_path, "[redis]\nurl = 'redis://:hunter2@cache:6379/0'\n")

    assert "SIGHTLINE_REDIS_URL" in told
    assert "hunter2" not in told


def test_secrets_come_from_the_environment_and_go_before_the_file(
    tmp_path: Path,
) -> None:
    path = written(tmp_path, "[redis]\nurl = 'redis://one'\n")
    secrets = {
        "SIGHTLINE_REDIS_URL": "redis://:hunter2@two",
        "SIGHTLINE_WEB_ACCESS_TOKENS": "ada:0123456789abcdef, bob:fedcba9876543210,",
    }

    settings = load(path, secrets)

    assert settings.redis.url == "redis://:hunter2@two"
    assert settings.web.access_tokens == (
        "ada:0123456789abcdef",
        "bob:fedcba9876543210",
    )


def test_a_wrong_secret_is_not_repeated(tmp_path: Path) -> None:
    told = refusal(tmp_path, "", SIGHTLINE_REDIS_URL="hunter2@two")

    assert "redis.url" in told
    assert "hunter2" not in told


def test_the_port_may_come_from_the_environment(tmp_path: Path) -> None:
    path = written(tmp_path, "[web]\nport = 9000\n")

    assert load(path, {"SIGHTLINE_WEB_PORT": "9001"}).web.port == 9001


def test_a_port_that_is_no_number_is_refused(tmp_path: Path) -> None:
    assert "web.port" in refusal(tmp_path, "", SIGHTLINE_WEB_PORT="http")


def test_an_empty_variable_counts_as_unset(tmp_path: Path) -> None:
    path = written(tmp_path, "[web]\nport = 9000\n")

    assert load(path, {"SIGHTLINE_WEB_PORT": "", "SIGHTLINE_REDIS_URL": ""}) == load(
        path, {}
    )


def test_a_child_sees_the_changes_over_what_is_there() -> None:
    assert environment_with({"B": "2"}, {"A": "1", "B": "1"}) == {"A": "1", "B": "2"}


@pytest.mark.parametrize("channel", ["slakc:T1:C2", "slack:T1", "slack:T1:C2:ts", ""])
def test_a_channel_that_names_no_place_is_refused(tmp_path: Path, channel: str) -> None:
    told = refusal(tmp_path, f'[checking]\nchannels = ["{channel}"]\n')

    assert "checking.channels[0]" in told


def test_channels_to_check_may_leave_any_part_open(tmp_path: Path) -> None:
    wanted = ("slack:T1:C2", "discord:*:*")
    path = written(tmp_path, '[checking]\nchannels = ["slack:T1:C2", "discord:*:*"]\n')

    assert load(path, {}).checking.channels == wanted


def test_an_unknown_key_of_a_table_is_refused_with_the_nearest_known_one(
    tmp_path: Path,
) -> None:
    told = refusal(tmp_path, "[[slack.channels]]\nchannel = 'C1'\npersonna = 'Ada'\n")

    assert told == (
        "unknown key in [[slack.channels]]: personna. Did you mean persona?"
    )


def test_an_unknown_key_is_found_in_any_table(tmp_path: Path) -> None:
    table = "[[slack.channels]]\nchannel = 'C1'\n"

    assert "escalation?" in refusal(tmp_path, f"{table}{table}escalate = 'C2'\n")


@pytest.mark.parametrize(
    "text",
    ["[slack.channels]\nchannel = 'C1'\n", "[slack]\nchannels = ['C1', 'C2']\n"],
)
def test_an_array_of_tables_written_as_something_else_is_refused(
    tmp_path: Path, text: str
) -> None:
    assert refusal(tmp_path, text) == (
        "slack.channels is an array of tables: write [[slack.channels]]"
    )


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("channel = '#support'", "slack.channels[0].channel"),
        ("channel = 'C1'\nfollow = 'never'", "slack.channels[0].follow"),
        ("channel = 'C1'\nretention_h = 0", "slack.channels[0].retention_h"),
        ("channel = 'C1'\nescalation = '#humans'", "slack.channels[0].escalation"),
        (f"channel = 'C1'\npersona = '{'a' * 151}'", "slack.channels[0].persona"),
        ("persona = 'Ada'", "slack.channels[0]"),
    ],
)
def test_a_wrong_value_of_a_table_is_refused_with_its_place(
    tmp_path: Path, line: str, place: str
) -> None:
    told = refusal(tmp_path, f"[[slack.channels]]\n{line}\n")

    assert f"sightline.toml: {place}: " in told


def test_a_channel_is_read_with_what_is_left_out_as_everywhere_else(
    tmp_path: Path,
) -> None:
    path = written(tmp_path, "[[slack.channels]]\nchannel = 'C1'\nretention_h = 2\n")

    (channel,) = load(path, {}).slack.channels

    assert channel == ChannelSettings(channel="C1", retention_h=2.0)


@pytest.mark.parametrize(
    ("variable", "value", "told"),
    [
        ("SIGHTLINE_SLACK_BOT_TOKEN", "xapp-1-A1-s3cret", "does not begin with xoxb-"),
        ("SIGHTLINE_SLACK_BOT_TOKEN", "s3cret", "the Bot User OAuth Token"),
        ("SIGHTLINE_SLACK_APP_TOKEN", "xoxb-1-s3cret", "does not begin with xapp-"),
        ("SIGHTLINE_SLACK_APP_TOKEN", "s3cret", "an App-Level Token"),
    ],
)
def test_a_token_in_the_others_place_is_refused_and_not_repeated(
    tmp_path: Path, variable: str, value: str, told: str
) -> None:
    refused = refusal(tmp_path, "", **{variable: value})

    assert refused.startswith(variable)
    assert told in refused
    assert "s3cret" not in refused


def test_both_tokens_come_from_the_environment(tmp_path: Path) -> None:
    tokens = {
        "SIGHTLINE_SLACK_BOT_TOKEN": "xoxb-1-a",
        "SIGHTLINE_SLACK_APP_TOKEN": "xapp-1-b",
    }

    slack = load(written(tmp_path, ""), tokens).slack

    assert (slack.bot_token, slack.app_token) == ("xoxb-1-a", "xapp-1-b")


@pytest.mark.parametrize("variable", [v for v in SECRETS if "SLACK" in v])
def test_no_secret_of_slack_belongs_in_the_file(tmp_path: Path, variable: str) -> None:
    _, key = SECRETS[variable]

    told = refusal(tmp_path, f"[slack]\n{key} = 'xoxb-hunter2'\n")

    assert told == f"slack.{key} is a secret: set it as {variable}"
