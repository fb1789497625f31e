"""What a file is, by its first bytes; names and declared types are never asked."""

from __future__ import annotations

from bot.sandbox.wire import Format

START = 1_024
HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs"}
AVIF_BRANDS = {b"avif", b"avis"}
GENERAL_BRANDS = {b"mif1", b"msf1"}

MAGIC: tuple[tuple[bytes, Format], ...] = (
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF87a", "GIF"),
    (b"GIF89a", "GIF"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"II+\0", "TIFF"),
    (b"MM\0+", "TIFF"),
    (b"BM", "BMP"),
    (b"%PDF", "PDF"),
)
STRANGERS = (
    (b"8BPS", "a Photoshop file"),
    (b"%!PS", "a PostScript drawing"),
    (b"\xc5\xd0\xd3\xc6", "a PostScript drawing"),
    (b"\0\0\1\0", "an icon"),
    (b"\0\0\2\0", "a cursor"),
    (b"\0\0\0\x0cjP  ", "a JPEG 2000 picture"),
    (b"\xff\x4f\xff\x51", "a JPEG 2000 picture"),
    (b"\0\0\0\x0cJXL ", "a JPEG XL picture"),
    (b"\xff\x0a", "a JPEG XL picture"),
    (b"SIMPLE  =", "a FITS file"),
    (b"DDS ", "a DDS texture"),
    (b"PK\3\4", "a ZIP or Office file"),
    (b"\x1a\x45\xdf\xa3", "a video"),
    (b"\0\0\1\xba", "a video"),
)


def sniffed(content: bytes) -> Format | None:
    """Return the format that could be opened, None for everything else."""
    for magic, picture_format in MAGIC:
        if content.startswith(magic):
            return picture_format
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "WEBP"
    # Junk before a document's header is common, and readers pass over it.
    return "PDF" if b"%PDF-" in content[:START] else _by_brand(content)


def strange_kind(content: bytes) -> str | None:
    """Return what else a file is, in words with their article, as far as known."""
    for magic, kind in STRANGERS:
        if content.startswith(magic):
            return kind
    start = content[:START].lower()
    if b"<svg" in start:
        return "an SVG drawing"
    if b"<html" in start or b"<!doctype html" in start:
        return "a web page"
    is_avi = content[:4] == b"RIFF" and content[8:12] == b"AVI "
    return "a video" if is_avi or content[4:8] in {b"ftyp", b"moov"} else None


def _by_brand(content: bytes) -> Format | None:
    """Return what the file type box of an ISO media file says (ISO/IEC 14496-12, 4.3).

    The major brand decides; one that only says "pictures" leaves it to the others.
    """
    if content[4:8] != b"ftyp":
        return None
    size = min(int.from_bytes(content[:4], "big"), START)
    major = content[8:12]
    others = {content[at : at + 4] for at in range(16, size, 4)}
    brands = others if major in GENERAL_BRANDS else {major}
    if brands & HEIC_BRANDS:
        return "HEIF"
    return "AVIF" if brands & AVIF_BRANDS else None
