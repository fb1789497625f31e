"""What every language keeps to, each rule shown to notice its own breach."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from string import Formatter
from typing import Any, get_args

import pytest
from msgspec import Struct
from msgspec.structs import asdict, replace

from adapters.discord.doors.ask_command import MENU
from bot.jobs import Step
from bot.texts.catalogue import Forbidden, Plural, Texts
from bot.texts.english import ENGLISH
from bot.texts.german import GERMAN
from bot.texts.languages import TEXTS, Language, texts

BUTTON_MAX = 75
"""Characters on a button of Slack; Discord takes 80."""

DESCRIPTION_MAX = 100
IN_MENUS = ("ask_", "commands.about_", "commands.option_")
BUTTONS = (
    "again",
    "human",
    "closer",
    "helped",
    "not_helped",
    "delete",
    "open_thread",
    "asked_last",
)
LIMITS = {
    **dict.fromkeys(BUTTONS, BUTTON_MAX),
    "delete_it": 30,
    "keep": 30,
    "ask": 24,
    "cancel": 24,
    "form_title": 24,
    "form_label": 45,
    "form_hint": 100,
}
"""What the platforms show at most, the stricter one where both have it."""

QUOTES: dict[Language, tuple[str, str]] = {"en": ("“", "”"), "de": ("„", "“")}
FEW_WORDS = 2

Rule = Callable[[Language, Texts], Iterator[str]]


def told(said: Texts) -> Iterator[tuple[str, str]]:
    """Return every text of a language under its name, the parts of one apart."""
    for name, value in asdict(said).items():
        yield from ((f"{name}{part}", text) for part, text in _parts(value))


def _parts(value: Any) -> Iterator[tuple[str, str]]:
    match value:
        case str():
            yield "", value
        case tuple():
            yield from ((f"[{number}]", text) for number, text in enumerate(value))
        case dict():
            yield from ((f"[{key}]", text) for key, text in value.items())
        case Struct():
            for name, inner in asdict(value).items():
                yield from ((f".{name}{part}", text) for part, text in _parts(inner))
        case _:
            assert callable(value)


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def untidy(_: Language, said: Texts) -> Iterator[str]:
    """Nothing is empty, and no space is too many."""
    for name, text in told(said):
        if not text or text != " ".join(text.split()):
            yield f"{name}: {text!r}"


def other_placeholders(_: Language, said: Texts) -> Iterator[str]:
    """What is filled in is the same in every language, and has a name."""
    english = dict(told(ENGLISH))
    for name, text in told(said):
        found = placeholders(text)
        if found != placeholders(english.get(name, "")) or "" in found:
            yield f"{name}: {sorted(found)}"


def too_long(_: Language, said: Texts) -> Iterator[str]:
    """Every text is shown whole where it belongs."""
    for name, text in told(said):
        most = DESCRIPTION_MAX if name.startswith(IN_MENUS) else LIMITS.get(name)
        if most is not None and len(text) > most:
            yield f"{name}: {len(text)} of {most}"


def wrong_quotes(language: Language, said: Texts) -> Iterator[str]:
    """Quotation marks are those of the language, in pairs."""
    opening, closing = QUOTES[language]
    for name, text in told(said):
        marks = [char for char in text if char in '"„“”«»']
        if marks != [opening, closing] * (len(marks) // 2):
            yield f"{name}: {''.join(marks)}"


def incomplete(_: Language, said: Texts) -> Iterator[str]:
    """What mypy does not count: every step, refusal and month has its text.

    Lines of help are as many as a language needs.
    """
    names = {name for name, _ in told(said)}
    yield from sorted(
        name
        for name, _ in told(ENGLISH)
        if name not in names and not name.startswith("discord_help[")
    )
    if set(said.steps) != set(get_args(Step)):
        yield "steps"
    if set(said.forbidden_texts) != set(get_args(Forbidden)):
        yield "forbidden_texts"


def untranslated(language: Language, said: Texts) -> Iterator[str]:
    """No sentence was left in English."""
    english = dict(told(ENGLISH))
    for name, text in told(said):
        is_same = language != "en" and text == english.get(name)
        if is_same and len(text.split()) > FEW_WORDS:
            yield name


def menu_misnamed(_: Language, said: Texts) -> Iterator[str]:
    """The entry of Discord's menu is named as it stands there."""
    if MENU not in said.unseen:
        yield "unseen"
    if not any(MENU in line for line in said.discord_help):
        yield "discord_help"


BREACHES: list[tuple[Rule, list[Texts]]] = [
    (
        untidy,
        [
            replace(GERMAN, again=""),
            replace(GERMAN, again="Noch einmal "),
            replace(GERMAN, again="Noch  einmal"),
            replace(GERMAN, steps=GERMAN.steps | {"reading": ""}),
            replace(GERMAN, discord_help=(*GERMAN.discord_help, "")),
            replace(GERMAN, waiting_count=Plural("1 Frage wartet.", "")),
        ],
    ),
    (
        other_placeholders,
        [
            replace(GERMAN, in_line="Du bist an der Reihe…"),
            replace(GERMAN, in_line="Du bist als {nummer} an der Reihe…"),
            replace(GERMAN, again="Noch {} einmal"),
            replace(GERMAN, waiting_count=Plural("1 Frage.", "Fragen.")),
            replace(GERMAN, forbidden_texts=GERMAN.forbidden_texts | {"bot": "{who}"}),
        ],
    ),
    (
        too_long,
        [
            replace(GERMAN, human="x" * (BUTTON_MAX + 1)),
            replace(GERMAN, ask_picture="x" * (DESCRIPTION_MAX + 1)),
            replace(GERMAN, form_hint="x" * 101),
        ],
    ),
    (
        wrong_quotes,
        [
            replace(GERMAN, again='Noch "einmal"'),
            replace(GERMAN, again="Noch “einmal”"),
            replace(GERMAN, again="Noch „einmal"),
            replace(GERMAN, again='Noch „einmal"'),
        ],
    ),
    (
        incomplete,
        [
            replace(GERMAN, steps={"reading": "Ich lese…"}),
            replace(GERMAN, forbidden_texts={"bot": "Nein."}),
            replace(GERMAN, months=GERMAN.months[1:]),
        ],
    ),
    (untranslated, [replace(GERMAN, gone=ENGLISH.gone)]),
    (
        menu_misnamed,
        [
            replace(GERMAN, unseen="Wähle Apps, dann „Frag zu diesem Bild“."),
            replace(GERMAN, discord_help=("Schick ein Bild.",)),
        ],
    ),
]
RULES = [rule for rule, _ in BREACHES]
FAULTS = [(rule, bad) for rule, breaches in BREACHES for bad in breaches]


@pytest.mark.parametrize("language", TEXTS)
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_rule_is_kept(rule: Rule, language: Language) -> None:
    assert list(rule(language, TEXTS[language])) == []


@pytest.mark.parametrize(
    ("rule", "bad"),
    FAULTS,
    ids=[f"{rule.__name__}-{number}" for number, (rule, _) in enumerate(FAULTS)],
)
def test_a_breach_is_noticed(rule: Rule, bad: Texts) -> None:
    assert list(rule("de", bad))


def test_every_language_that_can_be_chosen_is_spoken() -> None:
    assert set(TEXTS) == set(get_args(Language))
    assert texts("en") is ENGLISH
    assert texts("de") is GERMAN


def test_every_text_is_looked_at() -> None:
    names = dict(told(ENGLISH))

    assert {"looking", "steps[reading]", "discord_help[0]", "months[0]"} <= set(names)
    assert {name for name in LIMITS if name not in names} == set()
    assert "waiting_count.many" in names
