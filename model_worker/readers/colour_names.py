"""The name a person would give a colour, and which names a person's word may mean.

The nearest of some examples in CIE-Lab, where equal distances look equally far apart.
Pure, without numpy: questions are understood by these words too.
"""

from __future__ import annotations

from functools import lru_cache

Colour = tuple[int, int, int]

_LIGHTNESS_WEIGHT = 0.6
"""A shade more or less rarely changes a colour's name; a turn of its hue does."""

_EXAMPLES: dict[str, str] = {
    "black": "000000 0b0b0b 111111 0a0a14 16181c 111827",
    "dark grey": "2b2b2b 333333 404040 4d4d4d 3a4048 374151 212529 444c56 1f2937",
    "grey": "666666 7f7f7f 8c8c8c 999999 6c757d 708090 8795a1 a0a0a0",
    "light grey": "b4b4b4 c0c0c0 cccccc d3d3d3 dddddd e5e7eb d0d7de e6e6e6 bac0ac",
    "white": "ffffff f7f7f7 f2f2f2 fafafa f5f7fa f0f2f5",
    "red": "ff0000 e01010 d62728 dc3545 ef4444 ef553b cc0000 c62828 e53935 ff3b30"
    " c44e52 e15759",
    "dark red": "8b0000 800000 990000 a31515 7f1d1d b22222 5c0a0a",
    "pink": "ff69b4 e377c2 ff6692 f48fb1 ffc0cb ff97ff ec4899 e91e63 d6589f ff9aa2"
    " da8bc3",
    "light pink": "fde2e7 fbcfe8 ffe4e1 f8d7da ffebee fce4ec fee2e2",
    "magenta": "ff00ff d400d4 c2188b ff1493",
    "orange": "ff7f0e ffa500 ff8c00 d55e00 e69f00 fd7e14 f97316 ffa15a ff7f50 fb8c00",
    "light orange": "ffcc99 ffd8a8 ffe5cc fdba74 ffbb78 fed7aa",
    "brown": "8c564b 8b4513 a0522d 7b3f00 795548 964b00 6b4423 a52a2a",
    "dark brown": "3e2723 4a2c17 3b2010 4e342e",
    "light brown": "c49c94 bc8f6f b5895b d2a679 a98467 c19a6b",
    "beige": "f5f5dc ead7b7 e8dcc4 d9c7a3 faf0e6 f5deb3",
    "yellow": "ffff00 ffd700 f0e442 fecb52 ffc107 ffeb3b facc15 eeca3b ffdd57",
    "light yellow": "ffffcc fff3cd fef9c3 fffde7 fff59d fff2a8",
    "gold": "b8860b c9a227 d4af37 ccb974",
    "olive": "808000 bcbd22 6b6b1f 9a9a2a a5a52a",
    "lime": "aaff00 b5e61d c6ff00 a4de02 9acd32",
    "light green": "90ee90 b6e880 98df8a c8f7c5 d4edda dcfce7 a7f3d0 c8e6c9",
    "green": "008000 2ca02c 00cc00 00ff00 28a745 198754 00cc96 009e73 4caf50 22c55e"
    " 55a868 10b981 3cb371 6d904f",
    "dark green": "004d00 006400 14532d 1b4332 1b5e20 0b3d20",
    "teal": "008080 0f766e 00695c 20808d",
    "turquoise": "40e0d0 17becf 00ced1 2dd4bf 5fd3c4 00bcd4 76b7b2",
    "cyan": "00ffff 19d3f3 0dcaf0 22d3ee",
    "light blue": "add8e6 87ceeb 56b4e9 aec7e8 90caf9 bfdbfe d0e7ff cfe2ff 60a5fa",
    "blue": "0000ff 143cdc 1d4ed8 1f77b4 0d6efd 0072b2 636efa 2563eb 3b82f6"
    " 4c72b0 4169e1 1e88e5 0000cd 4682b4",
    "navy": "000080 0b1f4d 1e3a8a 14213d 0d1b4c 1e293b 0a2540 003366 191970",
    "light purple": "d8bfd8 c5b0d5 e0bbe4 ddd6fe e6e6fa b39ddb e9d5ff",
    "purple": "800080 9467bd ab63fa 6f42c1 8b5cf6 8e24aa 7b1fa2 8a2be2 b279a2"
    " 7570b3 8172b3 988ed5",
    "dark purple": "3b0a45 4b0082 2e1065 4a148c",
}

_FAMILIES: dict[str, str] = {
    "grey": "dark grey, light grey, gray, silver, slate, charcoal",
    "white": "ivory, snow",
    "black": "jet",
    "red": "dark red, light red, crimson, scarlet, maroon, ruby, burgundy, vermilion",
    "pink": "light pink, dark pink, magenta, fuchsia, rose, salmon",
    "orange": "light orange, dark orange, coral, amber, peach, apricot",
    "brown": "dark brown, light brown, tan, chocolate, bronze, chestnut, rust",
    "beige": "cream, sand, khaki, linen",
    "yellow": "light yellow, dark yellow, gold, golden, lemon, mustard",
    "green": "light green, dark green, lime, olive, emerald, mint",
    "teal": "turquoise, cyan, aqua, aquamarine",
    "blue": "light blue, dark blue, navy, azure, indigo, cobalt, sky blue",
    "purple": "light purple, dark purple, violet, lavender, lilac, mauve, plum",
}

_FAMILY: dict[str, str] = {
    name: head
    for head, others in _FAMILIES.items()
    for name in (head, *others.split(", "))
}

_BORDERS = frozenset(
    {
        frozenset({"teal", "green"}),
        frozenset({"teal", "blue"}),
        frozenset({"dark red", "brown"}),
        frozenset({"magenta", "purple"}),
        frozenset({"gold", "orange"}),
        frozenset({"gold", "brown"}),
        frozenset({"olive", "yellow"}),
        frozenset({"lime", "yellow"}),
        frozenset({"light orange", "beige"}),
        frozenset({"light brown", "beige"}),
        frozenset({"light yellow", "beige"}),
        frozenset({"dark grey", "black"}),
        frozenset({"navy", "black"}),
        frozenset({"beige", "brown"}),
    }
)
"""Where one person says this and the next one that."""

COLOUR_WORDS: frozenset[str] = frozenset(_FAMILY)
"""Every name of a colour that is known here, in lower case; some are two words."""


@lru_cache(maxsize=4096)
def colour_name(rgb: Colour) -> str:
    """Return what a person would call *rgb* (0..255 each): ``light blue``."""
    lightness, a, b = lab(rgb)

    def distance(example: tuple[str, float, float, float]) -> float:
        _, its_lightness, its_a, its_b = example
        shade = _LIGHTNESS_WEIGHT * (lightness - its_lightness)
        return shade * shade + (a - its_a) ** 2 + (b - its_b) ** 2

    return min(_POINTS, key=distance)[0]


def family(name: str) -> str:
    """Return the plain colour that *name* is a kind of; ``blue`` for ``navy``.

    A word that is no colour comes back as it is.
    """
    return _FAMILY.get(_tidy(name), name)


def is_colour(word: str) -> bool:
    return _tidy(word) in COLOUR_WORDS


def may_mean(said: str, name: str) -> bool:
    """Whether a person who says *said* may mean what is named *name* here.

    “blue” may mean navy and turquoise, “light blue” never means navy.
    """
    said, name = _tidy(said), _tidy(name)
    if said == name:
        return True
    if ("light" in said and "dark" in name) or ("dark" in said and "light" in name):
        return False
    ours, theirs = {said, family(said)}, {name, family(name)}
    if family(said) == family(name):
        return True
    return any(frozenset({one, other}) in _BORDERS for one in ours for other in theirs)


def lab(rgb: Colour) -> tuple[float, float, float]:
    """Return CIE-Lab (D65, IEC 61966-2-1 for sRGB): 0..100, about -100..100 twice."""
    red, green, blue = (_linear(channel / 255) for channel in rgb)
    x = (0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047
    y = 0.2126729 * red + 0.7151522 * green + 0.0721750 * blue
    z = (0.0193339 * red + 0.1191920 * green + 0.9503041 * blue) / 1.08883
    fx, fy, fz = (_cube_root(value) for value in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def _linear(channel: float) -> float:
    if channel <= 0.04045:  # noqa: PLR2004 - the standard's own knee
        return channel / 12.92
    return float(((channel + 0.055) / 1.055) ** 2.4)


def _cube_root(value: float) -> float:
    knee = 6 / 29
    if value > knee**3:
        return float(value ** (1 / 3))
    return value / (3 * knee**2) + 4 / 29


def _tidy(word: str) -> str:
    return " ".join(word.casefold().replace("gray", "grey").replace("-", " ").split())


def _points() -> tuple[tuple[str, float, float, float], ...]:
    return tuple(
        (name, *lab((int(code[:2], 16), int(code[2:4], 16), int(code[4:], 16))))
        for name, codes in _EXAMPLES.items()
        for code in codes.split()
    )


_POINTS = _points()
