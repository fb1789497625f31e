from __future__ import annotations

import io
import os

import pytest
from PIL import Image

from adapters.discord.saying.enclosures import enclosed
from bot.jobs import Address, TextFile
from bot.replies import Drawn, Reply

HERE = Address(platform="discord", tenant="1", channel="2", thread="3", user="4")


def a_drawing(side_px: int, finding: int | None = None) -> Drawn:
    """Return noise, which no encoder makes small."""
    noise = Image.frombytes("RGB", (side_px, side_px), os.urandom(side_px**2 * 3))
    written = io.BytesIO()
    noise.save(written, "PNG")
    return Drawn(
        shape="overview" if finding is None else "crop",
        png=written.getvalue(),
        alt="noise",
        picture="a",
        width_px=side_px,
        height_px=side_px,
        finding=finding,
    )


def a_reply(*drawn: Drawn, files: tuple[TextFile, ...] = ()) -> Reply:
    return Reply(job_id="0" * 32, address=HERE, drawn=drawn, files=files)


def test_what_fits_goes_as_it_is() -> None:
    drawing = a_drawing(50)
    (found,) = enclosed(a_reply(drawing), 1_000_000)

    assert found.content == drawing.png
    assert found.file == "1-overview.png"


@pytest.mark.parametrize("room", [30_000, 100_000, 400_000])
def test_what_is_too_large_is_made_smaller(room: int) -> None:
    (found,) = enclosed(a_reply(a_drawing(600)), room)

    assert len(found.content) <= room
    with Image.open(io.BytesIO(found.content)) as image:
        assert image.format == "JPEG"
        assert found.file == "1-overview.jpg"


def test_together_they_stay_within_the_bound() -> None:
    drawings = [a_drawing(300), *(a_drawing(200, number) for number in range(1, 9))]
    found = enclosed(a_reply(*drawings), 500_000)

    assert sum(len(each.content) for each in found) <= 500_000
    assert found[0].file.startswith("1-overview")


def test_where_there_is_no_room_nothing_goes() -> None:
    assert enclosed(a_reply(a_drawing(300)), 5_000) == ()


def test_files_to_take_away_come_last_under_names_that_discord_keeps() -> None:
    table = TextFile("../Räume & mehr.csv", "a,b\n")
    found = enclosed(a_reply(a_drawing(20), files=(table,)), 1_000_000)

    assert [each.shape for each in found] == ["picture", "file"]
    assert found[1].file.isascii()
    assert set(found[1].file) <= set(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-."
    )
