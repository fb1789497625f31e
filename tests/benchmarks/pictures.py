"""How long opening a picture takes, from its bytes to its stored pixels, one at a time.

python -m tests.benchmarks.pictures
"""

from __future__ import annotations

import asyncio
import io
import time

import psutil
from PIL import Image, ImageChops, ImageDraw

from bot.pictures import PictureOpener
from bot.questions import Attachment
from bot.settings import PictureSettings

ROUNDS = 5
MEGABYTE = 1e6
SENSOR_NOISE = 5
PHOTO_24, PHOTO_12, SCREEN = (6000, 4000), (4032, 3024), (1920, 1080)


def screenshot() -> bytes:
    image = Image.new("RGB", SCREEN, "#f4f4f6")
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, 1920, 48), fill="#20232a")
    for row in range(40):
        line = f"{row:03d}  ERROR  worker-{row % 7}: connection refused (attempt {row})"
        draw.text((40, 70 + 24 * row), line * 2, fill="#202020", font_size=15)
    return _saved(image, "PNG")


def photo(size: tuple[int, int]) -> Image.Image:
    """Return shapes of every size under the noise of a sensor."""
    scene = Image.effect_mandelbrot(size, (-2.0, -1.3, 0.9, 1.3), 40)
    colours = (scene, scene.transpose(Image.Transpose.ROTATE_180), scene)
    noise = Image.effect_noise(size, SENSOR_NOISE)
    return Image.merge("RGB", [ImageChops.add(c, noise, 1, -128) for c in colours])


def files() -> dict[str, bytes]:
    large, usual = photo(PHOTO_24), photo(PHOTO_12)
    upside = Image.Exif()
    upside[0x0112] = 6
    phone = {"quality": 50, "tile_size": 512, "enc_params": {"preset": "ultrafast"}}
    return {
        "screenshot 1080p, PNG": screenshot(),
        "photo 12 MP, JPEG": _saved(usual, "JPEG", quality=90),
        "photo 24 MP, JPEG": _saved(large, "JPEG", quality=90),
        "photo 24 MP, JPEG, turned": _saved(large, "JPEG", quality=90, exif=upside),
        "photo 12 MP, HEIC in tiles": _saved(usual, "HEIF", **phone),
        "photo 24 MP, HEIC in tiles": _saved(large, "HEIF", **phone),
    }


async def run() -> None:
    pictures = files()
    print(f"{'picture':<28}    in     out MB  best  median ms  grown MB")
    async with PictureOpener(PictureSettings(sandboxes=1)) as opener:
        for name, content in pictures.items():
            print(await measured(opener, name, content), flush=True)


async def measured(opener: PictureOpener, name: str, content: bytes) -> str:
    """Return a line: sizes, times and what stays in this process afterwards."""
    own, took_ms = psutil.Process(), []
    before = own.memory_info().rss
    for _ in range(ROUNDS):
        start = time.perf_counter()
        opened = await opener.open(Attachment(name, content))
        took_ms.append(1000 * (time.perf_counter() - start))
    grown = (own.memory_info().rss - before) / MEGABYTE
    into, out = len(content) / MEGABYTE, len(opened.content) / MEGABYTE
    best, median = min(took_ms), sorted(took_ms)[ROUNDS // 2]
    return f"{name:<28}{into:>6.1f}{out:>8.1f}{best:>9.0f}{median:>8.0f}{grown:>9.1f}"


def _saved(image: Image.Image, picture_format: str, **options: object) -> bytes:
    content = io.BytesIO()
    image.save(content, picture_format, **options)
    return content.getvalue()


if __name__ == "__main__":
    import pillow_heif

    pillow_heif.register_heif_opener()
    asyncio.run(run())
