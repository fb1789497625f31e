"""PDF files as strangers send them: which pages are taken, with which text."""

from __future__ import annotations

from collections.abc import AsyncIterator
from io import BytesIO

import pytest
import pytest_asyncio
from PIL import Image

from bot.errors import PictureError
from bot.jobs import Box
from bot.pictures import Opened, Page, PictureOpener
from bot.questions import Attachment
from bot.sandbox import documents
from bot.sandbox.sentences import received_document
from bot.sandbox.wire import Limits, Task
from bot.settings import PictureSettings
from bot.text_reading import TextReading, decode_reading
from tests.bot.documents import Sheet, a_document, a_sheet

LIMITS = Limits(
    pixels_max=25_000_000,
    side_max_px=16_384,
    memory_max_mb=512,
    cpu_max_s=5,
    wall_max_s=10.0,
)
WORDS = "Upright words on a page"
GLYPHS = " ".join(f"/g{number}" for number in range(26))
NO_LETTERS = f"/Encoding << /Differences [97 {GLYPHS}] >>"

in_sandbox = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def opener() -> AsyncIterator[PictureOpener]:
    async with PictureOpener(PictureSettings()) as opener:
        yield opener


async def opened(opener: PictureOpener, content: bytes) -> Opened:
    return await opener.open(Attachment("report.pdf", content))


def text_of(page: Page) -> list[str]:
    return [line.text for line in decode_reading(page.text).lines]


def reading_of(content: bytes) -> TextReading | None:
    return documents.page(content, Task("PDF", LIMITS)).text


def a_scan() -> bytes:
    content = BytesIO()
    Image.effect_noise((600, 800), 60).convert("RGB").save(content, "PDF")
    return content.getvalue()


@in_sandbox
async def test_each_page_becomes_a_picture_with_its_own_text(
    opener: PictureOpener,
) -> None:
    met = await opened(opener, a_document(a_sheet("One", "two"), a_sheet("Three")))

    assert [text_of(page) for page in met.pages] == [["One", "two"], ["Three"]]
    assert len({page.picture.name for page in met.pages}) == 2
    assert [page.picture.page for page in met.pages] == [1, 2]
    assert met.receipt.picture == met.picture.name
    assert met.receipt.outcome == "converted"
    assert met.receipt.sentence == "A document of 2 pages."


@in_sandbox
async def test_an_a4_page_is_drawn_at_150_dots_an_inch(opener: PictureOpener) -> None:
    met = await opened(opener, a_document(a_sheet(WORDS)))
    assert (met.picture.width_px, met.picture.height_px) == (1240, 1755)
    assert not met.picture.is_lossy
    with Image.open(BytesIO(met.content)) as image:
        assert image.size == (1240, 1755)


@in_sandbox
async def test_only_the_first_ten_pages_are_taken_and_it_is_said(
    opener: PictureOpener,
) -> None:
    sheets = [a_sheet(f"Page {number}") for number in range(1, 13)]
    met = await opened(opener, a_document(*sheets))
    assert [text_of(page) for page in met.pages] == [
        [f"Page {n}"] for n in range(1, 11)
    ]
    assert met.receipt.sentence == "A document of 12 pages: I took the first 10."


@in_sandbox
async def test_a_page_that_does_not_open_ends_the_document(
    opener: PictureOpener,
) -> None:
    sheets = a_sheet("One"), a_sheet("Two", size=(14_000, 14_000)), a_sheet("Three")
    met = await opened(opener, a_document(*sheets))
    assert len(met.pages) == 1
    assert met.receipt.sentence == (
        "A document of 3 pages: I took the first page, as page 2 could not be opened."
    )


@in_sandbox
@pytest.mark.parametrize(
    ("content", "code", "part"),
    [
        (a_document(a_sheet("x"), is_locked=True), "document_locked", "a password"),
        (a_document(), "document_empty", "has no pages"),
        (
            a_document(a_sheet("x", size=(14_400, 14_400))),
            "document_page_huge",
            "30,000 by 30,000 pixels at 150 dots an inch",
        ),
        (a_document(a_sheet("x"))[:200], "picture_broken", "damaged or cut off"),
        (b"%PDF-1.7\n", "picture_broken", "damaged or cut off"),
    ],
    ids=["locked", "empty", "huge", "cut off", "nothing but a header"],
)
async def test_a_document_that_cannot_be_shown_is_refused_in_one_sentence(
    opener: PictureOpener, content: bytes, code: str, part: str
) -> None:
    with pytest.raises(PictureError) as raised:
        await opened(opener, content)
    assert raised.value.code == code
    assert raised.value.sentence.startswith("“report.pdf” ")
    assert part in raised.value.sentence
    assert raised.value.sentence.count(".") == 2  # one in the name, one at the end


def test_a_poster_is_drawn_smaller_within_the_limits() -> None:
    a0 = a_document(a_sheet(WORDS, size=(2384, 3370)))
    image = documents.page(a0, Task("PDF", LIMITS)).image
    assert 8_900_000 < image.width * image.height <= documents.PAGE_MAX_PIXELS
    narrow = Limits(25_000_000, 900, 512, 5, 10.0)
    image = documents.page(a_document(a_sheet(WORDS)), Task("PDF", narrow)).image
    assert 890 < max(image.size) <= 900


def test_a_line_stands_where_its_letters_are_drawn() -> None:
    reading = reading_of(a_document(a_sheet("Total 42.10")))
    assert reading is not None
    (line,) = reading.lines
    assert line.confidence == 1.0
    assert line.box.iou(Box(72 / 595, 58 / 842, 144 / 595, 75 / 842)) > 0.8


def test_what_stands_far_apart_on_a_line_is_read_apart() -> None:
    cells = "BT /F1 14 Tf 1 0 0 1 {} 700 Tm ({}) Tj ET"
    drawing = "\n".join([cells.format(72, "Tea"), cells.format(300, "2.50")])
    reading = reading_of(a_document(Sheet(drawing)))
    assert reading is not None
    assert [line.text for line in reading.lines] == ["Tea", "2.50"]


def test_lines_that_follow_closely_make_a_block() -> None:
    close = "BT /F1 14 Tf 1 0 0 1 72 {} Tm ({}) Tj ET"
    rows = [(700, "One paragraph"), (684, "of two lines"), (600, "and another")]
    reading = reading_of(
        a_document(Sheet("\n".join(close.format(*row) for row in rows)))
    )
    assert reading is not None
    assert [len(block.lines) for block in reading.blocks] == [2, 1]


def test_a_page_that_is_turned_upright_brings_its_text() -> None:
    sheet = a_sheet(WORDS, extra="/Rotate 90", turn="0 1 -1 0")
    reading = reading_of(a_document(sheet))
    assert reading is not None
    assert [line.text for line in reading.lines] == [WORDS]


@pytest.mark.parametrize(
    "content",
    [
        a_document(Sheet("")),
        a_document(a_sheet(WORDS, colour="1 g")),
        a_document(a_sheet(WORDS, colour="3 Tr")),
        a_document(a_sheet(WORDS, turn="0 1 -1 0")),
        a_document(
            a_sheet(WORDS), font=f"/Encoding << /Differences [97 {NO_LETTERS}] >>"
        ),
        a_document(a_sheet(" ".join(["bcdfg", "hjklm"] * 12))),
        a_document(
            a_sheet(
                WORDS,
                extra="/Annots [<< /Type /Annot /Subtype /FreeText "
                "/Rect [100 100 300 200] /Contents (note) /DA (/F1 12 Tf) >>]",
            )
        ),
        a_scan(),
    ],
    ids=[
        "no text",
        "white on white",
        "invisible",
        "turned",
        "unmapped",
        "no language",
        "a note upon it",
        "scanned",
    ],
)
def test_text_that_is_not_what_the_page_shows_is_not_used(content: bytes) -> None:
    assert reading_of(content) is None


def test_a_scanned_page_is_known_for_lossy() -> None:
    sight = documents.page(a_scan(), Task("PDF", LIMITS))
    assert sight.is_lossy


@pytest.mark.parametrize(
    ("count", "taken", "sentence"),
    [
        (1, 1, "A document of one page."),
        (10, 10, "A document of 10 pages."),
        (2_300, 10, "A document of 2,300 pages: I took the first 10."),
        (
            9,
            3,
            (
                "A document of 9 pages: I took the first 3 pages, as page 4 could not "
                "be opened."
            ),
        ),
    ],
)
def test_the_receipt_says_what_was_taken(count: int, taken: int, sentence: str) -> None:
    assert received_document(count, taken) == sentence
