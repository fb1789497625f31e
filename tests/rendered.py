"""Test pictures drawn with Pillow, each with the true box of every text on it.

Nothing here is random without a seed: the same call draws the same pixels.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from functools import cache
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from bot.jobs import Box

Font = ImageFont.FreeTypeFont | ImageFont.ImageFont


@dataclass(frozen=True, slots=True)
class Text:
    """Words as they were drawn, with the box of their ink."""

    words: str
    box: Box


@dataclass(frozen=True, slots=True)
class Rendered:
    image: Image.Image
    texts: tuple[Text, ...] = ()

    @property
    def words(self) -> list[str]:
        return " ".join(text.words for text in self.texts).split()

    def png(self) -> bytes:
        return self._encoded("PNG")

    def jpeg(self, quality: int = 50) -> bytes:
        return self._encoded("JPEG", quality=quality)

    def box_of(self, *wanted: str) -> Box:
        """Return the box around the texts that contain any of *wanted*."""
        boxes = [t.box for t in self.texts if any(words in t.words for words in wanted)]
        box = boxes[0]
        for other in boxes[1:]:
            box = box.union(other)
        return box

    def _encoded(self, kind: str, **options: int) -> bytes:
        buffer = BytesIO()
        self.image.save(buffer, kind, **options)
        return buffer.getvalue()


@dataclass(frozen=True, slots=True)
class Theme:
    desk: str = "#5b7c99"
    window: str = "#f4f4f4"
    bar: str = "#dde3ea"
    ink: str = "#1b1b1b"
    faint: str = "#5a5a5a"
    button: str = "#e1e1e1"
    edge: str = "#9a9a9a"
    sign: str = "#c42b1c"


LIGHT = Theme()
DARK = Theme(
    desk="#101418",
    window="#2b2b2f",
    bar="#1f1f23",
    ink="#f0f0f0",
    faint="#b0b0b8",
    button="#3c3c42",
    edge="#5c5c64",
    sign="#e5534b",
)


@dataclass(slots=True)
class Canvas:
    """A picture in the making that remembers where its texts went."""

    width_px: int
    height_px: int
    paper: str
    image: Image.Image = field(init=False)
    pen: ImageDraw.ImageDraw = field(init=False)
    texts: list[Text] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.image = Image.new("RGB", (self.width_px, self.height_px), self.paper)
        self.pen = ImageDraw.Draw(self.image)

    def write(self, at: tuple[float, float], words: str, ink: str, font: Font) -> None:
        self.pen.text(at, words, fill=ink, font=font)
        self.note(words, self.pen.textbbox(at, words, font=font))

    def write_upwards(
        self, at: tuple[int, int], words: str, ink: str, font: Font
    ) -> None:
        """Write *words* turned a quarter to the left, *at* their top left corner."""
        left, top, right, bottom = (int(n) for n in font.getbbox(words))
        label = Image.new("L", (right - left + 2, bottom - top + 2))
        ImageDraw.Draw(label).text((1 - left, 1 - top), words, fill=255, font=font)
        label = label.transpose(Image.Transpose.ROTATE_90)
        self.image.paste(ink, at, label)
        self.note(words, (*at, at[0] + label.width, at[1] + label.height))

    def note(self, words: str, ink: tuple[float, float, float, float]) -> None:
        left, top, right, bottom = ink
        width, height = self.width_px, self.height_px
        box = Box(left / width, top / height, right / width, bottom / height)
        self.texts.append(Text(words, box))

    def finished(self) -> Rendered:
        return Rendered(self.image, tuple(self.texts))


@cache
def font(size_px: int, style: str = "Sans") -> Font:
    """Return DejaVu in that size, or the font inside Pillow where it is missing."""
    try:
        return ImageFont.truetype(f"DejaVu{style}.ttf", size_px)
    except OSError:
        return ImageFont.load_default(size_px)


def error_dialog(
    *,
    title: str = "Backup Manager",
    heading: str = "The backup could not be completed",
    message: tuple[str, ...] = (
        "The connection to backup01.example.com:8443",
        "was refused by the server.",
        "Check that the backup service is running.",
    ),
    code: str = "Error code: 0x80070035",
    buttons: tuple[str, ...] = ("Retry", "Cancel"),
    theme: Theme = LIGHT,
) -> Rendered:
    """An application's error dialog on a desktop, 960 x 600."""
    canvas = Canvas(960, 600, theme.desk)
    canvas.pen.rounded_rectangle(
        (130, 120, 830, 480), 8, fill=theme.window, outline=theme.edge
    )
    _draw_title_bar(canvas, title, theme)
    _draw_error_sign(canvas, (165, 200), theme)
    canvas.write((250, 190), heading, theme.ink, font(22, "Sans-Bold"))
    for row, words in enumerate(message):
        canvas.write((250, 236 + 30 * row), words, theme.ink, font(18))
    below = 236 + 30 * len(message)
    canvas.write((250, below + 16), code, theme.faint, font(16, "SansMono"))
    for place, words in enumerate(reversed(buttons)):
        _draw_button(canvas, (690 - 130 * place, 425), words, theme)
    return canvas.finished()


def dark_error_dialog() -> Rendered:
    return error_dialog(
        title="Deploy Console",
        heading="Deployment failed",
        message=(
            "Could not open /etc/deploy/keys.yaml:",
            "permission denied (os error 13).",
            "Make sure the file is readable by user deploy.",
        ),
        code="ERR_CONFIG_UNREADABLE",
        buttons=("Show log", "Close"),
        theme=DARK,
    )


def _draw_title_bar(canvas: Canvas, title: str, theme: Theme) -> None:
    canvas.pen.rounded_rectangle((131, 121, 829, 164), 8, fill=theme.bar)
    canvas.write((150, 132), title, theme.ink, font(17))
    canvas.pen.line((796, 135, 810, 149), fill=theme.ink, width=2)
    canvas.pen.line((796, 149, 810, 135), fill=theme.ink, width=2)


def _draw_error_sign(canvas: Canvas, at: tuple[int, int], theme: Theme) -> None:
    x, y = at
    canvas.pen.ellipse((x, y, x + 56, y + 56), fill=theme.sign)
    canvas.pen.line((x + 18, y + 18, x + 38, y + 38), fill="white", width=6)
    canvas.pen.line((x + 18, y + 38, x + 38, y + 18), fill="white", width=6)


def _draw_button(canvas: Canvas, at: tuple[int, int], words: str, theme: Theme) -> None:
    x, y = at
    canvas.pen.rounded_rectangle(
        (x, y, x + 115, y + 36), 5, fill=theme.button, outline=theme.edge
    )
    indent = (115 - font(16).getlength(words)) / 2
    canvas.write((x + indent, y + 8), words, theme.ink, font(16))


def form(
    fields: tuple[tuple[str, str], ...] = (
        ("Full name", "Maria Lindqvist"),
        ("Customer number", "40718-22"),
        ("E-mail", "maria@example.org"),
        ("Delivery date", "14 March 2025"),
    ),
) -> Rendered:
    """A small form, labels to the left of what was filled in, 800 x 480."""
    canvas = Canvas(800, 480, "white")
    canvas.write((40, 28), "Delivery request", "#102a43", font(28, "Sans-Bold"))
    for row, (label, value) in enumerate(fields):
        top = 100 + 70 * row
        canvas.write((40, top + 10), label, "#334e68", font(18))
        canvas.pen.rectangle((260, top, 740, top + 44), outline="#9fb3c8", width=2)
        canvas.write((274, top + 11), value, "black", font(18))
    canvas.write((40, 410), "All fields are required.", "#627d98", font(16))
    return canvas.finished()


LEFT_COLUMN = (
    "The harbour was built in 1874",
    "by a company of fishermen who",
    "shared both boats and profit.",
    "Two storms took the old pier.",
)
RIGHT_COLUMN = (
    "Today the ferry leaves from it",
    "four times a day in summer and",
    "twice in winter, when the ice",
    "allows the crossing at all.",
)


def two_column_page() -> Rendered:
    """A heading over two columns whose lines stand side by side, 1000 x 560."""
    canvas = Canvas(1000, 560, "white")
    canvas.write(
        (60, 50), "A short history of the harbour", "black", font(32, "Serif-Bold")
    )
    for left, lines in ((60, LEFT_COLUMN), (540, RIGHT_COLUMN)):
        for row, words in enumerate(lines):
            canvas.write((left, 150 + 34 * row), words, "black", font(22, "Serif"))
    canvas.write((60, 340), "Printed with permission.", "#555555", font(18, "Serif"))
    return canvas.finished()


def bar_chart() -> Rendered:
    """Four bars with a title, names below and an upright axis label, 900 x 600."""
    canvas = Canvas(900, 600, "white")
    canvas.write((300, 24), "Orders per region", "black", font(26))
    canvas.write_upwards((28, 220), "Orders in thousands", "black", font(20))
    canvas.pen.line((120, 80, 120, 500, 860, 500), fill="black", width=2)
    for tick in range(0, 50, 10):
        top = 500 - 9 * tick
        canvas.pen.line((112, top, 120, top), fill="black", width=2)
        indent = font(18).getlength(str(tick))
        canvas.write((106 - indent, top - 11), str(tick), "black", font(18))
    for place, (name, value) in enumerate(
        (("North", 34), ("East", 21), ("South", 43), ("West", 12))
    ):
        left = 170 + 170 * place
        canvas.pen.rectangle((left, 500 - 9 * value, left + 100, 499), fill="#3778bf")
        canvas.write((left + 20, 512), name, "black", font(20))
    return canvas.finished()


def wordless_photo(
    width_px: int = 640, height_px: int = 480, seed: int = 7
) -> Rendered:
    """Soft coloured noise, as a photograph out of focus: no text on it."""
    chance = random.Random(seed)
    grain = Image.frombytes("RGB", (16, 12), chance.randbytes(16 * 12 * 3))
    soft = grain.resize((width_px, height_px), Image.Resampling.BICUBIC)
    noise = chance.randbytes(width_px * height_px * 3)
    rough = Image.frombytes("RGB", (width_px, height_px), noise)
    return Rendered(Image.blend(soft, rough, 0.06))


def log_page(
    lines: int = 14, width_px: int = 1100, pitch_px: int = 155, seed: int = 3
) -> Rendered:
    """A log in small type; 1100 x 2230 unless told: larger than a detector's look."""
    chance = random.Random(seed)
    canvas = Canvas(width_px, 60 + pitch_px * lines, "#fdfdfd")
    for row in range(lines):
        words = [f"12:{row // 60:02}:{row % 60:02}"]
        while font(14).getlength(" ".join(words)) < width_px - 200:
            words.append(chance.choice(_LOG_WORDS.split()))
        canvas.write((30, 30 + pitch_px * row), " ".join(words), "#222222", font(14))
    return canvas.finished()


_LOG_WORDS = (
    "worker started request accepted queue empty session opened closed "
    "timeout retry cache hit miss stored picture reading finished connection "
    "server client answer sent received region table column batch"
)
