"""The colours of marks, which read for every eye, and the ink that reads on them."""

from __future__ import annotations

Colour = tuple[int, int, int]

WHITE: Colour = (255, 255, 255)
BLACK: Colour = (0, 0, 0)
MATTE: Colour = (0xE2, 0xE5, 0xE9)
LINE_CONTRAST = 3.0
# Okabe and Ito 2008, "Color Universal Design", ordered by number: the first stand
# apart best for every eye. The page's style sheet names the same eight.
PALETTE: tuple[Colour, ...] = (
    (0x00, 0x72, 0xB2),
    (0xD5, 0x5E, 0x00),
    (0x00, 0x9E, 0x73),
    (0xCC, 0x79, 0xA7),
    (0xE6, 0x9F, 0x00),
    (0x56, 0xB4, 0xE9),
    (0xF0, 0xE4, 0x42),
    BLACK,
)


def legend_colour(number: int) -> Colour:
    """Return the colour of a finding's number, the same on every surface.

    1 #0072B2, 2 #D55E00, 3 #009E73, 4 #CC79A7, 5 #E69F00, 6 #56B4E9, 7 #F0E442,
    8 #000000, then again from the first.
    """
    return PALETTE[(number - 1) % len(PALETTE)]


def contrast(one: Colour, other: Colour) -> float:
    """Return the contrast of two colours, 1..21 (WCAG 2.2, contrast ratio)."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def ink_on(colour: Colour) -> Colour:
    """Return black or white, whichever reads better on *colour*."""
    return max(WHITE, BLACK, key=lambda ink: contrast(ink, colour))


def contour_of(colour: Colour) -> Colour:
    """Return what edges *colour* where it meets white: a darker one if it is light.

    3:1 is what WCAG 2.2 asks of lines (success criterion 1.4.11).
    """
    if contrast(colour, WHITE) >= LINE_CONTRAST:
        return WHITE
    return colour[0] // 2, colour[1] // 2, colour[2] // 2


def _luminance(colour: Colour) -> float:
    """Return the relative luminance, 0..1 (WCAG 2.2)."""
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4  # noqa: PLR2004
        for c in (value / 255 for value in colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
