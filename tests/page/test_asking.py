from __future__ import annotations

import pytest
from playwright.async_api import FilePayload, Page, expect

from tests.page.conftest import NARROW, OpenPage, sample
from tests.page.fake_server import FakeHelpdesk
from tests.page.fake_values import an_answer
from tests.page.steps import ask, pick

pytestmark = pytest.mark.asyncio(loop_scope="session")

INTO_THE_WINDOW = """
([name, target, kind, field]) => {
  const transfer = new DataTransfer();
  transfer.items.add(new File([new Uint8Array(8)], name, { type: "image/png" }));
  const options = { bubbles: true, cancelable: true, [field]: transfer };
  const Kind = target === "paste" ? ClipboardEvent : DragEvent;
  for (const one of kind) window.dispatchEvent(new Kind(one, options));
}
"""


async def test_a_sample_is_asked_about_with_one_click(
    page: Page, helpdesk: FakeHelpdesk
) -> None:
    await page.get_by_role("button", name="What does the error say?").click()

    await expect(page.locator(".turn h2")).to_have_text("What does the error say?")
    assert helpdesk.last().files == ["error.png"]


async def test_several_pictures_are_shown_at_once_and_sent_in_order(
    page: Page, helpdesk: FakeHelpdesk
) -> None:
    await pick(page, "chart.png", "error.png")
    shown = page.locator(".composer .thumb img")
    await expect(shown).to_have_count(2)

    asked = await ask(page, helpdesk, "Which is newer?", "worksheet.png")

    assert asked.files == ["chart.png", "error.png", "worksheet.png"]
    await expect(page.locator(".asked .thumb-number")).to_have_text(["1", "2", "3"])


@pytest.mark.parametrize(
    ("way", "events", "field"),
    [
        ("drop", ["dragenter", "dragover", "drop"], "dataTransfer"),
        ("paste", ["paste"], "clipboardData"),
    ],
)
async def test_a_picture_comes_in_anywhere(
    page: Page, way: str, events: list[str], field: str
) -> None:
    await expect(page.locator("#composer")).to_be_visible()

    await page.evaluate(INTO_THE_WINDOW, [f"{way}.png", way, events, field])

    thumb = page.get_by_role("button", name=f"Remove {way}.png")
    await expect(thumb).to_be_visible()
    await expect(page.locator("#drop-veil")).not_to_have_class("drop-veil is-shown")


async def test_what_is_dragged_over_the_page_is_told_where_to_go(page: Page) -> None:
    await expect(page.locator("#composer")).to_be_visible()

    await page.evaluate(
        INTO_THE_WINDOW, ["a.png", "drop", ["dragenter"], "dataTransfer"]
    )

    await expect(page.locator("#drop-veil")).to_have_class("drop-veil is-shown")


async def test_enter_sends_and_shift_enter_breaks_the_line(
    page: Page, helpdesk: FakeHelpdesk
) -> None:
    await pick(page, "error.png")
    await page.locator("#text").press_sequentially("What?")
    await page.keyboard.press("Shift+Enter")
    await page.locator("#text").press_sequentially("Really.")
    await page.keyboard.press("Enter")

    await expect(page.locator(".turn")).to_have_count(1)
    assert helpdesk.last().text.replace("\r\n", "\n") == "What?\nReally."
    await expect(page.locator("#text")).to_have_value("")
    await expect(page.locator(".composer .thumb")).to_have_count(0)


async def test_a_file_that_is_too_large_is_refused_beside_itself(
    page: Page, helpdesk: FakeHelpdesk, open_page: OpenPage
) -> None:
    helpdesk.bytes_max = 20_000
    page = await open_page()
    await pick(page, "error.png", "chart.png")

    says = page.locator(".thumb.is-refused .thumb-receipt")
    sentence = "This file is 0 MB; pictures up to 0 MB work."
    await expect(says).to_have_text(sentence)

    asked = await ask(page, helpdesk, "And the other?", "chart.png")
    assert asked.files == ["chart.png", "chart.png"]


async def test_a_refusal_costs_no_word_and_stands_beside_its_file(
    page: Page, helpdesk: FakeHelpdesk
) -> None:
    sentence = "This picture has 179 megapixels; pictures up to 25 work."
    receipt = [
        {"label": "bomb.png", "outcome": "refused", "sentence": sentence},
        {"label": "chart.png", "outcome": "accepted", "sentence": ""},
    ]
    helpdesk.refuse_next(422, "picture_too_large", sentence, receipt)
    bomb: FilePayload = {
        "name": "bomb.png",
        "mimeType": "image/png",
        "buffer": sample("error.png").read_bytes(),
    }
    await page.set_input_files("#files", [bomb])
    await pick(page, "chart.png")
    await page.fill("#text", "What is this?")
    await page.keyboard.press("Enter")

    says = page.locator(".thumb.is-refused .thumb-receipt")
    await expect(says).to_have_text(sentence)
    await expect(page.locator("#text")).to_have_value("What is this?")

    await page.keyboard.press("Enter")
    await expect(page.locator(".turn")).to_have_count(1)
    assert helpdesk.last().files == ["chart.png"]


async def test_a_busy_site_says_so_and_keeps_the_draft(
    page: Page, helpdesk: FakeHelpdesk
) -> None:
    sentence = "Five questions a minute; please wait 20 s."
    helpdesk.refuse_next(429, "busy_user", sentence)
    await pick(page, "error.png")
    await page.fill("#text", "What is this?")
    await page.keyboard.press("Enter")

    await expect(page.get_by_role("alert").get_by_text(sentence)).to_be_visible()
    await expect(page.locator("#text")).to_have_value("What is this?")
    assert not helpdesk.asked


async def test_a_lost_reply_is_asked_for_again_under_the_same_key(
    page: Page, helpdesk: FakeHelpdesk
) -> None:
    helpdesk.lose_next_reply()

    await ask(page, helpdesk)

    assert len(helpdesk.keys) >= 2
    assert len(set(helpdesk.keys)) == 1
    assert len(helpdesk.asked) == 1


async def test_sending_through_a_lost_connection_can_be_stopped(
    page: Page, helpdesk: FakeHelpdesk
) -> None:
    await pick(page, "error.png")
    helpdesk.go_away()
    await page.fill("#text", "What is this?")
    await page.keyboard.press("Enter")

    await expect(page.locator("#composer-says")).to_contain_text("connection is lost")
    await page.get_by_role("button", name="Stop").click()

    await expect(page.locator("#composer-says")).to_be_empty()
    await expect(page.get_by_role("button", name="Send")).to_be_enabled()
    await expect(page.locator("#text")).to_have_value("What is this?")


async def test_a_receipt_says_what_became_of_a_file(
    page: Page, helpdesk: FakeHelpdesk
) -> None:
    def convert(asked: object) -> None:
        helpdesk.last().receipt[0]["outcome"] = "converted"
        helpdesk.last().receipt[0]["sentence"] = "HEIC turned to PNG."

    helpdesk.on_asked = convert
    await ask(page, helpdesk)

    says = page.locator(".asked .thumb-receipt")
    await expect(says).to_have_text("HEIC turned to PNG.")


async def test_a_follow_up_is_asked_in_the_same_thread(
    open_page: OpenPage, helpdesk: FakeHelpdesk
) -> None:
    page = await open_page(NARROW)
    first = await ask(page, helpdesk)
    helpdesk.answer(first, an_answer(helpdesk, first))
    await page.get_by_role("button", name="What should I check first?").click()
    await expect(page.locator(".turn")).to_have_count(2)

    second = helpdesk.last()

    assert (second.thread, second.text) == (first.thread, "What should I check first?")
    assert second.files == []
