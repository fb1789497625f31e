"""What deploy/ says, held against the code; no container engine is needed."""

from __future__ import annotations

import asyncio
import json
import os
import re
import shutil
import tempfile
import textwrap
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from adapters.discord.doors.needs import PERMISSIONS, invite
from bot.children import Child, Program
from bot.cli import parser
from bot.redis_checks import judged
from bot.redis_connection import connect
from bot.settings import SECRETS, VARIABLES, RedisSettings, Settings, load
from bot.settings_file import documented
from tests.waiting import until

ROOT = Path(__file__).resolve().parent.parent
DEPLOY = ROOT / "deploy"
KNOWN = {"SIGHTLINE_SETTINGS", *VARIABLES}
DOCKERFILES = sorted(DEPLOY.glob("Dockerfile.*"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]


def compose(name: str = "compose.yaml") -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load((DEPLOY / name).read_text())
    return read


OURS = ("web", "slack", "discord", "worker")
PLATFORMS = ("slack", "discord")
SERVICES: dict[str, dict[str, Any]] = compose()["services"]


def instructions(dockerfile: Path) -> Iterator[tuple[str, str]]:
    """Yield each instruction of a Dockerfile with its words, continued lines joined."""
    text = re.sub(r"^#.*\n", "", dockerfile.read_text(), flags=re.MULTILINE)
    for line in text.replace("\\\n", " ").splitlines():
        if line.strip():
            name, _, words = line.strip().partition(" ")
            yield name, words


def commands() -> set[str]:
    known = parser()._subparsers
    if known is None:
        return set()
    choices = known._group_actions[0].choices
    return set(choices or ())


def test_the_settings_file_is_the_one_the_code_writes() -> None:
    assert (DEPLOY / "sightline.toml").read_text("utf-8") == documented(), (
        "write it anew: sightline settings > deploy/sightline.toml"
    )


def test_the_containers_settings_are_settings() -> None:
    read = load(DEPLOY / "compose.toml", {})

    assert read.web.host == "0.0.0.0"
    assert read.web.port == Settings().web.port


@pytest.mark.parametrize("name", SERVICES)
def test_every_service_is_confined_and_watched(name: str) -> None:
    service = SERVICES[name]

    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in service["security_opt"]
    assert service["restart"] == "unless-stopped"
    assert service["healthcheck"]["test"]
    assert "privileged" not in service


@pytest.mark.parametrize("name", SERVICES)
def test_every_service_runs_without_root(name: str) -> None:
    service = SERVICES[name]
    user = service.get("user")
    if user is None:
        dockerfile = ROOT / service["build"]["dockerfile"]
        user = [words for each, words in instructions(dockerfile) if each == "USER"][-1]

    assert user.split(":")[0] not in {"", "0", "root"}


@pytest.mark.parametrize("name", OURS)
def test_our_services_run_commands_that_exist(name: str) -> None:
    program, command = SERVICES[name]["command"]

    assert program in PROJECT["scripts"]
    assert command in commands()


@pytest.mark.parametrize("name", OURS)
def test_our_services_are_told_nothing_the_code_does_not_read(name: str) -> None:
    assert set(SERVICES[name]["environment"]) <= KNOWN


@pytest.mark.parametrize("name", SERVICES)
def test_secrets_have_to_be_given_and_have_no_default(name: str) -> None:
    for variable, value in SERVICES[name]["environment"].items():
        if variable == "SIGHTLINE_SETTINGS":
            continue
        if value is None and "profiles" in SERVICES[name]:
            continue  # compose asks for it even where the profile is off
        assert re.search(r"\$\{SIGHTLINE_\w+:\?", value), variable


@pytest.mark.parametrize("name", OURS)
def test_our_services_find_their_settings_and_their_redis(name: str) -> None:
    service = SERVICES[name]
    mounts = dict(mount.split(":")[:2] for mount in service["volumes"])
    url = re.sub(
        r"\$\{\w+:\?\}", "s3cret", service["environment"]["SIGHTLINE_REDIS_URL"]
    )

    assert mounts["./compose.toml"] == service["environment"]["SIGHTLINE_SETTINGS"]
    assert load(DEPLOY / "compose.toml", {"SIGHTLINE_REDIS_URL": url}).redis.url == (
        "redis://:s3cret@redis:6379/0"
    )
    assert "redis" in SERVICES
    assert service["depends_on"]["redis"]["condition"] == "service_healthy"


def test_the_page_is_published_on_this_machine_alone() -> None:
    port = Settings().web.port

    assert SERVICES["web"]["ports"] == [f"127.0.0.1:{port}:{port}"]
    assert "ports" not in SERVICES["redis"]


@pytest.mark.parametrize("name", PLATFORMS)
def test_a_platform_starts_when_asked_for_and_opens_no_port(name: str) -> None:
    service = SERVICES[name]

    assert service["profiles"] == [name]
    assert "ports" not in service
    assert load(DEPLOY / "compose.toml", {}).slack.mode == "socket"


@pytest.mark.parametrize("name", PLATFORMS)
def test_a_platform_is_told_all_its_secrets(name: str) -> None:
    secrets = {known for known, (section, _) in SECRETS.items() if section == name}

    assert secrets
    assert secrets <= set(SERVICES[name]["environment"])


@pytest.mark.parametrize("name", PLATFORMS)
def test_a_platforms_health_is_a_command_that_parses(name: str) -> None:
    _, program, *arguments = SERVICES[name]["healthcheck"]["test"]

    assert program in PROJECT["scripts"]
    assert parser().parse_args(arguments).names == [name]


def test_the_pages_health_is_asked_where_it_is_told() -> None:
    asked = " ".join(SERVICES["web"]["healthcheck"]["test"])
    described = json.loads((ROOT / "adapters/web/openapi.json").read_text())

    path = re.search(r"http://127\.0\.0\.1:(\d+)(/\w+)", asked)
    assert path
    assert int(path[1]) == Settings().web.port
    assert path[2] in described["paths"]


def test_the_workers_health_is_a_command_that_parses() -> None:
    _, program, *arguments = SERVICES["worker"]["healthcheck"]["test"]

    assert program in PROJECT["scripts"]
    assert parser().parse_args(arguments).only == ["alive"]


def test_a_worker_gets_the_time_it_takes_to_drain() -> None:
    grace_s = int(SERVICES["worker"]["stop_grace_period"].removesuffix("s"))

    assert grace_s > load(DEPLOY / "compose.toml", {}).worker.drain_s


@pytest.mark.parametrize("name", OURS)
def test_an_image_is_built_with_arguments_that_it_takes(name: str) -> None:
    build = SERVICES[name]["build"]
    taken = [
        words.split("=")[0]
        for instruction, words in instructions(DEPLOY.parent / build["dockerfile"])
        if instruction == "ARG"
    ]

    assert set(build.get("args", {})) == set(taken)


def test_the_gpu_file_gives_a_gpu_to_a_service_that_exists() -> None:
    changed = compose("compose.gpu.yaml")["services"]

    assert set(changed) <= set(SERVICES)
    resources = changed["worker"]["deploy"]["resources"]
    assert resources["reservations"]["devices"][0]["driver"] == "nvidia"


async def test_the_redis_of_the_containers_is_what_the_doctor_asks_for() -> None:
    if shutil.which("redis-server") is None:
        pytest.skip("redis-server is not installed")
    shell, option, script = SERVICES["redis"]["command"]
    with tempfile.TemporaryDirectory(prefix="sightline-") as name:
        folder, socket = Path(name), Path(name) / "redis.sock"
        script = script.replace("/data", name).replace("$$", "$")
        script = script.replace(
            "redis-server -", f"redis-server - --port 0 --unixsocket {socket}"
        )
        child = await Child.start(
            Program(
                name="redis",
                command=(shell, option, script),
                environment={
                    "PATH": os.environ["PATH"],
                    "SIGHTLINE_REDIS_PASSWORD": "s3cret",
                },
                log=folder / "redis.log",
            )
        )
        try:
            await until(socket.exists)
            url = f"unix://:s3cret@{socket}"
            async with connect(RedisSettings(url=url)) as client:
                facts = await asyncio.wait_for(client.info(), 20)
        finally:
            await child.stop(20)

    assert list(judged(facts)) == []
    assert int(facts["maxmemory"]) > 0


@pytest.mark.parametrize("dockerfile", DOCKERFILES, ids=lambda path: path.name)
def test_an_image_copies_what_is_there(dockerfile: Path) -> None:
    copied = [
        source
        for name, words in instructions(dockerfile)
        if name == "COPY" and not words.startswith("--from")
        for source in words.split()[:-1]
    ]

    assert copied
    assert [source for source in copied if not (ROOT / source).exists()] == []


@pytest.mark.parametrize("dockerfile", DOCKERFILES, ids=lambda path: path.name)
def test_an_image_installs_extras_that_exist_exactly_pinned(dockerfile: Path) -> None:
    text = dockerfile.read_text()
    extras = re.findall(r'"\.\[([\w,]+)\]"', text)

    assert extras
    assert set(extras[0].split(",")) <= set(PROJECT["optional-dependencies"])
    for name, words in instructions(dockerfile):
        if name == "RUN":
            assert words.count("pip install") == words.count("-c constraints.txt")


@pytest.mark.parametrize("dockerfile", DOCKERFILES, ids=lambda path: path.name)
def test_an_image_ends_in_a_command_that_exists(dockerfile: Path) -> None:
    command = json.loads(dict(instructions(dockerfile))["CMD"])

    assert command[0] in PROJECT["scripts"]
    assert command[1] in commands()


@pytest.mark.parametrize("dockerfile", DOCKERFILES, ids=lambda path: path.name)
def test_no_image_holds_a_secret_or_a_settings_file(dockerfile: Path) -> None:
    baked = [
        words for name, words in instructions(dockerfile) if name in {"ENV", "ARG"}
    ]

    assert not re.search(r"SIGHTLINE_|TOKEN|PASSWORD|SECRET", " ".join(baked))
    assert "sightline.toml" not in dockerfile.read_text()


SCOPES = {
    *("app_mentions:read", "assistant:write", "chat:write", "commands"),
    *("files:read", "files:write", "im:write", "reactions:write", "users:read"),
    *("channels:history", "groups:history", "im:history", "mpim:history"),
}
EVENTS = {
    *("app_mention", "app_home_opened", "app_context_changed"),
    *("message.channels", "message.groups", "message.im", "message.mpim"),
    *("agent_session_stopped", "app_uninstalled", "tokens_revoked"),
}
MANIFEST: dict[str, Any] = yaml.safe_load((DEPLOY / "slack/manifest.yaml").read_text())
FEATURES: dict[str, Any] = MANIFEST["features"]


def test_the_slack_app_asks_for_what_it_needs_and_no_more() -> None:
    scopes = MANIFEST["oauth_config"]["scopes"]

    assert set(scopes) == {"bot"}
    assert sorted(SCOPES) == scopes["bot"]


def test_the_slack_app_hears_what_it_answers() -> None:
    subscribed = MANIFEST["settings"]["event_subscriptions"]

    assert subscribed == {"bot_events": sorted(EVENTS)}


def test_the_slack_app_connects_by_itself_and_keeps_its_token() -> None:
    settings = MANIFEST["settings"]

    assert settings["socket_mode_enabled"] is True
    assert settings["interactivity"] == {"is_enabled": True}
    assert settings["token_rotation_enabled"] is False
    assert settings["org_deploy_enabled"] is False


def test_the_slack_app_can_be_written_to_as_an_agent() -> None:
    assert FEATURES["app_home"]["messages_tab_enabled"] is True
    assert FEATURES["app_home"]["messages_tab_read_only_enabled"] is False
    assert "assistant_view" not in FEATURES
    for prompt in FEATURES["agent_view"]["suggested_prompts"]:
        assert set(prompt) == {"title", "message"}


def test_the_slack_app_offers_its_shortcut_and_its_command() -> None:
    (shortcut,) = FEATURES["shortcuts"]
    (command,) = FEATURES["slash_commands"]

    assert (shortcut["name"], shortcut["type"], shortcut["callback_id"]) == (
        "Ask about this picture",
        "message",
        "ask_about_picture",
    )
    assert command["command"] == "/sightline"
    assert command["usage_hint"] == "[help | status | forget me | forget this thread]"


def test_the_slack_app_keeps_to_the_lengths_that_slack_takes() -> None:
    shown = MANIFEST["display_information"]
    (shortcut,) = FEATURES["shortcuts"]

    assert len(shown["name"]) <= 35
    assert len(shown["description"]) <= 140
    assert 175 <= len(shown["long_description"]) <= 4000
    assert re.fullmatch(r"#[0-9a-f]{6}", shown["background_color"])
    assert len(FEATURES["bot_user"]["display_name"]) <= 80
    assert len(shortcut["name"]) <= 24
    assert len(shortcut["description"]) <= 150


def test_the_discord_page_asks_for_what_the_code_needs_and_no_more() -> None:
    text = (DEPLOY / "discord/README.md").read_text()
    table = text.split("## Permissions")[1].split("\n\n")[1]
    named = re.findall(r"^\| ([A-Z][\w ]+) \|", table, re.MULTILINE)
    number = re.search(r"permissions=(\d+)", invite("1"))

    assert named == list(PERMISSIONS.values())
    assert number
    assert number[1] in text


def test_the_discord_page_explains_each_line_of_the_doctor() -> None:
    text = (DEPLOY / "discord/README.md").read_text()
    source = (ROOT / "adapters/discord/doors/checks.py").read_text()
    lines = set(re.findall(r'"(discord [a-z]+)"', source))

    assert len(lines) >= 8
    assert [line for line in sorted(lines) if f"| `{line}` |" not in text] == []


@pytest.mark.parametrize("name", PLATFORMS)
def test_the_demo_and_the_tests_install_every_platform(name: str) -> None:
    installed = re.findall(r"\(call install,(.+)\)\n", (ROOT / "Makefile").read_text())

    assert len(installed) == 2
    assert all(f"$(comma){name}$(comma)" in extras for extras in installed)


def test_the_pages_image_has_no_torch() -> None:
    words = " ".join(w for _, w in instructions(DEPLOY / "Dockerfile.page"))
    extras = PROJECT["optional-dependencies"]
    installed = [
        line for extra in ("web", "slack", "discord") for line in extras[extra]
    ]

    assert "torch" not in words
    assert "model_worker" not in words
    assert not [line for line in installed if "torch" in line or "transformers" in line]


def test_the_readme_names_every_file_and_every_variable() -> None:
    text = (DEPLOY / "README.md").read_text()
    files = [
        path.relative_to(DEPLOY).as_posix()
        for folder in (DEPLOY, *(DEPLOY / name for name in PLATFORMS))
        for path in folder.iterdir()
        if path.is_file()
    ]

    assert [name for name in files if name not in text and name != "README.md"] == []
    assert set(re.findall(r"`(SIGHTLINE_\w+)`", text)) == KNOWN


def examples(kind: str) -> Iterator[str]:
    """Yield what the READMEs show as TOML or YAML, freed from its list."""
    for page in (ROOT / "README.md", *DEPLOY.rglob("README.md")):
        fenced = rf"^ *```{kind}\n(.*?)^ *```"
        for text in re.findall(fenced, page.read_text(), re.MULTILINE | re.DOTALL):
            yield textwrap.dedent(text)


def test_the_settings_that_are_shown_are_settings(tmp_path: Path) -> None:
    shown = list(examples("toml"))

    for text in shown:
        path = tmp_path / "sightline.toml"
        path.write_text(text, "utf-8")
        load(path, {})
    assert any("[[slack.channels]]" in text for text in shown)


def test_the_changes_to_the_manifest_are_of_what_stands_in_it() -> None:
    changes = [yaml.safe_load(text) for text in examples("yaml")]

    assert len(changes) == 2
    for change in changes:
        assert set(change) <= set(MANIFEST)
        assert set(change.get("settings", ())) <= set(MANIFEST["settings"])
        assert set(change.get("features", ())) <= set(FEATURES)


def test_everything_that_is_installed_has_one_version() -> None:
    pinned = (ROOT / "constraints.txt").read_text().splitlines()
    names = [line.split("==")[0].lower() for line in pinned if not line.startswith("#")]
    asked = [
        re.split(r"[^\w.-]", line)[0].lower().replace("_", "-")
        for lines in (
            PROJECT["dependencies"],
            *PROJECT["optional-dependencies"].values(),
        )
        for line in lines
    ]

    assert all(
        re.fullmatch(r"[\w.-]+==[\w.]+", line) for line in pinned if line[0] != "#"
    )
    assert len(names) == len(set(names))
    assert [
        name for name in asked if name not in {n.replace("_", "-") for n in names}
    ] == []


def test_torch_has_the_version_that_was_tested() -> None:
    assert "torch==2.13.0" in (ROOT / "constraints.txt").read_text().splitlines()
