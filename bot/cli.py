"""The command `sightline`: reads what was asked and hands on; knows no package but bot.

The page, Slack, Discord, the worker and the scoring are processes of their own modules.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from bot import demo, doctor, terminal
from bot.errors import QueueError, SettingsError
from bot.redis_connection import connect
from bot.redis_store import Store
from bot.settings import Settings, load
from bot.settings_file import documented

MODULES = {
    "web": "adapters.web",
    "slack": "adapters.slack",
    "discord": "adapters.discord",
    "worker": "model_worker",
    "eval": "model_worker.scoring",
}
INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Return the exit code: 0 done, 1 not to be done, 2 wrongly asked or set up."""
    asked = parser().parse_args(arguments)
    try:
        return _do(asked)
    except SettingsError as error:
        print(error, file=sys.stderr)
        return 2
    except QueueError as error:
        print(f"Redis: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # the reader, `head` say, has had enough
        sys.stdout = None  # nothing is left to flush at the end
        return 0


def parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="sightline", description="Ask about a picture, get an answer that points."
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    add = commands.add_parser
    _demo(add("demo", help="run everything here: Redis, a worker, the page"))
    add("web", help="serve the helpdesk page")
    _slack(add("slack", help="answer in Slack"))
    _discord(add("discord", help="answer in Discord"))
    add("worker", help="answer questions from the queue")
    _ask(add("ask", help="ask about pictures on the command line"))
    _doctor(add("doctor", help="say what is set up, what is missing, what to do"))
    _forget(add("forget", help="forget a thread or a person at once"))
    _eval(add("eval", help="score a folder of labelled pictures"))
    add("settings", help="print sightline.toml with every setting's default")
    return parser


def _do(asked: argparse.Namespace) -> int:
    match asked.command:
        case "demo":
            return demo.run(load(), asked.port)
        case "ask":
            return terminal.run(load(), _asked(asked))
        case "doctor":
            return doctor.run([*asked.only, *asked.names], is_strict=asked.strict)
        case "forget":
            return asyncio.run(_forgotten(load(), asked.thread, asked.user))
        case "settings":
            print(documented(), end="")
        case command:
            _become(MODULES[command], _passed_on(asked))
    return 0


def _become(module: str, arguments: Sequence[str]) -> NoReturn:
    words = [sys.executable, "-m", module, *arguments]
    os.execv(sys.executable, words)  # noqa: S606 - our own


def _passed_on(asked: argparse.Namespace) -> list[str]:
    """Return the command line of the process that the command becomes."""
    match asked.command:
        case "eval":
            return _evaluated(asked)
        case "slack":
            given = {"--check": asked.check, "--new-key": asked.new_key}
            return [option for option, is_given in given.items() if is_given]
        case "discord":
            return ["--check"] if asked.check else []
        case _:
            return []


def _asked(asked: argparse.Namespace) -> terminal.Asked:
    return terminal.Asked(
        pictures=tuple(asked.pictures),
        question=asked.question,
        is_json=asked.json,
        save=asked.save,
        timeout_s=asked.timeout,
    )


def _evaluated(asked: argparse.Namespace) -> list[str]:
    """Return the command line of the process that scores."""
    options = {"--report": asked.report, "--limit": asked.limit}
    given = [(name, str(value)) for name, value in options.items() if value is not None]
    return [*(word for pair in given for word in pair), "--", asked.folder]


async def _forgotten(settings: Settings, thread: str | None, user: str | None) -> int:
    if not settings.redis.url:
        raise SettingsError("redis.url is empty: there is no store to forget from")
    async with connect(settings.redis) as redis:
        store = Store(redis, settings)
        if thread is not None:
            await store.forget_thread(thread)
        if user is not None:
            await store.forget_user(user)
    print(f"Forgotten: {thread or user}")
    return 0


def _demo(command: argparse.ArgumentParser) -> None:
    command.add_argument("--port", type=_port, help="where the page listens (8080)")


def _ask(command: argparse.ArgumentParser) -> None:
    command.add_argument("pictures", nargs="+", type=Path, metavar="PICTURE")
    command.add_argument("question", metavar="QUESTION", help='"What does it say?"')
    command.add_argument("--json", action="store_true", help="print the answer's JSON")
    command.add_argument(
        "--save",
        type=Path,
        metavar="DIR",
        help="write annotated pictures, crops and tables",
    )
    command.add_argument(
        "--timeout", type=_seconds, metavar="S", help="give up then (120)"
    )


def _slack(command: argparse.ArgumentParser) -> None:
    one = command.add_mutually_exclusive_group()
    one.add_argument("--check", action="store_true", help="ask Slack, then leave")
    one.add_argument(
        "--new-key",
        action="store_true",
        help="print a key for SIGHTLINE_SLACK_TOKEN_KEY",
    )


def _discord(command: argparse.ArgumentParser) -> None:
    command.add_argument("--check", action="store_true", help="ask Discord, then leave")


def _doctor(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "names",
        nargs="*",
        type=_check_name,
        metavar="NAME",
        help=f"examine these alone: {', '.join(doctor.NAMES)}",
    )
    command.add_argument(
        "--only",
        action="append",
        default=[],
        type=_check_name,
        metavar="NAME",
        help="the same, repeatable",
    )
    command.add_argument("--strict", action="store_true", help="a warning fails too")


def _forget(command: argparse.ArgumentParser) -> None:
    whose = command.add_mutually_exclusive_group(required=True)
    whose.add_argument("--thread", metavar="KEY", help="platform:tenant:channel:thread")
    whose.add_argument("--user", metavar="KEY", help="platform:tenant:user")


def _eval(command: argparse.ArgumentParser) -> None:
    command.add_argument("folder", metavar="FOLDER", help="with questions.jsonl")
    command.add_argument("--report", metavar="FILE", help="(eval-report.html)")
    command.add_argument("--limit", metavar="N", help="ask the first N questions alone")


def _check_name(text: str) -> str:
    if text not in doctor.NAMES:
        known = ", ".join(doctor.NAMES)
        raise argparse.ArgumentTypeError(
            f"no check is called {text}: there are {known}"
        )
    return text


def _port(text: str) -> int:
    port = int(text)
    if not 0 <= port <= 65535:  # noqa: PLR2004 - what a port is
        raise ValueError(text)
    return port


def _seconds(text: str) -> float:
    seconds = float(text)
    if not 0 < seconds < float("inf"):
        raise ValueError(text)
    return seconds
