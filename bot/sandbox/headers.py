"""What headers say that no library is asked for. Plain bytes, hostile ones too."""

from __future__ import annotations

import re
import struct
from typing import Literal

MediaType = Literal["image/png", "image/webp"]

SCANS_MAX = 64
ORIENTATION, UPRIGHT, LAST = 0x0112, 1, 8
SHORT = 3
WEBP_SIDE = 0x3FFF
START_OF_SCAN, END_OF_IMAGE, TEMPORARY = 0xDA, 0xD9, 0x01

# A byte FF of the compressed pixels is followed by 00 or a restart marker.
_marker = re.compile(rb"\xff([^\x00\xd0-\xd7\xff])")

_png = re.compile(rb"\x89PNG\r\n\x1a\n\0\0\0\rIHDR(.{8})", re.DOTALL)
_webp = re.compile(rb"RIFF.{4}WEBPVP8 .{7}\x9d\x01\x2a(.{4})", re.DOTALL)


def jpeg_scans(content: bytes) -> int:
    """Return how many scans the first picture has, counted up to SCANS_MAX + 1.

    Follows the segments (ITU-T T.81, annex B) instead of counting FF DA everywhere:
    the video behind a motion photo holds those two bytes by chance, over and over.
    """
    position, scans = 2, 0
    while scans <= SCANS_MAX and (found := _marker.search(content, position)):
        marker, position = found[1][0], found.end()
        if marker == END_OF_IMAGE:
            break
        if marker != TEMPORARY:
            position += int.from_bytes(content[position : position + 2], "big")
        scans += marker == START_OF_SCAN
    return scans


def is_lossless_webp(content: bytes) -> bool:
    """Return whether the first frame is coded without loss (RFC 9649, section 2)."""
    position = 12
    while chunk := content[position : position + 8]:
        if chunk[:4] in {b"VP8 ", b"VP8L"}:
            return chunk[:4] == b"VP8L"
        if chunk[:4] == b"ANMF":
            position += 8 + 16
        else:
            size = int.from_bytes(chunk[4:], "little")
            position += 8 + size + size % 2
    return False


def exif_orientation(exif: bytes) -> int:
    """Return 1..8, and 1 where nothing well-formed is said (Exif 2.32, section 4.6).

    Browsers turn a picture by this alone, never by XMP; whoever drew a region on
    their preview must find it in the same place here.
    """
    block = exif.removeprefix(b"Exif\0\0")
    order = {b"II": "<", b"MM": ">"}.get(block[:2])
    if order is None:
        return UPRIGHT
    try:
        (start,) = struct.unpack_from(order + "I", block, 4)
        (entries,) = struct.unpack_from(order + "H", block, start)
        for entry in range(entries):
            at = start + 2 + 12 * entry
            tag, kind, _, value = struct.unpack_from(order + "HHIH", block, at)
            if tag == ORIENTATION:
                is_meant = kind == SHORT and UPRIGHT <= value <= LAST
                return value if is_meant else UPRIGHT
    except struct.error:
        pass
    return UPRIGHT


def stored_size(content: bytes, media_type: MediaType) -> tuple[int, int] | None:
    """Return width and height of what is stored, None where it is something else.

    Only the two plain shapes that ``encoding`` writes are known: a PNG with its
    header first, a WebP of one lossy frame (RFC 9649, section 2.5).
    """
    if media_type == "image/png":
        start = _png.match(content)
        return struct.unpack(">II", start[1]) if start else None
    start = _webp.match(content)
    width, height = struct.unpack("<HH", start[1]) if start else (0, 0)
    return (width & WEBP_SIDE, height & WEBP_SIDE) if start else None
