from __future__ import annotations

import pytest
from msgspec.structs import replace

from bot.errors import ModelError, PictureError
from bot.jobs import Box
from bot.redis_queue import Queue
from bot.redis_store import Store
from model_worker.kosmos2.asking import Kosmos2
from model_worker.kosmos2.markup import Grounded
from model_worker.looking import EYES_FAILED, NO_EYES
from tests.builders import a_picture
from tests.model_worker.thread import Thread, words

ERROR = (
    ("Backup failed", 0.2, 0.99),
    ("The connection to backup01:8443 was refused.", 0.3, 0.97),
    ("Check that the service is running.", 0.4, 0.96),
    ("Error code: 0x80070035", 0.5, 0.95),
    ("Retry", 0.7, 0.99),
)
RECEIPT = (("Corner Shop", 0.1, 0.98), ("Total 42.10", 0.5, 0.97))
FAINT = (("The sma11 pr1nt", 0.5, 0.4),)


class Blind:
    """A model that breaks whenever it looks."""

    async def look(self, *args: object, **kwargs: object) -> Grounded:
        raise ModelError("out of memory")


@pytest.fixture
def thread(queue: Queue, store: Store) -> Thread:
    return Thread(queue, store)


async def test_an_error_is_quoted_with_its_code_and_its_boxes(thread: Thread) -> None:
    said = await thread.ask("What does the error say?", await thread.picture(ERROR))
    assert "“Backup failed” [1]" in words(said)
    assert "“0x80070035”" in words(said)
    assert all(finding.source == "read" for finding in said.findings)
    assert said.findings[0].boxes[0].top == pytest.approx(0.2)
    assert "What should I check first?" in said.follow_ups


async def test_what_to_check_first_is_what_the_picture_itself_says(
    thread: Thread,
) -> None:
    await thread.ask("What does the error say?", await thread.picture(ERROR))
    said = await thread.ask("and what should I check first?")
    assert "“Check that the service is running” [1]" in words(said)
    assert "“backup01:8443”" in words(said)
    assert said.kind == "analytical"
    assert said.caveats


async def test_a_box_number_asks_about_what_the_last_answer_drew(
    thread: Thread,
) -> None:
    await thread.ask("What does the error say?", await thread.picture(ERROR))
    said = await thread.ask("what is in box 2?")
    assert "backup01:8443 was refused" in words(said)


async def test_a_box_that_was_never_drawn_is_asked_back(thread: Thread) -> None:
    await thread.ask("What does the error say?", await thread.picture(ERROR))
    said = await thread.ask("what is in box 7?")
    assert said.kind == "clarify"
    assert "What is in box 1?" in said.follow_ups


async def test_the_same_can_be_asked_of_the_other_picture(thread: Thread) -> None:
    first = await thread.picture(ERROR)
    second = await thread.picture(RECEIPT, "grey")
    await thread.ask("read the text", first)
    await thread.ask("read the text", second)
    said = await thread.ask("the same for the other one")
    assert "Backup failed" in words(said)
    assert said.pictures == (first.name,)


async def test_pages_of_a_document_are_called_pages(thread: Thread) -> None:
    sheets = await thread.picture(ERROR), await thread.picture(RECEIPT, "grey")
    pages = [replace(each, page=at) for at, each in enumerate(sheets, start=1)]
    said = await thread.ask("read the text", *pages)
    assert "Page 1: " in words(said)
    assert "Page 2: " in words(said)


async def test_several_new_pictures_are_all_answered_by_number(thread: Thread) -> None:
    pictures = await thread.picture(ERROR), await thread.picture(RECEIPT, "grey")
    said = await thread.ask("read the text", *pictures)
    assert "Picture 1: " in words(said)
    assert "Picture 2: " in words(said)
    assert {finding.picture for finding in said.findings} == {
        picture.name for picture in pictures
    }
    assert len(said.findings) <= 8


async def test_a_picture_full_of_text_leaves_the_next_one_its_numbers(
    thread: Thread,
) -> None:
    full = tuple((f"Paragraph {n} of many", n / 20, 0.9) for n in range(1, 15))
    first, second = await thread.picture(full), await thread.picture(ERROR, "grey")
    said = await thread.ask("read the text", first, second)
    pictures = [finding.picture for finding in said.findings]
    assert pictures.count(first.name) == pictures.count(second.name) == 4


async def test_a_value_is_found_by_the_words_beside_it(thread: Thread) -> None:
    said = await thread.ask("What is the total?", await thread.picture(RECEIPT))
    assert "“Total 42.10” [1]" in words(said)


async def test_a_button_is_located_by_what_is_written_on_it(thread: Thread) -> None:
    said = await thread.ask("Where is the Retry button?", await thread.picture(ERROR))
    assert "“Retry” [1]" in words(said)
    assert said.findings[0].boxes[0].top == pytest.approx(0.7)


async def test_what_is_not_there_is_not_found(thread: Thread) -> None:
    said = await thread.ask("Where is the printer?", await thread.picture(ERROR))
    assert "could not find “the printer”" in words(said)
    assert not said.findings


async def test_without_a_model_the_answer_says_what_is_missing(
    thread: Thread,
) -> None:
    said = await thread.ask("Is there a dog?", await thread.picture(ERROR))
    assert NO_EYES in said.caveats
    assert "worker.checkpoint" in NO_EYES
    assert not said.findings


async def test_what_is_hard_to_read_is_marked_as_unsure(thread: Thread) -> None:
    said = await thread.ask("read the text", await thread.picture(FAINT))
    assert said.findings[0].confidence < 0.6
    assert any("hard to read" in caveat for caveat in said.caveats)


async def test_a_picture_without_text_is_said_to_have_none(thread: Thread) -> None:
    said = await thread.ask("read the text", await thread.picture(()))
    assert words(said) == "I could not read any text here."


async def test_a_marked_region_is_asked_about_alone(thread: Thread) -> None:
    picture = await thread.picture(ERROR)
    region = Box(0, 0, 1, 0.35)
    said = await thread.ask(
        "what does it say?", picture, picture=picture.name, region=region
    )
    assert "Backup failed" in words(said)
    assert "Retry" not in words(said)


async def test_a_forgotten_picture_is_said_to_be_gone(thread: Thread) -> None:
    with pytest.raises(PictureError, match="send it again"):
        await thread.ask("read the text", a_picture(name="ee" * 32))


async def test_the_steps_are_told_as_they_happen(thread: Thread) -> None:
    said = await thread.ask("read the text", await thread.picture(RECEIPT))
    assert thread.ear.steps == ["reading", "drawing"]
    assert thread.ear.heard[-1] == said.text


async def test_a_model_describes_with_boxes_of_its_own(
    thread: Thread, taught_model: Kosmos2
) -> None:
    thread.model = taught_model
    said = await thread.ask("Describe the picture", await thread.picture(()))
    assert words(said) == "I see a window with a message [1] and a button [2]."
    assert {finding.source for finding in said.findings} == {"seen"}
    assert "looking" in thread.ear.steps


async def test_the_words_of_a_model_are_told_as_they_come(
    thread: Thread, taught_model: Kosmos2
) -> None:
    thread.model = taught_model
    said = await thread.ask("Describe the picture", await thread.picture(()))
    assert len(thread.ear.heard) > 2
    assert all(said.text.startswith(part.rstrip()) for part in thread.ear.heard)


async def test_a_phrase_that_is_nowhere_written_is_looked_for(
    thread: Thread, taught_model: Kosmos2
) -> None:
    thread.model = taught_model
    said = await thread.ask("Where is the hat?", await thread.picture(ERROR))
    assert "I would look here: " in words(said)
    assert said.findings[0].source == "seen"
    assert said.findings[0].phrase == "the hat"


async def test_what_is_written_is_read_even_where_a_model_could_look(
    thread: Thread, taught_model: Kosmos2
) -> None:
    thread.model = taught_model
    said = await thread.ask("Where is the Retry button?", await thread.picture(ERROR))
    assert said.findings[0].source == "read"


async def test_a_model_that_breaks_costs_a_caveat_not_the_answer(
    thread: Thread,
) -> None:
    thread.model = Blind()
    said = await thread.ask("Describe the picture", await thread.picture(ERROR))
    assert "Backup failed" in words(said)
    assert EYES_FAILED in said.caveats


async def test_thanks_are_answered_without_a_look(thread: Thread) -> None:
    await thread.ask("Read the text", await thread.picture(ERROR))
    said = await thread.ask("Thanks!")
    assert words(said) == "You are welcome."
    assert not said.findings


async def test_help_without_an_error_says_what_there_is(thread: Thread) -> None:
    said = await thread.ask("help", await thread.picture((("Menu", 0.2, 0.97),)))
    assert words(said).startswith("I see no error message here. ")
    assert "Menu" in words(said)


async def test_what_cannot_be_translated_is_read_and_said_so(thread: Thread) -> None:
    picture = await thread.picture((("Guten Tag", 0.2, 0.97),))
    said = await thread.ask("translate this", picture)
    assert "Guten Tag" in words(said)
    assert any("cannot translate" in caveat for caveat in said.caveats)


async def test_advice_without_an_error_is_still_told(thread: Thread) -> None:
    lines = (("Please restart the app and sign in again.", 0.2, 0.97),)
    said = await thread.ask("What should I do?", await thread.picture(lines))
    assert "says what to do: “Please restart the app" in words(said)
