"""What a person hears: one sentence for a refusal, one for a receipt.

Labels come in cleaned; numbers are written as people read them.
"""

from __future__ import annotations

import math

from bot.sandbox.headers import SCANS_MAX
from bot.sandbox.wire import Code, Declined, Decoded, Format
from bot.settings import PictureSettings

SMALL_SIDE_PX = 8
PAGES_MAX = 10
"""Pages that are taken of a document, from the first on."""
READABLE: dict[Format, str] = {"HEIF": "HEIC", "WEBP": "WebP"}
TURNED: frozenset[Format] = frozenset({"HEIF", "AVIF", "TIFF", "BMP"})
WORKING = "PNG, JPEG, WebP, GIF, HEIC and PDF work"
REASONS: dict[Code, str] = {
    "picture_too_complex": (
        f"is drawn in more than {SCANS_MAX} passes, more than any camera makes; "
        "please save it again as PNG"
    ),
    "picture_too_heavy": "takes too much memory to open; please make it smaller",
    "picture_overloaded": (
        "hides too much besides its picture; please send a screenshot of it"
    ),
    "picture_too_slow": "takes too long to open; please save it again as PNG or JPEG",
    "picture_broken": (
        "is damaged or cut off; please send it again or take a screenshot"
    ),
    "document_locked": (
        "is locked with a password; please send it without one, or a screenshot"
    ),
    "document_empty": "has no pages; please send it again",
}


def too_large(label: str, length: int, limits: PictureSettings) -> str:
    return (
        f"“{label}” is {_megabytes(length)}; "
        f"pictures up to {_megabytes(limits.bytes_max)} work."
    )


def empty(label: str) -> str:
    return f"“{label}” is empty; please send it again."


def unavailable(label: str) -> str:
    return f"“{label}” could not be opened just now; please send it again in a moment."


def strange(label: str, kind: str | None) -> str:
    """Return the refusal of a format; *kind* is it in words, where it is known."""
    match kind:
        case None:
            return f"“{label}” is not a picture that can be opened here; {WORKING}."
        case "a video":
            return f"“{label}” is a video; please send a screenshot of the moment."
        case "a ZIP or Office file" | "a web page":
            return f"“{label}” is {kind}; please send a screenshot of what is in it."
    return f"“{label}” is {kind}; please send it as PNG or JPEG."


def unwanted(label: str, picture_format: Format) -> str:
    """Return the refusal of a format that is known and not switched on."""
    article = "an" if picture_format == "AVIF" else "a"
    return strange(label, f"{article} {readable(picture_format)} picture")


def declined(label: str, why: Declined, limits: PictureSettings) -> str:
    match why.code:
        case "picture_too_many_pixels":
            reason = (
                f"{_pixels(why)}; up to {limits.pixels_max / 1e6:,.4g} million work, "
                "so please make it smaller"
            )
        case "picture_too_long":
            reason = (
                f"is {max(why.width_px, why.height_px):,} pixels long; up to "
                f"{limits.side_max_px:,} work, so please cut it into parts"
            )
        case "document_page_huge":
            size = f"{why.width_px:,} by {why.height_px:,}"
            reason = (
                f"has a page of {size} pixels at 150 dots an inch, too large to be "
                "read; please send the part that matters as a picture"
            )
        case code:
            reason = REASONS[code]
    return f"“{label}” {reason}."


def received(picture_format: Format, decoded: Decoded) -> str:
    """Return what was done to a picture that is in."""
    parts = [*_conversions(picture_format, decoded)]
    if decoded.is_turned:
        parts.append("turned upright")
    said = ", ".join(parts) or "opened"
    if min(decoded.width_px, decoded.height_px) < SMALL_SIDE_PX:
        said += ", but too small to show anything"
    return said[0].upper() + said[1:] + "."


def received_document(count: int, taken: int) -> str:
    """Return what was taken of a document of *count* pages, from its first on."""
    if count == 1:
        return "A document of one page."
    said = f"A document of {count:,} pages"
    if taken == count:
        return f"{said}."
    first = "page" if taken == 1 else f"{taken} pages"
    if taken == PAGES_MAX:
        return f"{said}: I took the first {taken}."
    return f"{said}: I took the first {first}, as page {taken + 1} could not be opened."


def is_converted(picture_format: Format, decoded: Decoded) -> bool:
    """Return whether a person sees something else than the file: a frame, a copy."""
    return bool(_conversions(picture_format, decoded))


def readable(picture_format: Format) -> str:
    return READABLE.get(picture_format, picture_format)


def _conversions(picture_format: Format, decoded: Decoded) -> list[str]:
    parts = []
    if picture_format in TURNED:
        made = "PNG" if decoded.media_type == "image/png" else "WebP"
        parts.append(f"{readable(picture_format)} turned to {made}")
    if decoded.frames > 1:
        parts.append(f"first of {decoded.frames:,} frames")
    if decoded.is_scaled:
        size = f"{decoded.width_px:,} by {decoded.height_px:,}"
        parts.append(f"scaled to {size} pixels")
    return parts


def _pixels(why: Declined) -> str:
    if not why.width_px:
        return "has far too many pixels"
    millions = why.width_px * why.height_px / 1e6
    size = f"{why.width_px:,} by {why.height_px:,}"
    return f"has {size} pixels ({millions:,.4g} million)"


def _megabytes(length: int) -> str:
    """Round up, so that what is over a bound never reads like the bound itself."""
    return f"{math.ceil(length / 1e5) / 10:,g} MB"
