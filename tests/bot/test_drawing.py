"""Golden pictures, compared by pixels so that another FreeType passes.

`python -m tests.bot.test_drawing --write` draws them anew: then look at each.
"""

from __future__ import annotations

import io
import struct
import sys
from collections.abc import Callable, Iterator
from functools import reduce
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageStat

from bot import drawing
from bot.colours import PALETTE, Colour, contrast
from bot.jobs import Finding, Source
from tests.bot.scenes import a_finding, noise, photo, screenshot

GOLDEN = Path(__file__).with_name("golden")
CELL_PX = 4
MEAN_MAX, SHARE_MAX, DIFFERS_FROM = 1.5, 0.001, 24

MESSAGE = ((0.295, 0.312, 0.68, 0.365), (0.295, 0.388, 0.70, 0.44))
RETRY = (0.672, 0.87, 0.805, 0.95)
ANIMALS = ((0.16, 0.30, 0.40, 0.95), (0.56, 0.30, 0.80, 0.95))


def a_screen() -> list[Finding]:
    return [
        a_finding(1, *MESSAGE),
        a_finding(2, RETRY, source="seen", confidence=0.8),
        a_finding(3, (0.26, 0.54, 0.80, 0.79), source="measured"),
        a_finding(4, (0.0, 0.21, 0.22, 0.29), source="read", confidence=0.4),
    ]


def a_crowd() -> list[Finding]:
    """Eight boxes in two rows, a hand's breadth apart, in every kind of line."""
    sources: tuple[Source, ...] = ("read", "seen", "measured")
    lefts, tops = (0.26, 0.43, 0.60, 0.77), (0.30, 0.47)
    places = [(x, y, x + 0.15, y + 0.15) for y in tops for x in lefts]
    return [
        a_finding(
            number,
            place,
            source=sources[number % 3],
            confidence=0.5 if number % 4 == 0 else 0.95,
        )
        for number, place in enumerate(places, 1)
    ]


def an_overlap() -> list[Finding]:
    return [
        a_finding(1, (0.15, 0.25, 0.6, 0.8), source="seen"),
        a_finding(2, (0.35, 0.4, 0.85, 0.95), source="seen", confidence=0.4),
        a_finding(3, (0.4, 0.45, 0.55, 0.7)),
        a_finding(4, (0.4, 0.45, 0.55, 0.7), source="seen"),
    ]


def the_whole() -> list[Finding]:
    return [
        a_finding(1, (0, 0, 1, 1), source="seen"),
        a_finding(2, (0, 0, 1, 1), source="measured"),
        a_finding(3, (0.002, 0, 1, 0.998), source="seen", confidence=0.3),
    ]


PICTURES: dict[str, Callable[[], Image.Image]] = {
    "light": lambda: drawing.overview(screenshot(), a_screen()),
    "dark": lambda: drawing.overview(screenshot(is_dark=True), a_screen()),
    "photo": lambda: drawing.overview(
        photo(),
        [
            a_finding(1, *ANIMALS, source="seen", confidence=0.8),
            a_finding(2, (0.61, 0.32, 0.75, 0.58), source="seen", confidence=0.4),
            a_finding(3, (0, 0, 1, 0.28), source="measured"),
        ],
    ),
    "tiny": lambda: drawing.overview(
        screenshot().resize((64, 40)), [a_finding(1, MESSAGE[0]), a_finding(2, RETRY)]
    ),
    "wide": lambda: drawing.overview(
        screenshot().crop((0, 112, 640, 152)),
        [a_finding(1, (0.29, 0.2, 0.68, 0.9)), a_finding(2, (0, 0.1, 0.2, 0.9))],
    ),
    "flat": lambda: drawing.overview(
        photo((1400, 24)).resize((2800, 24)),
        [a_finding(1, (0.3, 0, 0.4, 1), source="seen")],
    ),
    "tall": lambda: drawing.overview(
        photo((120, 700)),
        [a_finding(n, (0.1, 0.12 * n, 0.9, 0.12 * n + 0.08)) for n in range(1, 8)],
    ),
    "crowded": lambda: drawing.overview(screenshot(), a_crowd()),
    "overlapping": lambda: drawing.overview(photo(), an_overlap()),
    "whole": lambda: drawing.overview(photo((480, 320)), the_whole()),
    "crop_wide": lambda: drawing.crop(screenshot(), a_screen()[0]),
    "crop_tall": lambda: drawing.crop(
        photo(), a_finding(2, (0.18, 0.3, 0.38, 0.95), source="seen", confidence=0.8)
    ),
    "crop_small": lambda: drawing.crop(screenshot(is_dark=True), a_finding(7, RETRY)),
}


fractions = st.floats(0, 1, allow_nan=False)
boxes = (
    st.tuples(fractions, fractions, fractions, fractions)
    .map(lambda v: (min(v[0], v[2]), min(v[1], v[3]), max(v[0], v[2]), max(v[1], v[3])))
    .filter(lambda v: v[0] < v[2] and v[1] < v[3])
)
findings = st.builds(
    lambda number, places, source, confidence: a_finding(
        number, *places, source=source, confidence=confidence
    ),
    st.integers(1, 120),
    st.lists(boxes, max_size=4),
    st.sampled_from(("read", "seen", "measured")),
    st.floats(0, 1),
)
sizes = st.tuples(st.integers(1, 700), st.integers(1, 700))


@pytest.mark.parametrize("name", PICTURES)
def test_a_drawing_looks_like_the_one_that_was_looked_at(name: str) -> None:
    with Image.open(GOLDEN / f"{name}.png") as golden:
        mean, share = difference(PICTURES[name](), golden)

    assert mean < MEAN_MAX
    assert share < SHARE_MAX


def test_the_tolerance_notices_a_missing_tag_and_a_wrong_line() -> None:
    drawn = PICTURES["light"]()
    fewer = drawing.overview(screenshot(), a_screen()[:-1])
    solid = [*a_screen()[:-1], a_finding(4, (0.0, 0.21, 0.22, 0.29))]

    assert difference(drawn, fewer)[1] > SHARE_MAX
    assert difference(drawn, drawing.overview(screenshot(), solid))[1] > SHARE_MAX


@given(size=sizes, marked=st.lists(findings, max_size=10))
@settings(max_examples=40, deadline=None)
def test_any_findings_on_any_picture_can_be_drawn(
    size: tuple[int, int], marked: list[Finding]
) -> None:
    drawn = drawing.overview(Image.new("RGB", size), marked)

    assert drawn.mode == "RGB"
    assert max(drawn.size) <= drawing.LONG_MAX
    assert min(drawn.size) >= drawing.SHORT_MIN


@given(size=sizes, finding=findings.filter(lambda finding: finding.boxes))
@settings(max_examples=40, deadline=None)
def test_any_place_of_any_picture_can_be_enlarged(
    size: tuple[int, int], finding: Finding
) -> None:
    assert max(drawing.crop(Image.new("RGB", size), finding).size) < 2200


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "P", "LA", "1"])
def test_a_picture_stays_as_it_was(mode: str) -> None:
    image = screenshot().convert(mode)
    before = image.copy()

    drawing.overview(image, a_screen())
    drawing.crop(image, a_screen()[0])

    assert image.mode == mode
    assert image.tobytes() == before.tobytes()


def test_what_is_transparent_lies_on_white() -> None:
    clear = Image.new("RGBA", (400, 300), (0, 0, 0, 0))

    assert drawing.overview(clear, []).getpixel((200, 150)) == (255, 255, 255)


def test_a_picture_without_findings_comes_back_unmarked() -> None:
    image = screenshot()

    assert drawing.overview(image, []).tobytes() == image.tobytes()


@pytest.mark.parametrize(
    ("size", "drawn"),
    [
        ((1920, 1080), (1920, 1080)),
        ((6000, 4000), (2048, 1365)),
        ((100, 50), (640, 320)),
        ((320, 200), (320, 200)),
        ((1000, 30), (2048, 96)),
        ((3000, 20), (2048, 96)),
        ((1, 1), (640, 640)),
    ],
)
def test_large_pictures_shrink_and_tiny_ones_grow(
    size: tuple[int, int], drawn: tuple[int, int]
) -> None:
    assert drawing.overview(Image.new("RGB", size), []).size == drawn


def test_a_line_stays_outside_the_place_it_marks() -> None:
    image = noise((640, 400))
    drawn = drawing.overview(image, [a_finding(1, (0.3, 0.3, 0.6, 0.6))])
    inside = (192, 120, 384, 240)

    assert drawn.crop(inside).tobytes() == image.crop(inside).tobytes()


@pytest.mark.parametrize("number", range(1, 9))
@pytest.mark.parametrize("ground", ["white", "black", "grey", "noise", "same", "red"])
def test_a_mark_reads_on_any_ground(number: int, ground: str) -> None:
    grounds = {
        "white": (255, 255, 255),
        "black": (0, 0, 0),
        "grey": (148, 148, 148),
        "same": drawing.legend_colour(number),
        "red": (255, 0, 0),
    }
    image = (
        noise((400, 400))
        if ground == "noise"
        else Image.new("RGB", (400, 400), grounds[ground])
    )
    drawn = drawing.overview(image, [a_finding(number, (0.3, 0.3, 0.7, 0.7))])

    colours = [pixel(drawn, x, 260) for x in range(100, 121)]
    steps = [contrast(one, two) for one, two in pairwise(colours)]
    assert drawing.legend_colour(number) in colours
    assert max(steps) >= 3


@pytest.mark.parametrize(
    ("source", "confidence", "lines"),
    [("read", 0.9, 1), ("measured", 0.9, 1), ("seen", 0.9, 2), ("read", 0.6, 1)],
)
def test_a_line_is_single_where_read_or_measured_and_double_where_seen(
    source: Source, confidence: float, lines: int
) -> None:
    finding = a_finding(1, (0.3, 0.3, 0.7, 0.7), source=source, confidence=confidence)
    drawn = drawing.overview(Image.new("RGB", (400, 400), "white"), [finding])

    assert edges_of_blue(drawn, [(x, 260) for x in range(90, 125)]) == lines
    assert edges_of_blue(drawn, along_the_line(drawn)) == 1


@pytest.mark.parametrize("source", ["read", "measured", "seen"])
def test_an_unsure_line_is_dashed_whatever_its_source(source: Source) -> None:
    finding = a_finding(1, (0.3, 0.3, 0.7, 0.7), source=source, confidence=0.59)
    drawn = drawing.overview(Image.new("RGB", (400, 400), "white"), [finding])

    assert edges_of_blue(drawn, along_the_line(drawn)) > 5


def test_a_ninth_number_is_not_drawn() -> None:
    crowd = a_crowd()
    ninth = a_finding(9, (0.1, 0.8, 0.2, 0.9))
    eight = drawing.overview(screenshot(), crowd)

    assert drawing.overview(screenshot(), [ninth, *crowd]).tobytes() == eight.tobytes()


def test_a_crop_shows_the_place_larger_than_the_picture_does() -> None:
    image = Image.new("RGB", (1000, 800), "white")
    image.paste((200, 0, 200), (450, 380, 550, 420))
    finding = a_finding(1, (0.45, 0.475, 0.55, 0.525))

    crop = drawing.crop(image, finding)

    magenta = [count for count, _ in marked_colours(crop, (200, 0, 200))]
    assert sum(magenta) > 10 * 100 * 40


def test_a_crop_never_enlarges_more_than_four_times() -> None:
    image = noise((1000, 800))
    finding = a_finding(1, (0.5, 0.5, 0.501, 0.501))
    context_px = 1000 / 12

    crop = drawing.crop(image, finding)

    assert crop.height <= context_px * 4 + 4


def test_a_wide_crop_has_its_locator_right_and_a_tall_one_below() -> None:
    image = Image.new("RGB", (1000, 1000))
    wide = drawing.crop(image, a_finding(1, (0.2, 0.4, 0.8, 0.5)))
    tall = drawing.crop(image, a_finding(1, (0.4, 0.2, 0.5, 0.8)))

    assert wide.width > 900 > wide.height
    assert tall.height > 900 > tall.width


def test_a_finding_without_a_place_cannot_be_enlarged() -> None:
    with pytest.raises(ValueError, match="finding 3 has no place"):
        drawing.crop(screenshot(), a_finding(3))


def test_only_small_places_are_worth_a_crop() -> None:
    assert drawing.is_small(a_finding(1, (0.1, 0.1, 0.5, 0.5)))
    assert not drawing.is_small(a_finding(1, (0.1, 0.1, 0.8, 0.8)))
    assert not drawing.is_small(a_finding(1, (0, 0, 0.1, 0.1), (0.9, 0.9, 1, 1)))
    assert not drawing.is_small(a_finding(1))


def test_a_png_carries_pixels_and_nothing_else() -> None:
    image = screenshot()
    image.info = {"icc_profile": b"a profile", "comment": "at home", "dpi": (72, 72)}

    content = drawing.png(image)

    assert {kind for kind, _ in chunks(content)} == {b"IHDR", b"IDAT", b"IEND"}
    with Image.open(io.BytesIO(content)) as opened:
        assert opened.tobytes() == image.tobytes()
    assert image.info["comment"] == "at home"


def difference(one: Image.Image, other: Image.Image) -> tuple[float, float]:
    """Return the mean difference (0..255) and the share of cells that differ much.

    A cell is 4 x 4 pixels: the edges of letters, which vary with FreeType, average
    out in it; a line or a tag in another place does not.
    """
    assert one.size == other.size
    apart = ImageChops.difference(one.reduce(CELL_PX), other.reduce(CELL_PX))
    most = reduce(ImageChops.lighter, apart.split())
    much = sum(most.histogram()[DIFFERS_FROM:])
    return ImageStat.Stat(most).mean[0], much / (most.width * most.height)


def pixel(image: Image.Image, x: int, y: int) -> Colour:
    value = image.getpixel((x, y))
    assert isinstance(value, tuple)
    red, green, blue = value
    return int(red), int(green), int(blue)


def along_the_line(image: Image.Image) -> list[tuple[int, int]]:
    """Return the points of the lower line of a box at .3 to .7, corners left out."""
    blue = PALETTE[0]
    y = next(y for y in range(280, 300) if pixel(image, 123, y) == blue)
    return [(x, y) for x in range(123, 277)]


def edges_of_blue(image: Image.Image, points: list[tuple[int, int]]) -> int:
    """Return how often the points, in order, enter the first colour."""
    is_blue = [False, *(pixel(image, x, y) == PALETTE[0] for x, y in points)]
    return sum(now and not before for before, now in pairwise(is_blue))


def marked_colours(image: Image.Image, colour: Colour) -> list[tuple[int, object]]:
    colours = image.getcolors(1 << 20) or []
    return [(count, value) for count, value in colours if value == colour]


def chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 8
    while at < len(content):
        (length,) = struct.unpack(">I", content[at : at + 4])
        yield content[at + 4 : at + 8], content[at + 8 : at + 8 + length]
        at += length + 12


if __name__ == "__main__" and "--write" in sys.argv:
    GOLDEN.mkdir(exist_ok=True)
    for name, draw in PICTURES.items():
        draw().save(GOLDEN / f"{name}.png", optimize=True)
