import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox import headers
from bot.sandbox.headers import (
    exif_orientation,
    is_lossless_webp,
    jpeg_scans,
    stored_size,
)
from bot.sandbox.sniffing import sniffed, strange_kind

SCAN = b"\xff\xda\x00\x03\x00" + b"pixels\xff\x00pixels\xff\xd0pixels"
END = b"\xff\xd9"


def a_jpeg(scans: int) -> bytes:
    return b"\xff\xd8\xff\xe0\x00\x04ok" + SCAN * scans + END


def an_exif(order: str, kind: int, value: int) -> bytes:
    mark = b"II*\0" if order == "<" else b"MM\0*"
    entries = struct.pack(order + "HHIHH", 0x0100, 3, 1, 9, 0)
    entries += struct.pack(order + "HHIHH", 0x0112, kind, 1, value, 0)
    return mark + struct.pack(order + "IH", 8, 2) + entries


def a_file_type(major: bytes, *others: bytes) -> bytes:
    brands = b"".join(others)
    return struct.pack(">I", 16 + len(brands)) + b"ftyp" + major + bytes(4) + brands


def test_the_scans_of_a_jpeg_are_counted() -> None:
    assert jpeg_scans(a_jpeg(10)) == 10


def test_counting_scans_ends_just_over_the_bound() -> None:
    assert jpeg_scans(a_jpeg(6_000)) == headers.SCANS_MAX + 1


def test_the_video_behind_a_motion_photo_holds_no_scans() -> None:
    video = b"\xff\xda" * 500

    assert jpeg_scans(a_jpeg(1) + video) == 1


def test_a_preview_inside_a_segment_holds_no_scans() -> None:
    preview = b"\xff\xe1" + struct.pack(">H", 2 + 1_000) + b"\xff\xda" * 500

    assert jpeg_scans(b"\xff\xd8" + preview + SCAN + END) == 1


@given(st.binary(max_size=400))
def test_no_bytes_confuse_the_readers_of_headers(content: bytes) -> None:
    assert 0 <= jpeg_scans(content) <= headers.SCANS_MAX + 1
    assert 1 <= exif_orientation(content) <= 8
    assert 1 <= exif_orientation(b"Exif\0\0II*\0" + content) <= 8
    assert is_lossless_webp(content) in {True, False}
    assert stored_size(content, "image/png") is None
    assert stored_size(content, "image/webp") is None
    strange_kind(content)


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("value", range(1, 9))
def test_the_orientation_is_read_in_both_orders(order: str, value: int) -> None:
    assert exif_orientation(b"Exif\0\0" + an_exif(order, 3, value)) == value


@pytest.mark.parametrize(("kind", "value"), [(3, 0), (3, 9), (2, 6), (4, 6)])
def test_an_orientation_of_the_wrong_type_or_value_is_none(
    kind: int, value: int
) -> None:
    assert exif_orientation(an_exif("<", kind, value)) == 1


def test_the_coding_of_a_webp_is_found_behind_other_chunks() -> None:
    start = b"RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0" + bytes(10)
    profile = b"ICCP\x03\0\0\0abc\0"
    frame = b"ANMF\x20\0\0\0" + bytes(16)

    assert is_lossless_webp(start + profile + b"VP8L\x01\0\0\0")
    assert is_lossless_webp(start + frame + b"VP8L\x01\0\0\0")
    assert not is_lossless_webp(start + profile + b"VP8 \x01\0\0\0VP8L")


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"\xff\xd8\xff\xe1", "JPEG"),
        (b"GIF89a", "GIF"),
        (b"RIFF\0\0\0\0WEBP", "WEBP"),
        (a_file_type(b"heic", b"mif1", b"heic"), "HEIF"),
        (a_file_type(b"mif1", b"mif1", b"heic"), "HEIF"),
        (a_file_type(b"heix", b"mif1", b"MiHB", b"tmap"), "HEIF"),
        (a_file_type(b"avif", b"mif1", b"heic"), "AVIF"),
        (a_file_type(b"mif1", b"avif"), "AVIF"),
        (a_file_type(b"isom", b"heic"), None),
        (b"II*\0", "TIFF"),
        (b"BM", "BMP"),
        (b"%PDF-1.7", "PDF"),
        (b"junk\n%PDF-1.7", "PDF"),
        (b" \x89PNG\r\n\x1a\n", None),
        (b"RIFF\0\0\0\0AVI ", None),
        (b"", None),
    ],
)
def test_a_format_is_known_by_its_first_bytes(
    content: bytes, expected: str | None
) -> None:
    assert sniffed(content) == expected


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"\xef\xbb\xbf<?xml version='1.0'?>\n<SVG>", "an SVG drawing"),
        (b"8BPS\0\1", "a Photoshop file"),
        (b"%!PS-Adobe-3.0 EPSF", "a PostScript drawing"),
        (b"<!DOCTYPE html>", "a web page"),
        (a_file_type(b"qt  "), "a video"),
        (b"PK\3\4", "a ZIP or Office file"),
        (b"hello", None),
    ],
)
def test_other_files_are_called_by_their_kind(
    content: bytes, expected: str | None
) -> None:
    assert strange_kind(content) == expected
