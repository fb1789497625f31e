"""One typed file, read once: sightline.toml, and the environment for secrets.

Every setting is a field below with its default, its unit in its name and its reason in
its description; deploy/sightline.toml is written from them. Nothing else in the
product reads the environment: SIGHTLINE_SETTINGS names the file, those in SECRETS carry
secrets, SIGHTLINE_WEB_PORT is how `sightline demo` and a platform that assigns ports
tell the page its own.
"""

from __future__ import annotations

import difflib
import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from types import EllipsisType
from typing import Annotated, Any, Literal, get_args, get_type_hints

import msgspec
from msgspec import Meta, Struct

from bot.errors import SettingsError

FILE = "sightline.toml"
SECRETS = {
    "SIGHTLINE_REDIS_URL": ("redis", "url"),
    "SIGHTLINE_WEB_ACCESS_TOKENS": ("web", "access_tokens"),
    "SIGHTLINE_SLACK_BOT_TOKEN": ("slack", "bot_token"),
    "SIGHTLINE_SLACK_APP_TOKEN": ("slack", "app_token"),
    "SIGHTLINE_SLACK_SIGNING_SECRET": ("slack", "signing_secret"),
    "SIGHTLINE_SLACK_CLIENT_SECRET": ("slack", "client_secret"),
    "SIGHTLINE_SLACK_TOKEN_KEY": ("slack", "token_key"),
    "SIGHTLINE_SLACK_CONFIG_TOKEN": ("slack", "config_token"),
    "SIGHTLINE_DISCORD_TOKEN": ("discord", "token"),
}
VARIABLES = SECRETS | {"SIGHTLINE_WEB_PORT": ("web", "port")}
BEGINNINGS = {
    "SIGHTLINE_SLACK_BOT_TOKEN": ("xoxb-", "the Bot User OAuth Token"),
    "SIGHTLINE_SLACK_APP_TOKEN": ("xapp-", "an App-Level Token"),
}
"""How a token begins and what Slack calls it: one is easily taken for the other."""

Follow = Literal["always", "pictures", "mention"]
ORIGIN_PATTERN = r"^https://[a-z0-9.-]+$|^http://127\.0\.0\.1:[0-9]+$"
SLACK_CHANNEL_PATTERN = r"^(\*|(T[A-Z0-9]+:)?[CG][A-Z0-9]+)$"
CHANNEL_PATTERN = r"^(\*|web|slack|discord|terminal):[^:\s]+:[^:\s]+$"


def _reason(sentence: str, **bounds: Any) -> Meta:
    return Meta(description=sentence, **bounds)


class RedisSettings(Struct, frozen=True, forbid_unknown_fields=True):
    """Where the queue and the store live."""

    url: Annotated[
        str,
        _reason(
            "redis://, rediss:// or unix:// address; one with a password is a secret, "
            "set as SIGHTLINE_REDIS_URL. Empty: the demo starts a private server.",
            pattern="^$|^(redis|rediss|unix)://",
        ),
    ] = ""
    prefix: Annotated[
        str, _reason("Begins every key, so that two sites can share one server.")
    ] = "sightline"
    timeout_s: Annotated[
        float,
        _reason("A silent server is given up after this; never wait for ever.", gt=0),
    ] = 10.0


class QueueSettings(Struct, frozen=True, forbid_unknown_fields=True):
    """How many questions wait, for how long, and who gives up when."""

    user_per_minute: Annotated[
        int, _reason("Questions one person may ask in a minute.", ge=1)
    ] = 5
    tenant_waiting: Annotated[
        int, _reason("Questions of one workspace, server or site open at once.", ge=1)
    ] = 30
    total_waiting: Annotated[
        int, _reason("Questions open at once altogether; more hear a clear no.", ge=1)
    ] = 500
    lanes: Annotated[
        int, _reason("Tenants are spread over lanes that take turns.", ge=1, le=64)
    ] = 4
    lease_s: Annotated[
        float,
        _reason(
            "A worker silent for this long loses its jobs to another.", ge=1, le=12
        ),
    ] = 8.0
    deliveries_max: Annotated[
        int, _reason("A job that killed this many workers becomes an error.", ge=1)
    ] = 3
    deadline_s: Annotated[
        float, _reason("Every question is answered or failed visibly by then.", gt=0)
    ] = 120.0


class StoreSettings(Struct, frozen=True, forbid_unknown_fields=True):
    """What is remembered, and when it is forgotten."""

    keep_h: Annotated[
        float,
        _reason("Hours that threads, pictures, readings and answers are kept.", gt=0),
    ] = 24.0
    turns: Annotated[
        int, _reason("Turns of a thread that an answer may refer to.", ge=1, le=50)
    ] = 8


class PictureSettings(Struct, frozen=True, forbid_unknown_fields=True):
    """What is opened, and the walls of the sandbox it is opened in."""

    bytes_max: Annotated[int, _reason("Largest file, bytes.", ge=1)] = 20_000_000
    pixels_max: Annotated[
        int, _reason("Largest width x height; a 24-megapixel photo passes.", ge=1)
    ] = 25_000_000
    side_max_px: Annotated[int, _reason("Longest side, pixels.", ge=1)] = 16_384
    memory_max_mb: Annotated[
        int, _reason("Memory of the child that decodes, megabytes.", ge=128)
    ] = 512
    cpu_max_s: Annotated[int, _reason("CPU seconds of that child.", ge=1)] = 5
    wall_max_s: Annotated[float, _reason("Seconds until it is killed.", gt=0)] = 10.0
    per_question: Annotated[
        int, _reason("Pictures in one question; further ones are refused.", ge=1)
    ] = 10
    sandboxes: Annotated[int, _reason("Pictures decoded at once.", ge=1)] = 2
    extra_formats: Annotated[
        tuple[Literal["AVIF", "TIFF", "BMP"], ...],
        _reason("Further formats to open: any of AVIF, TIFF, BMP."),
    ] = ()


class WorkerSettings(Struct, frozen=True, forbid_unknown_fields=True):
    """The process that looks and reads."""

    checkpoint: Annotated[
        str,
        _reason(
            "A folder in Hugging Face layout or a hub id such as "
            "microsoft/kosmos-2-patch14-224. Empty: pictures are read, not seen."
        ),
    ] = ""
    revision: Annotated[
        str, _reason("Commit of the hub id, pinned; needed for a hub id.")
    ] = ""
    device: Annotated[
        str,
        _reason(
            "auto, cuda, cuda:N or cpu. auto takes a GPU where there is one.",
            pattern=r"^(auto|cpu|cuda(:\d+)?)$",
        ),
    ] = "auto"
    cpu_weights: Annotated[
        Literal["float32", "int8"],
        _reason(
            "On a CPU: int8 reads a quarter of the bytes, is several times faster, a "
            "little less exact, and takes OpenVINO: pip install 'sightline[openvino]'."
        ),
    ] = "float32"
    cache: Annotated[
        str, _reason("A folder for what is made of a checkpoint once: int8 weights.")
    ] = "~/.cache/sightline"
    batch_max: Annotated[
        int, _reason("Questions that KOSMOS-2 answers together.", ge=1, le=256)
    ] = 8
    tokens_max: Annotated[
        int, _reason("Longest answer of KOSMOS-2, tokens.", ge=16, le=1024)
    ] = 256
    jobs_max: Annotated[
        int, _reason("Jobs one worker has in its hands at once.", ge=1, le=512)
    ] = 8
    readers: Annotated[
        int, _reason("Processes that read text, about 0.5 GB each.", ge=1)
    ] = 1
    drain_s: Annotated[
        float, _reason("Seconds to finish work in hand after SIGTERM.", gt=0)
    ] = 30.0
    knowledge: Annotated[
        str,
        _reason(
            "A folder of your own notes (*.md) about errors and what to do; those that "
            "fit are quoted with their file name. Empty: the picture's words alone."
        ),
    ] = ""


class CheckingSettings(Struct, frozen=True, forbid_unknown_fields=True):
    """Posts that are checked against their picture without being asked."""

    channels: Annotated[
        tuple[Annotated[str, Meta(pattern=CHANNEL_PATTERN)], ...],
        _reason(
            "Where, as platform:tenant:channel such as slack:T024BE7LD:C061EG9T2; * "
            "stands for any (discord:*:*). A post without a picture, or one that ends "
            "with a question mark, is answered as a question as everywhere else."
        ),
    ] = ()


class WebSettings(Struct, frozen=True, forbid_unknown_fields=True):
    """The helpdesk page and its HTTP interface."""

    host: Annotated[
        str,
        _reason(
            "Address to listen on; other than loopback needs access_tokens or "
            "trusted_user_header."
        ),
    ] = "127.0.0.1"
    port: Annotated[int, _reason("Port to listen on.", ge=0, le=65535)] = 8080
    site: Annotated[str, _reason("Name of this site: its tenant in the queue.")] = (
        "page"
    )
    public_url: Annotated[
        str,
        _reason(
            "https://... as people reach it; turns on secure cookies. Empty: http."
        ),
    ] = ""
    access_tokens: Annotated[
        tuple[str, ...],
        _reason(
            "Who may sign in, as name:token pairs. A secret: set it as "
            "SIGHTLINE_WEB_ACCESS_TOKENS, pairs separated by commas."
        ),
    ] = ()
    trusted_user_header: Annotated[
        str,
        _reason(
            "Header in which a proxy in front names the signed-in person. Only behind "
            "a proxy that removes it from what people send."
        ),
    ] = ""


class ChannelSettings(Struct, frozen=True, forbid_unknown_fields=True):
    """How one channel is treated; what is left out is as everywhere else."""

    channel: Annotated[
        str,
        _reason(
            "Its id, which stands at the foot of the channel's details in Slack; with "
            "its workspace's before it where there are several (T024BE7LD:C061EG9T2). "
            "* is every channel that has no table of its own.",
            pattern=SLACK_CHANNEL_PATTERN,
            examples=["C061EG9T2"],
        ),
    ]
    every_picture: Annotated[
        bool,
        _reason(
            "Whether each post with a picture is answered unasked.", examples=[True]
        ),
    ] = False
    follow: Annotated[
        Follow | None, _reason("As above, for this channel.", examples=["pictures"])
    ] = None
    persona: Annotated[
        str,
        _reason(
            "A line in small print under each answer, at most 150 characters.",
            max_length=150,
            examples=["Sightline reads your screenshots; people answer from 9 to 5."],
        ),
    ] = ""
    retention_h: Annotated[
        Annotated[float, Meta(gt=0)] | None,
        _reason(
            "Hours until a thread is forgotten, more than 0 and fewer than "
            "store.keep_h.",
            examples=[8.0],
        ),
    ] = None
    escalation: Annotated[
        str,
        _reason(
            'Id of the channel to which "Get a human" leads; without it there is no '
            "such button.",
            pattern="^$|^[CG][A-Z0-9]+$",
            examples=["C08HUMANS"],
        ),
    ] = ""


class SlackSettings(Struct, frozen=True, forbid_unknown_fields=True):
    """The Slack app: how it is reached, who may ask, how channels are treated.

    Tokens come from the environment: SIGHTLINE_SLACK_BOT_TOKEN and _APP_TOKEN for one
    workspace in Socket Mode; the others as their keys say.
    """

    mode: Annotated[
        Literal["socket", "http"],
        _reason("socket needs no address of its own; http listens for Slack's events."),
    ] = "socket"
    follow: Annotated[
        Follow,
        _reason(
            "Which messages in threads that Sightline answered in are for it without "
            "a mention: always, pictures (those with a picture), mention (none)."
        ),
    ] = "always"
    allow_channels: Annotated[
        tuple[str, ...],
        _reason("Ids of the only channels to answer in, DMs aside. Empty: all."),
    ] = ()
    block_channels: Annotated[
        tuple[str, ...], _reason("Ids of channels never to answer in.")
    ] = ()
    allow_users: Annotated[
        tuple[str, ...], _reason("Ids of the only people who may ask. Empty: all.")
    ] = ()
    block_users: Annotated[
        tuple[str, ...], _reason("Ids of people who may not ask.")
    ] = ()
    allow_bots: Annotated[
        tuple[str, ...],
        _reason("Ids (B...) of bots whose mentions are answered. Empty: none."),
    ] = ()
    guests: Annotated[bool, _reason("Whether guests of a workspace may ask.")] = False
    partners: Annotated[
        bool, _reason("Whether people of other workspaces (Slack Connect) may ask.")
    ] = False
    channels: Annotated[
        tuple[ChannelSettings, ...],
        _reason(
            "How single channels are treated, each a table of its own: the last lines "
            "of this section show one. Whoever writes one removes this line."
        ),
    ] = ()
    bot_token: Annotated[
        str,
        _reason(
            "xoxb-..., of the one workspace. A secret: SIGHTLINE_SLACK_BOT_TOKEN. "
            "Empty: workspaces install the app by OAuth."
        ),
    ] = ""
    app_token: Annotated[
        str,
        _reason("xapp-..., for Socket Mode. A secret: SIGHTLINE_SLACK_APP_TOKEN."),
    ] = ""
    signing_secret: Annotated[
        str,
        _reason("Proves events over http. A secret: SIGHTLINE_SLACK_SIGNING_SECRET."),
    ] = ""
    client_id: Annotated[str, _reason("The app's client id, for OAuth.")] = ""
    client_secret: Annotated[
        str, _reason("For OAuth. A secret: SIGHTLINE_SLACK_CLIENT_SECRET.")
    ] = ""
    token_key: Annotated[
        str,
        _reason(
            "Encrypts the tokens that OAuth brings, in Redis; `sightline slack "
            "--new-key` makes one. A new key goes in front of the old ones, commas "
            "between them. A secret: SIGHTLINE_SLACK_TOKEN_KEY."
        ),
    ] = ""
    config_token: Annotated[
        str,
        _reason(
            "xoxe.xoxp-..., an app configuration token, for `sightline doctor slack` "
            "alone: it compares the app with the manifest. It ends after 12 hours. A "
            "secret: SIGHTLINE_SLACK_CONFIG_TOKEN."
        ),
    ] = ""
    host: Annotated[str, _reason("Address to listen on for http events and OAuth.")] = (
        "127.0.0.1"
    )
    port: Annotated[int, _reason("Port to listen on.", ge=0, le=65535)] = 8090
    public_url: Annotated[
        str,
        _reason(
            "https://... under which Slack reaches this listener, for OAuth.",
            pattern="^$|^https?://",
        ),
    ] = ""
    api_url: Annotated[str, _reason("Slack's Web API.", pattern="^https?://.+/$")] = (
        "https://slack.com/api/"
    )
    file_origins: Annotated[
        tuple[Annotated[str, Meta(pattern=ORIGIN_PATTERN)], ...],
        _reason(
            "Where files may be fetched from with the bot's token: exactly these, and "
            "no redirect is followed. An enterprise host is added here."
        ),
    ] = ("https://files.slack.com",)


class DiscordSettings(Struct, frozen=True, forbid_unknown_fields=True):
    """The Discord app: what it may see, who may ask, how answers are given.

    Its token comes from the environment: SIGHTLINE_DISCORD_TOKEN. What concerns one
    server or channel its moderators set with `/sightline settings`.
    """

    message_content: Annotated[
        bool,
        _reason(
            "Whether the app may read messages that do not mention it: follow-ups in "
            "its threads, replies to other people's pictures. Turn on Message Content "
            "Intent in the developer portal first, and show people a privacy note."
        ),
    ] = False
    follow: Annotated[
        Follow,
        _reason(
            "With message_content: which messages in threads that Sightline answered "
            "in are for it without a mention: always, pictures, mention (none)."
        ),
    ] = "always"
    language: Annotated[
        Literal["en", "de"],
        _reason("Of buttons, help and notices: en or de; a server can set its own."),
    ] = "en"
    user_installs: Annotated[
        bool,
        _reason("Whether people may ask where the app is theirs, not the server's."),
    ] = True
    allow_servers: Annotated[
        tuple[str, ...], _reason("Ids of the only servers to answer in. Empty: all.")
    ] = ()
    block_servers: Annotated[
        tuple[str, ...], _reason("Ids of servers never to answer in.")
    ] = ()
    allow_channels: Annotated[
        tuple[str, ...],
        _reason("Ids of the only channels to answer in, DMs aside. Empty: all."),
    ] = ()
    block_channels: Annotated[
        tuple[str, ...], _reason("Ids of channels never to answer in.")
    ] = ()
    allow_roles: Annotated[
        tuple[str, ...],
        _reason("Ids of roles of which a person on a server needs one. Empty: none."),
    ] = ()
    block_roles: Annotated[
        tuple[str, ...], _reason("Ids of roles whose people may not ask.")
    ] = ()
    allow_users: Annotated[
        tuple[str, ...], _reason("Ids of the only people who may ask. Empty: all.")
    ] = ()
    block_users: Annotated[
        tuple[str, ...], _reason("Ids of people who may not ask.")
    ] = ()
    token: Annotated[
        str, _reason("The bot's token. A secret: SIGHTLINE_DISCORD_TOKEN.")
    ] = ""
    api_url: Annotated[
        str,
        _reason(
            "Discord's REST interface; empty: Discord's own. Its gateway is asked for "
            "there.",
            pattern="^$|^https?://.+[^/]$",
        ),
    ] = ""
    file_origins: Annotated[
        tuple[Annotated[str, Meta(pattern=ORIGIN_PATTERN)], ...],
        _reason("Where files may be fetched from: exactly these, with no redirect."),
    ] = ("https://cdn.discordapp.com", "https://media.discordapp.net")


class Settings(Struct, frozen=True, forbid_unknown_fields=True):
    redis: RedisSettings = RedisSettings()
    queue: QueueSettings = QueueSettings()
    store: StoreSettings = StoreSettings()
    pictures: PictureSettings = PictureSettings()
    worker: WorkerSettings = WorkerSettings()
    checking: CheckingSettings = CheckingSettings()
    web: WebSettings = WebSettings()
    discord: DiscordSettings = DiscordSettings()
    slack: SlackSettings = SlackSettings()


SECTIONS: dict[str, type[Struct]] = {
    field.name: type(field.default) for field in msgspec.structs.fields(Settings)
}


def load(
    path: Path | None = None, environment: Mapping[str, str] | None = None
) -> Settings:
    """Return the settings of *path* (default: sightline.toml here, if there is one).

    SIGHTLINE_SETTINGS names another file. Raises SettingsError that names the key,
    and for an unknown key the nearest known one.
    """
    environment = os.environ if environment is None else environment
    named = path or named_file(environment)
    written = _written(named or Path(FILE), is_required=named is not None)
    _refuse_unknown(written)
    _refuse_secrets(written)
    _refuse_mistaken(environment)
    for variable, (section, key) in VARIABLES.items():
        if value := environment.get(variable):
            written.setdefault(section, {})[key] = _typed(section, key, value)
    try:
        return msgspec.convert(written, Settings)
    except msgspec.ValidationError as error:
        raise SettingsError(f"{named or FILE}: {_told(error)}") from error


def table_of(section: type[Struct], key: str) -> type[Struct] | None:
    """Return what each table of the array *key* holds, None where *key* is none."""
    match get_args(get_type_hints(section)[key]):
        case [type() as held, EllipsisType()] if issubclass(held, Struct):
            return held
    return None


def environment_with(
    changes: Mapping[str, str], environment: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Return the environment for a child that is to see *changes* as well."""
    return {**(os.environ if environment is None else environment), **changes}


def named_file(environment: Mapping[str, str] | None = None) -> Path | None:
    """Return the file that SIGHTLINE_SETTINGS names, None where it names none."""
    environment = os.environ if environment is None else environment
    name = environment.get("SIGHTLINE_SETTINGS")
    return Path(name) if name else None


def _written(path: Path, *, is_required: bool) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError as error:
        if is_required:
            raise SettingsError(f"{path} does not exist") from error
        return {}
    except (OSError, ValueError) as error:
        raise SettingsError(f"{path} cannot be read: {error}") from error


def _refuse_unknown(written: dict[str, Any]) -> None:
    for section, keys in written.items():
        _refuse_unless_known(section, list(SECTIONS), "section")
        if not isinstance(keys, dict):
            raise SettingsError(f"{section} is a section: write [{section}]")
        _refuse_unknown_keys(keys, SECTIONS[section], f"[{section}]")
        for key, value in keys.items():
            if held := table_of(SECTIONS[section], key):
                _refuse_unknown_tables(value, held, f"{section}.{key}")


def _refuse_unknown_tables(value: Any, held: type[Struct], place: str) -> None:
    tables = value if isinstance(value, list) else [None]
    for table in tables:
        if not isinstance(table, dict):
            raise SettingsError(f"{place} is an array of tables: write [[{place}]]")
        _refuse_unknown_keys(table, held, f"[[{place}]]")


def _refuse_unknown_keys(
    keys: Mapping[str, Any], held: type[Struct], place: str
) -> None:
    known = [field.name for field in msgspec.structs.fields(held)]
    for key in keys:
        _refuse_unless_known(key, known, f"key in {place}")


def _refuse_unless_known(name: str, known: list[str], what: str) -> None:
    if name not in known:
        nearest = difflib.get_close_matches(name, known, 1, cutoff=0)[0]
        raise SettingsError(f"unknown {what}: {name}. Did you mean {nearest}?")


def _refuse_secrets(written: dict[str, Any]) -> None:
    for variable, (section, key) in SECRETS.items():
        value = written.get(section, {}).get(key)
        if key == "url":
            if isinstance(value, str) and "@" in value:
                raise SettingsError(
                    f"{section}.url holds a password, a secret: set it as {variable}"
                )
        elif value:
            raise SettingsError(f"{section}.{key} is a secret: set it as {variable}")


def _refuse_mistaken(environment: Mapping[str, str]) -> None:
    for variable, (beginning, name) in BEGINNINGS.items():
        value = environment.get(variable)
        if value and not value.startswith(beginning):
            raise SettingsError(
                f"{variable} does not begin with {beginning}: it takes {name}"
            )


def _typed(section: str, key: str, value: str) -> str | int | list[str]:
    """Return what a TOML file would have said for *value*."""
    match getattr(SECTIONS[section](), key):
        case tuple():
            return [part.strip() for part in value.split(",") if part.strip()]
        case int() if value.isdecimal():
            return int(value)
        case _:
            return value


def _told(error: msgspec.ValidationError) -> str:
    """Return ``queue.lanes: expected ...``: the place first, as people look for it."""
    sentence, _, place = str(error).partition(" - at `$.")
    return f"{place.rstrip('`')}: {sentence[:1].lower()}{sentence[1:]}"
