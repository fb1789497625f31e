from __future__ import annotations

import re
from importlib.resources import files

import pytest
from msgspec.structs import replace

from bot.redis_keys import KINDS, Keys, keep_s
from bot.settings import QueueSettings, Settings, StoreSettings

SCRIPTS = [
    path for path in (files("bot") / "lua").iterdir() if path.name.endswith(".lua")
]


def test_every_key_of_a_site_lies_in_one_slot() -> None:
    keys = Keys("site")
    assert keys("open") == "{site}:open"
    assert keys("jobs", 3) == "{site}:jobs:3"
    assert keys("event", "web:abc") == "{site}:event:web:abc"


def test_a_key_that_is_not_listed_is_refused() -> None:
    with pytest.raises(KeyError, match="nothing"):
        Keys("site")("nothing")


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_scripts_know_no_other_keys(script: object) -> None:
    text = script.read_text("utf-8")  # type: ignore[attr-defined]
    used = re.findall(r"key\('(\w+)'", text) + re.findall(
        r"KEYS\[1\] \.\. '(\w+)'", text
    )
    assert set(used) <= set(KINDS)


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_no_script_reads_a_clock_or_trims_a_stream(script: object) -> None:
    text = script.read_text("utf-8")  # type: ignore[attr-defined]
    assert not re.search(r"'(TIME|XTRIM|MAXLEN)'", text)


def test_nothing_is_forgotten_while_its_job_is_open() -> None:
    assert keep_s(Settings()) == 86_400
    short = replace(Settings(), store=StoreSettings(keep_h=0.001))
    assert keep_s(replace(short, queue=QueueSettings(deadline_s=100))) == 200
