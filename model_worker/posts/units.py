"""Units and scales as they are written, each with what it is worth in its base. Values.

Currencies are units of their own; nothing is converted between them.
"""

from __future__ import annotations

SCALES = {
    "k": 1e3,
    "thousand": 1e3,
    "hundred": 1e2,
    "hundred thousand": 1e5,
    "m": 1e6,
    "mn": 1e6,
    "mio": 1e6,
    "million": 1e6,
    "b": 1e9,
    "bn": 1e9,
    "billion": 1e9,
}
CURRENCIES = frozenset("$ \u20ac \u00a3 \u00a5 \u20b9 chf".split())  # noqa: SIM905
_FAMILIES: dict[str, tuple[tuple[float, str], ...]] = {
    "%": ((1, "% percent pct percentage"),),
    "$": ((1, "$ us$ dollar usd buck"),),
    "\u20ac": ((1, "\u20ac euro eur"),),
    "\u00a3": ((1, "\u00a3 gbp quid"),),
    "\u00a5": ((1, "\u00a5 yen"),),
    "\u20b9": ((1, "\u20b9 rupee"),),
    "chf": ((1, "chf franc"),),
    "\u00b0": ((1, "\u00b0 \u00b0c \u00b0f \u00ba \u00bac degree celsius fahrenheit"),),
    "metre": (
        (1e-3, "mm millimetre millimeter"),
        (1e-2, "cm centimetre centimeter"),
        (0.3048, "ft foot feet"),
        (1, "m metre meter"),
        (1e3, "km kilometre kilometer"),
        (1609.344, "mi mile"),
        (0.0254, "inch inches"),
    ),
    "gram": (
        (1e-3, "mg milligram"),
        (1, "g gram"),
        (28.35, "oz ounce"),
        (453.6, "lb lbs"),
        (1e3, "kg kilo kilogram"),
        (1e6, "tonne ton"),
    ),
    "litre": ((1e-3, "ml millilitre milliliter"), (1, "l litre liter")),
    "second": (
        (1e-3, "ms millisecond"),
        (1, "s sec second"),
        (60, "min minute"),
        (3600, "h hr hrs hour"),
        (86_400, "day"),
        (604_800, "week"),
        (2_629_800, "month"),
        (31_557_600, "year yr yrs"),
    ),
    "km/h": ((1, "km/h kmh kph"), (1.609344, "mph"), (3.6, "m/s"), (1.852, "knot kn")),
    "byte": (
        (1e3, "kb kilobyte"),
        (1e6, "mb megabyte"),
        (1e9, "gb gigabyte"),
        (1e12, "tb terabyte"),
    ),
    "watt": ((1, "w watt"), (1e3, "kw kilowatt"), (1e6, "mw megawatt")),
    "kwh": ((1, "kwh"),),
    "bpm": ((1, "bpm"),),
    "hpa": ((1, "hpa mbar"),),
    "px": ((1, "px pixel"),),
}
_LONG = 3
"""A unit of as many letters is a word, which has a plural."""

_UNITS: dict[str, tuple[str, float]] = {}
for _family, _members in _FAMILIES.items():
    for _worth, _spellings in _members:
        for _spelling in _spellings.split():
            _UNITS[_spelling] = (_family, _worth)
            if len(_spelling) >= _LONG and _spelling.isalpha():
                _UNITS[f"{_spelling}s"] = (_family, _worth)

_LETTERS = frozenset("l s t b w".split())  # noqa: SIM905
"""Units of one letter that stand for themselves only right behind a digit: 1.5l."""

SPELLINGS = "|".join(
    sorted((s for s in _UNITS if s not in _LETTERS), key=len, reverse=True)
).replace("$", r"\$")
CLOSE_SPELLINGS = "|".join(sorted(_LETTERS & set(_UNITS)))


def in_base(value: float, unit: str) -> tuple[float, str]:
    """Return *value* in the base of its family, and that base: 7.6 km -> 7600 metre."""
    family, worth = _UNITS.get(unit.casefold(), (unit, 1.0))
    if unit.casefold() in {"\u00b0f", "fahrenheit"}:
        return (value - 32) / 1.8, "\u00b0"
    return value * worth, family


def is_unit(word: str) -> bool:
    return word.casefold() in _UNITS
