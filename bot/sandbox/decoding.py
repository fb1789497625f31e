"""A stranger's file -> the pixels a person would see. Runs in the child alone.

Whatever a decoder raises ends the child, and that is the verdict "broken"; only what
deserves a word of its own is caught.
"""

from __future__ import annotations

import struct
import warnings
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pillow_heif
from PIL import Image, ImageCms, ImageMath

from bot.sandbox import headers
from bot.sandbox.wire import Declined, Format, Limits, Task
from bot.text_reading import TextReading

LOSSY: frozenset[Format] = frozenset({"JPEG", "HEIF", "AVIF"})
ANIMATED: frozenset[Format] = frozenset({"PNG", "GIF", "WEBP"})
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
BYTE, DEEP = 8, 16


@dataclass(frozen=True, slots=True)
class Sight:
    """Fresh RGB pixels, upright, on white, that remember nothing of their file.

    *pages* and *text* are a document's: how many it has, what this page brings along.
    """

    image: Image.Image
    is_lossy: bool
    frames: int
    is_turned: bool
    pages: int = 1
    text: TextReading | None = None


class DeclinedError(Exception):
    def __init__(self, declined: Declined) -> None:
        super().__init__(declined.code)
        self.declined = declined


def prepare() -> None:
    """Load everything that decoding needs; afterwards no file can be opened."""
    warnings.simplefilter("ignore")
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    # 0: tiles are decoded one after the other; several sandboxes share the cores.
    pillow_heif.register_heif_opener(thumbnails=False, decode_threads=0)
    Image.init()
    ImageCms.createProfile("sRGB")


def decode(content: bytes, task: Task) -> Sight:
    """Return what *content* shows; DeclinedError where its headers ask too much."""
    if task.format == "JPEG":
        _refuse_many_scans(content)
    with _opened(content, task.format) as image:
        _refuse_size(image, task.limits)
        image.load()
        _refuse_size(image, task.limits)  # HEIC learns its size while decoding
        orientation = _orientation(image)
        flat = _flat(image, depth=content[24] if task.format == "PNG" else BYTE)
        frames = _frames(image) if task.format in ANIMATED else 1
        is_lossy = _is_lossy(image, task.format, content)
    turn = TURNS.get(orientation)
    upright = flat if turn is None else flat.transpose(turn)
    upright.info = {}
    return Sight(upright, is_lossy, frames, is_turned=turn is not None)


def _refuse_many_scans(content: bytes) -> None:
    scans = headers.jpeg_scans(content)
    if scans > headers.SCANS_MAX:
        raise DeclinedError(Declined(code="picture_too_complex", scans=scans))


def _opened(content: bytes, picture_format: Format) -> Image.Image:
    try:
        return Image.open(BytesIO(content), formats=[picture_format])
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise DeclinedError(Declined(code="picture_too_many_pixels")) from error
    except ValueError as error:
        # Pillow's bound on the texts and profiles that a PNG unpacks
        raise DeclinedError(Declined(code="picture_overloaded")) from error


def _refuse_size(image: Image.Image, limits: Limits) -> None:
    width, height = image.size
    if width * height > limits.pixels_max:
        raise DeclinedError(
            Declined(code="picture_too_many_pixels", width_px=width, height_px=height)
        )
    if max(width, height) > limits.side_max_px:
        raise DeclinedError(
            Declined(code="picture_too_long", width_px=width, height_px=height)
        )


def _orientation(image: Image.Image) -> int:
    if tags := getattr(image, "tag_v2", None):
        value = tags.get(headers.ORIENTATION)
        return value if isinstance(value, int) else 1
    exif = image.info.get("exif")
    return headers.exif_orientation(exif) if isinstance(exif, bytes) else 1


def _is_lossy(image: Image.Image, picture_format: Format, content: bytes) -> bool:
    if picture_format == "WEBP":
        return not headers.is_lossless_webp(content)
    return picture_format in LOSSY or image.info.get("compression") == "jpeg"


def _frames(image: Image.Image) -> int:
    """Count the frames; behind a good first one, broken ones do not matter."""
    try:
        return int(getattr(image, "n_frames", 1))
    except (EOFError, OSError, ValueError, SyntaxError, IndexError, struct.error):
        return 1


def _flat(image: Image.Image, depth: int) -> Image.Image:
    """Return 8-bit sRGB on white, where what is transparent is not seen."""
    icc = image.info.get("icc_profile")
    if image.mode == "CMYK" and icc and (seen := _in_srgb(image, icc)):
        return seen
    image = _shallow(image, depth)
    flat = Image.new("RGB", image.size, "white")
    if image.has_transparency_data:
        image = image.convert("RGBA")
        flat.paste(image, mask=image)
    else:
        flat.paste(image)
    return (icc and _in_srgb(flat, icc)) or flat


def _in_srgb(image: Image.Image, icc: bytes) -> Image.Image | None:
    """Return *image* as its colour profile means it, None where that says nothing.

    RGB is changed in place: a second copy of a large photo would cost a tenth of a
    second.
    """
    try:
        profile = ImageCms.ImageCmsProfile(BytesIO(icc))
        if "sRGB" in ImageCms.getProfileDescription(profile):
            return None
        srgb = ImageCms.createProfile("sRGB")
        if image.mode == "RGB":
            ImageCms.profileToProfile(image, profile, srgb, inPlace=True)
            return image
        return ImageCms.profileToProfile(image, profile, srgb, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        return None


def _shallow(image: Image.Image, depth: int) -> Image.Image:
    """Return at most 8 bits a channel, with the transparent colour in the same scale.

    *depth* is the file's own, in bits. Pillow's conversion would clip 16-bit grey to
    white, and it leaves a transparent colour in the scale of the file.
    """
    colour = image.info.get("transparency")
    if image.mode.startswith("I"):
        return _scaled_grey(image, colour)
    if image.mode == "F":
        extrema: Any = image.getextrema()
        low, high = extrema
        scale = 255 / (high - low or 1)
        return image.point(lambda value: value * scale - low * scale).convert("L")
    if image.mode == "L" and isinstance(colour, int) and depth < BYTE:
        image.info["transparency"] = colour * 255 // (2**depth - 1)
    if image.mode == "RGB" and isinstance(colour, tuple) and depth == DEEP:
        image.info["transparency"] = tuple(value >> 8 for value in colour)
    return image


def _scaled_grey(image: Image.Image, transparent: object) -> Image.Image:
    wide = image.convert("I")
    grey = wide.point(lambda value: value * (1 / 256)).convert("L")
    grey.info = {}
    if isinstance(transparent, int):
        shown = ImageMath.lambda_eval(
            lambda names: (names["wide"] != transparent) * 255, wide=wide
        )
        grey.putalpha(shown.convert("L"))
    return grey
