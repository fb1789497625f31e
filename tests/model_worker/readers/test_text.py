from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

import psutil
import pytest
from PIL import Image

from bot.errors import ReaderError
from bot.jobs import Box
from bot.text_reading import Line, TextReading
from model_worker.readers import text
from model_worker.readers.ocr import Found, Words
from model_worker.readers.picture_reader import PictureReader
from model_worker.readers.pool import ReadingPool
from model_worker.readers.tiles import Quad
from tests import rendered
from tests.model_worker.readers.recall import recall
from tests.model_worker.readers.typed import SCREEN, SLIDE
from tests.rendered import Rendered

PICTURES = Path(__file__).resolve().parents[3] / "../shared/data/pictures"
ROOT = Path(__file__).resolve().parents[3]

Read = Callable[[bytes], Awaitable[TextReading]]


@pytest.fixture(scope="session")
def known() -> dict[bytes, TextReading]:
    return {}


@pytest.fixture
def read(text_reader: PictureReader, known: dict[bytes, TextReading]) -> Read:
    """Read a picture, each only once a run."""

    async def once(content: bytes) -> TextReading:
        if content not in known:
            known[content] = await text_reader.read(content)
        return known[content]

    return once


def all_text(reading: TextReading) -> str:
    return " ".join(line.text for line in reading.lines)


def the_line(reading: TextReading, words: str) -> Line:
    (line,) = (line for line in reading.lines if words in line.text)
    return line


@pytest.mark.parametrize(
    "draw",
    [
        rendered.error_dialog,
        rendered.dark_error_dialog,
        rendered.form,
        rendered.two_column_page,
        rendered.bar_chart,
        rendered.log_page,
    ],
)
async def test_every_word_is_read_where_it_stands(
    read: Read, draw: Callable[[], Rendered]
) -> None:
    picture = draw()
    reading = await read(picture.png())
    assert recall(" ".join(picture.words), all_text(reading)) >= 0.97
    for written in picture.texts:
        box = max((line.box for line in reading.lines), key=written.box.iou)
        assert box.iou(written.box) > 0.5, written


async def test_a_dialog_is_read_in_order_and_to_the_letter(read: Read) -> None:
    reading = await read(rendered.error_dialog().png())
    blocks = [block.text for block in reading.blocks if len(block.text) > 1]
    message = (
        "The connection to backup01.example.com:8443",
        "was refused by the server.",
        "Check that the backup service is running.",
    )
    assert blocks == [
        "Backup Manager",
        "The backup could not be completed",
        "\n".join(message),
        "Error code: 0x80070035",
        "Retry",
        "Cancel",
    ]


async def test_columns_are_read_one_after_the_other(read: Read) -> None:
    reading = await read(rendered.two_column_page().png())
    assert [block.text for block in reading.blocks[1:3]] == [
        "\n".join(rendered.LEFT_COLUMN),
        "\n".join(rendered.RIGHT_COLUMN),
    ]


async def test_a_label_that_runs_upwards_is_read_and_known_as_turned(
    read: Read,
) -> None:
    reading = await read(rendered.bar_chart().png())
    label = the_line(reading, "Orders in thousands")
    assert label.turned == 1
    assert the_line(reading, "Orders per region").turned == 0


async def test_a_picture_without_text_has_none(read: Read) -> None:
    assert await read(rendered.wordless_photo().png()) == TextReading()


async def test_lines_across_a_wide_screen_are_read_whole(read: Read) -> None:
    picture = rendered.log_page(lines=3, width_px=2900)
    reading = await read(picture.png())
    assert len(reading.lines) == len(picture.texts)
    for line, written in zip(reading.lines, picture.texts, strict=True):
        assert line.box.iou(written.box) > 0.5
        assert recall(written.words, line.text) > 0.97


async def test_a_region_is_read_again_and_placed_in_the_whole(
    text_reader: PictureReader, read: Read
) -> None:
    picture = rendered.error_dialog()
    region = picture.box_of("The connection", "was refused")
    closer = await text_reader.read(picture.png(), region)
    whole = await read(picture.png())
    assert [line.text for line in closer.lines] == [
        "The connection to backup01.example.com:8443",
        "was refused by the server.",
    ]
    for line in closer.lines:
        assert line.box.iou(the_line(whole, line.text).box) > 0.7


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("kosmos-2.5-ocr_screen_input.png", SCREEN),
        ("kosmos-2.5-ocr_ppt_input.png", SLIDE),
    ],
)
async def test_what_a_person_reads_on_a_real_picture_is_read(
    read: Read, name: str, typed: str
) -> None:
    if not (PICTURES / name).exists():
        pytest.skip("the shared pictures are not beside this repository")
    reading = await read((PICTURES / name).read_bytes())
    assert recall(typed, all_text(reading)) >= 0.95


async def test_what_is_no_picture_is_a_reader_error(text_reader: PictureReader) -> None:
    with pytest.raises(ReaderError, match="UnidentifiedImageError"):
        await text_reader.read(b"no picture")


@pytest.mark.parametrize("size", [(1, 1), (3, 700), (900, 2), (31, 31)])
async def test_the_smallest_pictures_have_no_text(
    text_reader: PictureReader, size: tuple[int, int]
) -> None:
    picture = Rendered(Image.new("RGB", size, "white"))
    assert await text_reader.read(picture.png()) == TextReading()
    corner = Box(0.0, 0.0, 0.01, 0.01)
    assert await text_reader.read(picture.png(), corner) == TextReading()


async def test_a_reading_process_outlives_ctrl_c_and_is_replaced_when_it_dies() -> None:
    others = engines()
    reader = PictureReader()
    picture = rendered.form().png()
    before = await reader.read(picture)
    (process,) = engines() - others
    os.kill(process.pid, signal.SIGINT)
    assert await reader.read(picture) == before
    os.kill(process.pid, signal.SIGKILL)
    assert await reader.read(picture) == before
    (replaced,) = engines() - others
    reader.close()
    assert psutil.wait_procs([process, replaced], timeout=10)[1] == []
    with pytest.raises(ReaderError, match="closed"):
        await reader.read(picture)


async def test_a_picture_that_kills_two_processes_is_given_up() -> None:
    pool = ReadingPool()
    with pytest.raises(ReaderError, match="died"):
        await pool.call(os._exit, 1)
    pool.close()


def test_reading_processes_die_with_their_parent() -> None:
    module = "tests.model_worker.readers.reading_parent"
    with subprocess.Popen(
        [sys.executable, "-m", module],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=ROOT,
    ) as parent:
        assert parent.stdout
        children = [
            psutil.Process(int(pid)) for pid in parent.stdout.readline().split()
        ]
        assert children
        parent.kill()
    assert psutil.wait_procs(children, timeout=10)[1] == []


def test_the_parent_pays_for_no_engine() -> None:
    check = (
        "import sys, model_worker.readers.text\n"
        "print({'cv2', 'numpy', 'onnxruntime', 'rapidocr', 'PIL'} & set(sys.modules))"
    )
    assert output_of(check) == "set()"


def test_the_engine_asks_nothing_of_the_network() -> None:
    check = (
        "import sys\n"
        "def hook(event, _):\n"
        "    if event.startswith(('socket.connect', 'socket.getaddr')):\n"
        "        raise SystemExit(event)\n"
        "sys.addaudithook(hook)\n"
        "from model_worker.readers.ocr import Engine\n"
        "Engine().warm()\n"
        "print('read')"
    )
    assert output_of(check) == "read"


@pytest.mark.parametrize("processes", [1, 2, 3])
def test_lines_are_dealt_out_evenly_and_none_is_lost(processes: int) -> None:
    quads = [a_quad(0, 20 * row, 50 + row, 20 * row + 15) for row in range(50)]
    shares = text._dealt(quads, processes)
    assert len(shares) == processes
    assert sorted(quad for share in shares for quad in share) == sorted(quads)
    assert max(map(len, shares)) - min(map(len, shares)) <= 1


def test_a_few_lines_are_not_worth_a_second_process() -> None:
    assert len(text._dealt([a_quad(0, 0, 9, 9)], 2)) == 1
    assert text._dealt([], 2) == []


@pytest.mark.parametrize(
    ("quad", "box"),
    [
        ((-5, -5, 50, 50), Box(0, 0, 0.5, 0.5)),
        ((50, 50, 120, 120), Box(0.5, 0.5, 1, 1)),
        ((100, 10, 130, 20), None),
        ((10, 30, 20, 30), None),
    ],
)
def test_boxes_stay_inside_and_empty_ones_are_dropped(
    quad: tuple[int, int, int, int], box: Box | None
) -> None:
    line = text._line(Words("OK", 0.9, a_quad(*quad)), Found(100, 100, ()))
    assert (line and line.box) == box


def test_what_is_hard_to_read_is_kept_and_textures_are_not() -> None:
    quad, found = a_quad(10, 10, 60, 30), Found(100, 100, ())
    assert text._line(Words("Ors s ds", 0.4, quad), found) is not None
    assert text._line(Words("FE", 0.18, quad), found) is None


def a_quad(left: float, top: float, right: float, bottom: float) -> Quad:
    return ((left, top), (right, top), (right, bottom), (left, bottom))


def engines() -> set[psutil.Process]:
    children = psutil.Process().children()
    return {each for each in children if "spawn_main" in " ".join(each.cmdline())}


def output_of(script: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    return done.stdout.strip()
