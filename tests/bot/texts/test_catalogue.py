from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.texts.catalogue import Texts
from bot.texts.english import ENGLISH
from bot.texts.german import GERMAN

MAY = datetime(2026, 5, 3, 9, 5, tzinfo=UTC).timestamp()
DECEMBER = datetime(2026, 12, 31, 23, 59, 59, tzinfo=UTC).timestamp()


@pytest.mark.parametrize(
    ("texts", "position", "said"),
    [
        (ENGLISH, 2, "You are 2nd in line…"),
        (ENGLISH, 11, "You are 11th in line…"),
        (ENGLISH, 23, "You are 23rd in line…"),
        (GERMAN, 2, "Du bist als 2. an der Reihe…"),
        (GERMAN, 3, "Du bist als 3. an der Reihe…"),
        (GERMAN, 11, "Du bist als 11. an der Reihe…"),
    ],
)
def test_who_waits_reads_their_place(texts: Texts, position: int, said: str) -> None:
    assert texts.waiting(position) == said


@pytest.mark.parametrize("texts", [ENGLISH, GERMAN])
@pytest.mark.parametrize("position", [0, 1])
def test_who_is_next_reads_that_their_picture_is_looked_at(
    texts: Texts, position: int
) -> None:
    assert texts.waiting(position) == texts.looking


@pytest.mark.parametrize(
    ("texts", "count", "said"),
    [
        (ENGLISH, 0, "Nothing is waiting: ask away."),
        (ENGLISH, 1, "1 question waiting."),
        (ENGLISH, 2, "2 questions waiting."),
        (GERMAN, 0, "Gerade wartet nichts: Frag los!"),
        (GERMAN, 1, "1 Frage wartet."),
        (GERMAN, 2, "2 Fragen warten."),
    ],
)
def test_how_busy_it_is_counts_one_and_many(
    texts: Texts, count: int, said: str
) -> None:
    assert texts.how_busy(count) == said


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        (ENGLISH, "Yours: being answered, 3rd in line."),
        (
            GERMAN,
            "Von dir: eine wird gerade beantwortet, eine ist als 3. an der Reihe.",
        ),
    ],
)
def test_ones_own_places_are_one_sentence(texts: Texts, said: str) -> None:
    assert texts.your_places([0, 3]) == said


@pytest.mark.parametrize("texts", [ENGLISH, GERMAN])
def test_who_asked_nothing_reads_of_no_place(texts: Texts) -> None:
    assert texts.your_places([]) == ""


@pytest.mark.parametrize(
    ("texts", "at", "said"),
    [
        (ENGLISH, MAY, "Asked last on 3 May at 09:05 UTC"),
        (ENGLISH, DECEMBER, "Asked last on 31 December at 23:59 UTC"),
        (GERMAN, MAY, "Zuletzt gefragt am 3. Mai um 09:05 UTC"),
        (GERMAN, DECEMBER, "Zuletzt gefragt am 31. Dezember um 23:59 UTC"),
    ],
)
def test_a_conversation_is_told_by_when_it_was_asked_last(
    texts: Texts, at: float, said: str
) -> None:
    assert texts.last_asked(at) == said


def test_a_place_is_looked_at_closer_by_its_number() -> None:
    assert ENGLISH.look_closer(4) == "Look closer at 4"
    assert GERMAN.look_closer(4) == "4 genauer ansehen"
