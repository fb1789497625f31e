from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page, expect

from tests.page.conftest import NARROW, OpenPage
from tests.page.fake_server import FakeHelpdesk
from tests.page.fake_values import PLACES, an_answer
from tests.page.steps import ask, ask_and_answer, fractions

pytestmark = pytest.mark.asyncio(loop_scope="session")

FRAME = ".focus .frame"


def read_json(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"))


def content_of(path: Path) -> bytes:
    return path.read_bytes()


async def test_phrases_are_numbered_buttons_inside_the_sentence(
    page: Page, helpdesk: FakeHelpdesk
) -> None:
    await ask_and_answer(page, helpdesk)

    said = page.locator(".said")
    second = said.get_by_role("button", name="The network path was not found 2")
    await expect(second).to_have_count(1)
    colours = await page.locator(".phrase .mark").evaluate_all(
        "marks => marks.map((mark) => getComputedStyle(mark).backgroundColor)"
    )
    assert colours[:2] == ["rgb(0, 114, 178)", "rgb(213, 94, 0)"]


async def test_each_box_lies_over_its_place_in_the_original_picture(
    page: Page, helpdesk: FakeHelpdesk
) -> None:
    await ask_and_answer(page, helpdesk)

    for number, (_, place, *_) in enumerate(PLACES, 1):
        outline = page.locator(f"{FRAME} .box[data-finding='{number}'] .stroke")
        drawn = await fractions(page.locator(FRAME), outline)
        assert drawn == pytest.approx(place, abs=0.003)


async def test_the_outline_says_where_a_finding_comes_from_and_how_sure_it_is(
    page: Page, helpdesk: FakeHelpdesk
) -> None:
    await ask_and_answer(page, helpdesk)

    looks = await page.locator(f"{FRAME} .box").evaluate_all(
        """boxes => boxes.map((box) => [
          Number(box.dataset.finding),
          getComputedStyle(box.querySelector(".stroke")).outlineStyle,
        ])"""
    )

    assert sorted(looks) == [
        [1, "solid"],
        [2, "solid"],
        [3, "dashed"],
        [4, "double"],
    ]


@pytest.mark.parametrize("act", ["hover", "focus"])
async def test_a_phrase_lights_its_box_and_the_box_its_phrase(
    page: Page, helpdesk: FakeHelpdesk, act: str
) -> None:
    await ask_and_answer(page, helpdesk)
    phrase = page.locator(".phrase[data-finding='2']")
    box = page.locator(f"{FRAME} .box[data-finding='2']")
    tag = page.locator(f"{FRAME} .tag[data-finding='3']")

    await getattr(phrase, act)()
    await expect(page.locator(f"{FRAME} .box.is-lit")).to_have_count(1)
    await expect(box).to_have_css("opacity", "1")
    other = page.locator(f"{FRAME} .box[data-finding='1']")
    await expect(other).to_have_css("opacity", "0.22")

    await getattr(tag, act)()
    await expect(page.locator(".phrase.is-lit")).to_have_attribute("data-finding", "3")


async def test_source_and_sureness_are_told_in_words_on_focus(
    page: Page, helpdesk: FakeHelpdesk
) -> None:
    await ask_and_answer(page, helpdesk)

    await page.locator(".phrase[data-finding='4']").focus()

    await expect(page.locator("#tip")).to_have_text("seen by KOSMOS-2, fairly sure")
    await expect(page.locator("#tip")).to_have_css("opacity", "1")


async def test_the_crop_opens_large_and_the_arrows_walk_and_escape_returns(
    page: Page, helpdesk: FakeHelpdesk
) -> None:
    await ask_and_answer(page, helpdesk)
    phrase = page.locator(".phrase[data-finding='2']")
    await phrase.focus()
    await page.keyboard.press("Enter")
    box = page.get_by_role("dialog")

    await expect(box.get_by_role("heading")).to_contain_text("The network path")
    enlarged = box.get_by_alt_text("Enlarged: The network path was not found")
    await expect(enlarged).to_be_visible()

    await page.keyboard.press("ArrowRight")
    await page.keyboard.press("ArrowRight")
    await expect(box.get_by_role("heading")).to_contain_text("a red cross")
    await expect(box.locator(".frame .box")).to_have_count(1)  # it has no crop

    await page.keyboard.press("ArrowRight")
    await expect(box.get_by_role("heading")).to_contain_text("Error 0x80070035")

    await page.keyboard.press("Escape")
    await expect(box).to_have_count(0)
    await expect(phrase).to_be_focused()


async def test_a_click_on_a_box_opens_it(page: Page, helpdesk: FakeHelpdesk) -> None:
    await ask_and_answer(page, helpdesk)

    await page.locator(f"{FRAME} .box[data-finding='3'] .stroke").click()

    heading = page.get_by_role("dialog").get_by_role("heading")
    await expect(heading).to_contain_text("the VPN")


async def test_pictures_are_described_by_the_answer_itself(
    page: Page, helpdesk: FakeHelpdesk
) -> None:
    await ask_and_answer(page, helpdesk)

    focused = page.locator(f"{FRAME} img")
    await expect(focused).to_have_attribute(
        "alt", "The picture with 4 numbered places."
    )


async def test_a_clarifying_question_offers_its_choices(
    page: Page, helpdesk: FakeHelpdesk
) -> None:
    asked = await ask(page, helpdesk, "What does the graph say?")
    answer = an_answer(helpdesk, asked, 0) | {
        "kind": "clarify",
        "text": "I see two graphs: which one, 1 or 2?",
        "spans": [{"text": "I see two graphs: which one, 1 or 2?", "finding": None}],
        "follow_ups": ["Graph 1", "Graph 2"],
    }
    helpdesk.answer(asked, answer)

    choices = page.get_by_role("group", name="Choose one")
    await choices.get_by_role("button", name="Graph 2").click()

    await expect(page.locator(".turn")).to_have_count(2)
    assert helpdesk.last().text == "Graph 2"


async def test_a_thumb_down_is_kept_with_its_reason(
    page: Page, helpdesk: FakeHelpdesk
) -> None:
    asked = await ask_and_answer(page, helpdesk)

    await page.get_by_role("button", name="Not helpful").click()
    await page.get_by_label("What was wrong with it?").fill("It missed the code.")
    await page.keyboard.press("Enter")

    await expect(page.get_by_text("Thank you.")).to_be_visible()
    assert helpdesk.feedback == [
        (asked.id, "down", ""),
        (asked.id, "down", "It missed the code."),
    ]
    await page.reload()
    pressed = page.get_by_role("button", name="Not helpful", pressed=True)
    await expect(pressed).to_be_visible()


async def test_the_annotated_picture_and_the_findings_can_be_taken_along(
    page: Page, helpdesk: FakeHelpdesk
) -> None:
    await ask_and_answer(page, helpdesk)

    async with page.expect_download() as picture:
        await page.get_by_role("link", name="Download picture").click()
    async with page.expect_download() as findings:
        await page.get_by_role("link", name="Download findings").click()
    await page.get_by_role("button", name="Copy findings").click()
    await expect(page.locator(".quiet-row").get_by_text("Copied")).to_be_visible()

    assert (await picture.value).suggested_filename == "sightline-picture-1.png"
    saved = read_json(await (await findings.value).path())
    copied = json.loads(await page.evaluate("navigator.clipboard.readText()"))
    assert saved == copied
    assert [found["number"] for found in saved["findings"]] == [1, 2, 3, 4]


async def test_hostile_words_are_shown_and_never_run(
    page: Page, helpdesk: FakeHelpdesk
) -> None:
    hostile = "<img src=x onerror=alert(1)><b>bold</b>"
    asked = await ask(page, helpdesk, hostile)
    answer = an_answer(helpdesk, asked)
    answer["spans"][1]["text"] = answer["findings"][0]["phrase"] = hostile
    answer["follow_ups"] = answer["caveats"] = [hostile]
    answer["drawn"][0]["alt"] = hostile
    helpdesk.words(asked, hostile)
    await expect(page.locator(".words")).to_have_text(hostile)
    helpdesk.answer(asked, answer)

    await expect(page.locator(".phrase").first).to_contain_text(hostile)
    await expect(page.locator(".turn b, .thread b")).to_have_count(0)
    await expect(page.locator("img[src='x']")).to_have_count(0)


async def test_where_it_is_narrow_the_picture_stands_above_its_answer(
    open_page: OpenPage, helpdesk: FakeHelpdesk
) -> None:
    page = await open_page(NARROW)
    await ask_and_answer(page, helpdesk)

    frame = await page.locator(".turn .frame").bounding_box()
    said = await page.locator(".said").bounding_box()
    assert frame is not None
    assert said is not None
    assert frame["y"] + frame["height"] < said["y"]
    await expect(page.locator(FRAME)).to_be_hidden()


async def test_the_picture_in_focus_stays_while_the_answer_scrolls(
    page: Page, helpdesk: FakeHelpdesk
) -> None:
    await ask_and_answer(page, helpdesk)
    second = await ask(page, helpdesk, "And what else?")
    helpdesk.answer(second, an_answer(helpdesk, second))
    await expect(page.locator(".said")).to_have_count(2)

    await page.mouse.wheel(0, -4000)

    await expect(page.locator(f"{FRAME} img")).to_be_in_viewport(ratio=1)


async def test_a_table_can_be_taken_away(page: Page, helpdesk: FakeHelpdesk) -> None:
    asked = await ask(page, helpdesk)
    table = {"name": "prices.csv", "media_type": "text/csv", "text": "Tea,2\r\n"}
    helpdesk.answer(asked, an_answer(helpdesk, asked) | {"files": [table]})

    async with page.expect_download() as begun:
        await page.get_by_role("link", name="Download prices.csv").click()
    download = await begun.value

    assert download.suggested_filename == "prices.csv"
    assert content_of(await download.path()) == b"\xef\xbb\xbfTea,2\r\n"
