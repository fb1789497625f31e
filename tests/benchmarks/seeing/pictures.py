"""Drawings without a chart: textures as of photographs, flow charts, logos, houses."""

from __future__ import annotations

import math
import random
from collections.abc import Callable

from PIL import Image, ImageDraw

from tests import rendered
from tests.rendered import font

Drawing = Callable[[random.Random], Image.Image]
BRIGHT = ("#d7263d", "#f46036", "#2e294e", "#1b998b", "#c5d86d", "#3d5a80", "#ee6c4d")
STEPS = (
    "Start",
    "Read order",
    "In stock?",
    "Pack parcel",
    "Send bill",
    "Ask buyer",
    "End",
)


def photo(chance: random.Random) -> Image.Image:
    """Soft coloured shapes under a sensor's noise."""
    size = chance.choice(((800, 600), (640, 640), (1024, 683)))
    return rendered.wordless_photo(*size, seed=chance.randrange(10**6)).image


def landscape(chance: random.Random) -> Image.Image:
    """A sky, hills one behind the other, a sun."""
    width, height = 900, 600
    image = Image.linear_gradient("L").resize((width, height))
    image = Image.merge(
        "RGB", [image.point(lambda v, k=k: 255 - v // k) for k in (2, 4, 8)]
    )
    pen = ImageDraw.Draw(image)
    x, y, r = chance.randint(100, 800), chance.randint(60, 220), chance.randint(30, 80)
    pen.ellipse((x - r, y - r, x + r, y + r), fill="#ffe27a")
    for layer in range(4):
        phase, base = chance.uniform(0, 6), 300 + 80 * layer
        hills = [
            (x, base + 50 * math.sin(x / (90 + 30 * layer) + phase))
            for x in range(0, width + 20, 20)
        ]
        green = 150 - 30 * layer
        pen.polygon([*hills, (width, height), (0, height)], fill=(40, green, 70))
    return image


def skyline(chance: random.Random) -> Image.Image:
    """Houses of different height on one ground, with windows."""
    image = Image.new(
        "RGB", (1000, 560), chance.choice(("#bfe3ff", "#1c2541", "#ffd9b3"))
    )
    pen = ImageDraw.Draw(image)
    left = 10
    while left < 940:
        width, top = chance.randint(60, 120), chance.randint(90, 360)
        pen.rectangle((left, top, left + width, 520), fill=chance.choice(BRIGHT))
        for x in range(left + 10, left + width - 14, 22):
            for y in range(top + 12, 490, 30):
                pen.rectangle((x, y, x + 10, y + 14), fill="#fff3b0")
        left += width + chance.choice((0, 6, 14))
    pen.rectangle((0, 520, 1000, 560), fill="#4a4e69")
    return image


def flow(chance: random.Random) -> Image.Image:
    """A flow chart from top to bottom: boxes, a question, arrows."""
    image = Image.new("RGB", (760, 900), "white")
    pen = ImageDraw.Draw(image)
    steps = list(STEPS[: chance.randint(4, 7)])
    for place, words in enumerate(steps):
        y = 70 + 120 * place
        fill = chance.choice(("#dbeafe", "#fef3c7", "#dcfce7", "#ffffff"))
        box = (270, y - 32, 490, y + 32)
        if words.endswith("?"):
            spots = [(380, y - 44), (510, y), (380, y + 44), (250, y)]
            pen.polygon(spots, fill=fill, outline="black")
        else:
            pen.rounded_rectangle(
                box, chance.choice((0, 12)), fill=fill, outline="black"
            )
        pen.text((380, y), words, fill="black", font=font(18), anchor="mm")
        if place + 1 < len(steps):
            pen.line((380, y + 44, 380, y + 84), fill="black", width=2)
            pen.polygon([(373, y + 76), (387, y + 76), (380, y + 87)], fill="black")
    return image


def logo(chance: random.Random) -> Image.Image:
    """A sign of coloured shapes with a name beside it."""
    image = Image.new("RGB", (720, 400), chance.choice(("white", "#101418", "#f4f1de")))
    pen = ImageDraw.Draw(image)
    first, second, third = chance.sample(BRIGHT, 3)
    match chance.randrange(4):
        case 0:
            pen.ellipse((90, 100, 290, 300), fill=first)
            pen.ellipse((140, 150, 240, 250), fill=second)
        case 1:
            pen.rectangle((90, 100, 185, 195), fill=first)
            pen.rectangle((195, 100, 290, 195), fill=second)
            pen.rectangle((90, 205, 185, 300), fill=third)
        case 2:
            pen.polygon([(190, 90), (300, 290), (80, 290)], fill=first)
            pen.polygon([(190, 170), (245, 290), (135, 290)], fill=second)
        case _:
            pen.ellipse((80, 130, 220, 270), outline=first, width=22)
            pen.ellipse((170, 130, 310, 270), outline=second, width=22)
    name = chance.choice(("NORDWIND", "Paperflow", "Café Luna", "Grünwerk"))
    pen.text((340, 200), name, fill=first, font=font(48, "Sans-Bold"), anchor="lm")
    return image


def flag(chance: random.Random) -> Image.Image:
    """Stripes, level or upright, of equal or different width."""
    image = Image.new("RGB", (720, 460), "white")
    pen = ImageDraw.Draw(image)
    hues, is_level, at = chance.sample(BRIGHT, 3), chance.random() < 0.5, 0
    for place, hue in enumerate(hues):
        side = 460 if is_level else 720
        end = side if place == 2 else at + side // chance.choice((3, 3, 4))
        pen.rectangle((0, at, 720, end) if is_level else (at, 0, end, 460), fill=hue)
        at = end
    return image


def chess(chance: random.Random) -> Image.Image:
    """A chess board with some men on it."""
    image = Image.new("RGB", (640, 640), "#f0d9b5")
    pen = ImageDraw.Draw(image)
    for row in range(8):
        for column in range(8):
            box = (column * 80, row * 80, column * 80 + 79, row * 80 + 79)
            if (row + column) % 2:
                pen.rectangle(box, fill="#b58863")
            if chance.random() < 0.25:
                x, y = column * 80 + 40, row * 80 + 40
                hue = chance.choice(("#ffffff", "#222222"))
                pen.ellipse((x - 24, y - 24, x + 24, y + 24), fill=hue, outline="black")
    return image


def receipt(chance: random.Random) -> Image.Image:
    """A till's paper: articles, prices, a total."""
    image = Image.new("RGB", (420, 640), "#fbfbf7")
    pen = ImageDraw.Draw(image)
    face, total, y = font(18, "SansMono"), 0, 110
    pen.text(
        (210, 40), "CORNER SHOP", fill="black", font=font(24, "SansMono"), anchor="mm"
    )
    for name in ("Bread", "Milk", "Cheese", "Apples", "Coffee", "Soap")[
        : chance.randint(3, 6)
    ]:
        cents = chance.randint(89, 999)
        total += cents
        pen.text((40, y), name, fill="black", font=face)
        pen.text((380, y), f"{cents / 100:.2f}", fill="black", font=face, anchor="ra")
        y += 42
    pen.line((40, y, 380, y), fill="black", width=2)
    pen.text((40, y + 18), "TOTAL", fill="black", font=face)
    pen.text((380, y + 18), f"{total / 100:.2f}", fill="black", font=face, anchor="ra")
    return image


def family_tree(chance: random.Random) -> Image.Image:
    """Boxes joined by lines, one row below the other."""
    image = Image.new("RGB", (900, 520), "white")
    pen = ImageDraw.Draw(image)
    rows = ((450,), (250, 650), (130, 370, 530, 770))
    hue = chance.choice(("#e0f2fe", "#fae8ff", "#ecfccb"))
    for row, places in enumerate(rows):
        for place, x in enumerate(places):
            y = 70 + 170 * row
            if row:
                above = rows[row - 1][place // 2]
                pen.line(
                    (x, y - 30, x, y - 85, above, y - 85, above, y - 140),
                    fill="#555555",
                    width=2,
                )
            pen.rectangle((x - 85, y - 30, x + 85, y + 30), fill=hue, outline="#333333")
            name = chance.choice(("Anna", "Ben", "Clara", "David", "Emma"))
            pen.text((x, y), name, fill="black", font=font(18), anchor="mm")
    return image


def beach_ball(chance: random.Random) -> Image.Image:
    """Toys on sand: round things with coloured parts, seen askew."""
    image = rendered.wordless_photo(800, 600, seed=chance.randrange(10**6)).image
    ball = Image.new("RGBA", (400, 400))
    pen = ImageDraw.Draw(ball)
    for part in range(6):
        hue = ("#ffffff", "#e63946", "#1d3557", "#ffb703")[part % 4]
        pen.pieslice((20, 20, 380, 380), 60 * part, 60 * part + 60, fill=hue)
    pen.ellipse((150, 110, 210, 150), fill="#ffffff")
    ball = ball.rotate(chance.randint(0, 60)).resize((300, 240))
    image.paste(ball, (chance.randint(20, 480), chance.randint(20, 340)), ball)
    return image


def letters(chance: random.Random) -> Image.Image:
    """Two columns of print."""
    return rendered.two_column_page().image


PICTURES: dict[str, Drawing] = {
    drawing.__name__: drawing
    for drawing in (
        photo,
        landscape,
        skyline,
        flow,
        logo,
        flag,
        chess,
        receipt,
        family_tree,
        beach_ball,
        letters,
    )
}
