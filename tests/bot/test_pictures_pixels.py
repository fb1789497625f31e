"""What is stored is what a person saw: upright, on white, in the right colours."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import AsyncIterator, Iterable
from pathlib import Path

import pillow_heif
import pytest
import pytest_asyncio
from PIL import Image, ImageChops, ImageCms, ImageDraw, ImageOps, PngImagePlugin

from bot.pictures import Opened, PictureOpener
from bot.questions import Attachment
from bot.settings import PictureSettings

FOLDER = Path(__file__).resolve().parents[2] / "../shared/data/badpictures"
CANARY = "canary-7Qx"
WHITE, BLACK = (255, 255, 255), (0, 0, 0)

pytestmark = pytest.mark.asyncio(loop_scope="module")
pillow_heif.register_heif_opener()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def opener() -> AsyncIterator[PictureOpener]:
    async with PictureOpener(PictureSettings(sandboxes=1)) as opener:
        yield opener


def corners(width: int = 40, height: int = 24) -> Image.Image:
    """Return a picture that looks different from every side."""
    image = Image.new("RGB", (width, height), "white")
    for at, colour in enumerate(("red", "lime", "blue")):
        left, top = at % 2 * width // 2, at // 2 * height // 2
        image.paste(colour, (left, top, left + width // 2, top + height // 2))
    return image


def saved(image: Image.Image, picture_format: str, **options: object) -> bytes:
    content = io.BytesIO()
    image.save(content, picture_format, **options)
    return content.getvalue()


def oriented(value: int) -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = value
    exif[0x010E] = CANARY
    exif.get_ifd(0x8825)[1] = "N"
    return exif


def a_png(depth: int, colour: int, rows: Iterable[bytes], transparent: bytes) -> bytes:
    """Build what Pillow does not write: any depth, any transparent colour."""
    lines = list(rows)
    samples = 3 if colour == 2 else 1
    header = struct.pack(
        ">IIBBBBB",
        len(lines[0]) * 8 // depth // samples,
        len(lines),
        depth,
        colour,
        0,
        0,
        0,
    )
    chunks = (
        (b"IHDR", header),
        (b"tRNS", transparent),
        (b"IDAT", zlib.compress(b"".join(b"\0" + line for line in lines))),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body))
        + name
        + body
        + struct.pack(">I", zlib.crc32(name + body))
        for name, body in chunks
        if body or name == b"IEND"
    )


def a_profile_with_red_and_green_swapped() -> bytes:
    """Return sRGB's profile with two tags renamed, so that its use is seen at once."""
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = srgb.replace(b"rXYZ", b"????").replace(b"gXYZ", b"rXYZ")
    named = swapped.replace("sRGB".encode("utf-16-be"), "Swap".encode("utf-16-be"))
    return named.replace(b"????", b"gXYZ")


PLAIN = ({b"IHDR", b"IDAT", b"IEND"}, {b"VP8 "})


async def opened(opener: PictureOpener, content: bytes) -> Opened:
    """Open, and let nothing by that stores more than pixels."""
    met = await opener.open(Attachment("a", content))
    assert chunks(met.content) in PLAIN
    return met


async def seen(opener: PictureOpener, content: bytes) -> Image.Image:
    stored = Image.open(io.BytesIO((await opened(opener, content)).content))
    stored.load()
    assert stored.mode == "RGB"
    return stored


def is_like(one: Image.Image, other: Image.Image, tolerance: int = 60) -> bool:
    """Compare away from the edges, where loss shows."""
    if one.size != other.size:
        return False
    spots = [(x, y) for x in (0.2, 0.8) for y in (0.2, 0.8)]
    places = [(int(x * one.width), int(y * one.height)) for x, y in spots]
    return all(
        abs(a - b) <= tolerance
        for place in places
        for a, b in zip(at(one, place), at(other, place), strict=True)
    )


def at(image: Image.Image, place: tuple[int, int]) -> tuple[int, ...]:
    pixel = image.getpixel(place)
    assert isinstance(pixel, tuple)
    return pixel


@pytest.mark.parametrize("value", range(1, 9))
async def test_every_orientation_ends_upright(
    opener: PictureOpener, value: int
) -> None:
    content = saved(corners(), "PNG", exif=oriented(value))

    stored = await seen(opener, content)

    upright = ImageOps.exif_transpose(Image.open(io.BytesIO(content))).convert("RGB")
    assert stored.size == upright.size
    assert stored.tobytes() == upright.tobytes()


@pytest.mark.parametrize("picture_format", ["JPEG", "WEBP"])
async def test_a_photo_is_turned_upright_and_said_so(
    opener: PictureOpener, picture_format: str
) -> None:
    content = saved(corners(), picture_format, exif=oriented(6), quality=95)

    met = await opened(opener, content)

    assert (met.picture.width_px, met.picture.height_px) == (24, 40)
    assert met.receipt.sentence == "Turned upright."
    assert met.receipt.outcome == "accepted"
    turned = corners().transpose(Image.Transpose.ROTATE_270)
    assert is_like(await seen(opener, content), turned)


async def test_an_orientation_in_xmp_alone_turns_nothing_as_in_a_browser(
    opener: PictureOpener,
) -> None:
    text = PngImagePlugin.PngInfo()
    text.add_itxt("XML:com.adobe.xmp", "<x tiff:Orientation='6'/>")
    content = saved(corners(), "PNG", pnginfo=text)

    assert (await seen(opener, content)).tobytes() == corners().tobytes()


@pytest.mark.parametrize("tile_px", [0, 64])
async def test_a_phones_heic_is_opened(opener: PictureOpener, tile_px: int) -> None:
    image = corners(160, 96)
    content = saved(image, "HEIF", quality=90, tile_size=tile_px, exif=oriented(1))

    met = await opened(opener, content)

    assert met.receipt.sentence == "HEIC turned to WebP."
    assert met.receipt.outcome == "converted"
    assert met.picture.is_lossy
    assert is_like(await seen(opener, content), image)


async def test_a_heic_that_says_it_twice_is_turned_once(
    opener: PictureOpener,
) -> None:
    exif = oriented(6).tobytes()  # as bytes, it is written as a rotation box too
    content = saved(corners(160, 96), "HEIF", quality=90, exif=exif)

    turned = corners(160, 96).transpose(Image.Transpose.ROTATE_270)
    assert is_like(await seen(opener, content), turned)


async def test_deep_grey_is_scaled_and_not_clipped(opener: PictureOpener) -> None:
    ramp = [
        struct.pack(">256H", *range(row * 256, row * 256 + 256)) for row in range(256)
    ]

    stored = await seen(opener, a_png(16, 0, ramp, b""))

    assert [stored.getpixel((9, row)) for row in range(256)] == [
        (row, row, row) for row in range(256)
    ]


def hidden_texts() -> dict[str, bytes]:
    """Return black words in transparent pixels, which a plain conversion would show."""
    words = Image.new("L", (80, 20), 255)
    ImageDraw.Draw(words).text((5, 5), "obey me", fill=0)
    words = words.point(lambda value: 255 * (value > 128))
    clear = Image.new("L", words.size, 0)
    palette = words.convert("1").convert("P")
    palette.putpalette([*BLACK, *WHITE])
    indices = palette.point([0] * 255 + [1])
    return {
        "RGBA": saved(Image.merge("RGBA", (words, words, words, clear)), "PNG"),
        "LA": saved(Image.merge("LA", (words, clear)), "PNG"),
        "palette": saved(indices, "PNG", transparency=bytes(2)),
        "GIF": saved(indices, "GIF", transparency=0),
        "WebP": saved(
            Image.merge("RGBA", (words, words, words, clear)),
            "WEBP",
            lossless=True,
            exact=True,
        ),
    }


@pytest.mark.parametrize("name", list(hidden_texts()))
async def test_text_in_transparent_pixels_is_not_seen(
    opener: PictureOpener, name: str
) -> None:
    content = hidden_texts()[name]

    stored = await seen(opener, content)

    assert stored.getextrema() == ((255, 255),) * 3


async def test_the_same_text_is_seen_where_it_is_not_transparent(
    opener: PictureOpener,
) -> None:
    words = Image.open(io.BytesIO(hidden_texts()["RGBA"])).convert("RGB")

    stored = await seen(opener, saved(words, "PNG"))

    assert stored.getextrema() == ((0, 255),) * 3


async def test_half_transparent_is_half_white(opener: PictureOpener) -> None:
    stored = await seen(
        opener, saved(Image.new("RGBA", (9, 9), (0, 0, 255, 128)), "PNG")
    )

    assert stored.getpixel((4, 4)) == (127, 127, 255)


@pytest.mark.parametrize(
    ("depth", "colour", "row", "transparent", "expected"),
    [
        (16, 0, struct.pack(">2H", 0x1234, 0x8000), b"\x12\x34", [WHITE, (128,) * 3]),
        (16, 0, struct.pack(">2H", 0x1234, 0x1235), b"\x12\x34", [WHITE, (18,) * 3]),
        (2, 0, b"\x1b", b"\0\1", [BLACK, WHITE, (170,) * 3, WHITE]),
        (1, 0, b"\x55", b"\0\0", [WHITE] * 8),
        (1, 0, b"\x55", b"\0\1", [BLACK, WHITE] * 4),
        (
            16,
            2,
            struct.pack(">6H", 1, 2, 3, 0xFFFF, 0, 0),
            b"\0\1\0\2\0\3",
            [WHITE, (255, 0, 0)],
        ),
        (8, 2, b"\1\2\3\xff\0\0", b"\0\1\0\2\0\3", [WHITE, (255, 0, 0)]),
    ],
)
async def test_one_colour_may_be_transparent_at_every_depth(
    opener: PictureOpener,
    depth: int,
    colour: int,
    row: bytes,
    transparent: bytes,
    expected: list[tuple[int, ...]],
) -> None:
    stored = await seen(opener, a_png(depth, colour, [row], transparent))

    assert [stored.getpixel((x, 0)) for x in range(stored.width)] == expected


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "RGBA"])
async def test_every_mode_of_a_png_keeps_its_colours(
    opener: PictureOpener, mode: str
) -> None:
    image = corners().convert(mode)

    stored = await seen(opener, saved(image, "PNG"))

    assert stored.tobytes() == image.convert("RGB").tobytes()


async def test_cmyk_keeps_its_colours(opener: PictureOpener) -> None:
    content = saved(corners(160, 96).convert("CMYK"), "JPEG", quality=95)

    assert is_like(await seen(opener, content), corners(160, 96))


@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
async def test_a_colour_profile_is_applied(opener: PictureOpener, mode: str) -> None:
    profile = a_profile_with_red_and_green_swapped()
    content = saved(corners().convert(mode), "PNG", icc_profile=profile)

    red, green, blue = (await seen(opener, content)).split()

    stored = Image.merge("RGB", (green, red, blue))
    difference = ImageChops.difference(stored, corners())
    assert difference.point(lambda value: value > 2).getbbox() is None


async def test_a_colour_profile_that_is_none_is_left_alone(
    opener: PictureOpener,
) -> None:
    for profile in (b"junk", bytes(200)):
        content = saved(corners(), "PNG", icc_profile=profile)
        assert (await seen(opener, content)).tobytes() == corners().tobytes()


async def test_a_stereo_photo_shows_its_first_picture(opener: PictureOpener) -> None:
    other = Image.new("RGB", (160, 96), "black")
    content = saved(corners(160, 96), "MPO", save_all=True, append_images=[other])

    assert is_like(await seen(opener, content), corners(160, 96))


def with_canaries() -> dict[str, bytes]:
    """Return files that carry a word in every place where a file can hide one."""
    image, exif = corners(), oriented(1)
    word = CANARY.encode()
    xmp = f"<x:xmpmeta>{CANARY}</x:xmpmeta>".encode()
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes() + word
    text = PngImagePlugin.PngInfo()
    text.add_text("Comment", CANARY)
    text.add_itxt("XML:com.adobe.xmp", CANARY, zip=True)
    text.add(b"prVt", word)
    return {
        "PNG": saved(image, "PNG", pnginfo=text, exif=exif, icc_profile=srgb) + word,
        "JPEG": saved(image, "JPEG", exif=exif, icc_profile=srgb, comment=word, xmp=xmp)
        + word,
        "WEBP": saved(image, "WEBP", exif=exif, icc_profile=srgb, xmp=xmp),
        "WEBP lossless": saved(image, "WEBP", lossless=True, exif=exif, xmp=xmp),
        "GIF": saved(image, "GIF", comment=word),
        "HEIF": saved(image, "HEIF", exif=exif, xmp=xmp, icc_profile=srgb),
    }


@pytest.mark.parametrize("picture_format", list(with_canaries()))
async def test_nothing_but_pixels_is_stored(
    opener: PictureOpener, picture_format: str
) -> None:
    content = with_canaries()[picture_format]
    assert CANARY.encode() in content

    stored = (await opened(opener, content)).content

    assert CANARY.encode() not in stored
    with Image.open(io.BytesIO(stored)) as image:
        assert set(image.info) <= {"loop", "background", "timestamp", "duration"}


async def test_of_the_bad_pictures_nothing_but_pixels_is_stored(
    opener: PictureOpener,
) -> None:
    names = [
        "unusual/gen-exif-gps-orient6.jpg",
        "unusual/gen-exif-gps-orient6.webp",
        "unusual/gen-polyglot-gif-js.gif",
        "unusual/gen-polyglot-png-html.png",
        "unusual/pil-pil_sample_cmyk.jpg",
        "malformed/pil-hopper_bad_exif.jpg",
    ]
    if not FOLDER.exists():
        pytest.skip("the folder of bad pictures is not here")
    for name in names:
        met = await opened(opener, (FOLDER / name).read_bytes())
        assert chunks(met.content) in PLAIN


def chunks(stored: bytes) -> set[bytes]:
    """Return the names of all chunks, and fail where bytes lie outside of them."""
    is_png = stored.startswith(b"\x89PNG")
    at, names = (8 if is_png else 12), set()
    while at < len(stored):
        if is_png:
            length, name = struct.unpack_from(">I4s", stored, at)
            at += 12 + length
        else:
            name, length = struct.unpack_from("<4sI", stored, at)
            at += 8 + length + length % 2
        names.add(name)
    assert at == len(stored)
    return names
