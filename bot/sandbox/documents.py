"""A page of a stranger's PDF -> the pixels a person would see, and the text under them.

Runs in the child alone, one page a child: whatever a page costs, it costs that page.
Nothing in a document is run or followed: PDFium comes without a script engine, and the
walls leave it no file and no network.
"""

from __future__ import annotations

import math

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image

from bot.sandbox.decoding import DeclinedError, Sight
from bot.sandbox.page_text import text_of
from bot.sandbox.wire import Declined, Task

DPI, POINTS = 150, 72
"""Small print has letters of 15 pixels then, which readers want."""

DPI_LEAST = 40
"""Below, not even a headline can be read."""

PAGE_MAX_PIXELS = 9_000_000
PICTURE_SHARE = 0.5
"""Share of a page that pictures cover where it was scanned or photographed."""

GRID = 64
"""Places across and down at which a page is asked whether a picture covers them."""

LOCKED = frozenset({pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY})
WRITTEN_ON = frozenset(
    {
        pdfium.FPDF_ANNOT_FREETEXT,
        pdfium.FPDF_ANNOT_INK,
        pdfium.FPDF_ANNOT_STAMP,
        pdfium.FPDF_ANNOT_WIDGET,
    }
)
"""Notes and fields show words that the text of a page does not hold."""


def prepare() -> None:
    """Load what every document needs, by drawing an empty page."""
    with pypdfium2.PdfDocument.new() as document:
        document.new_page(POINTS, POINTS).render()


def page(content: bytes, task: Task) -> Sight:
    """Return the page *task* asks for; DeclinedError where there is none to show."""
    with _opened(content) as document:
        count = len(document)
        if not count:
            raise DeclinedError(Declined(code="document_empty"))
        if document.get_formtype() != pdfium.FORMTYPE_NONE:
            document.init_forms()
        one = document[task.page]
        image = one.render(scale=_scale(one, task)).to_pil().convert("RGB")
        is_picture = _picture_share(one) >= PICTURE_SHARE
        has_own_text = not is_picture and not _is_written_on(one)
        return Sight(
            image,
            is_lossy=is_picture,
            frames=1,
            is_turned=False,
            pages=count,
            text=text_of(one, image) if has_own_text else None,
        )


def _opened(content: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if error.err_code in LOCKED:
            raise DeclinedError(Declined(code="document_locked")) from error
        if error.err_code == pdfium.FPDF_ERR_SUCCESS:
            # nothing is wrong with it, and yet there is no first page
            raise DeclinedError(Declined(code="document_empty")) from error
        raise


def _scale(one: pypdfium2.PdfPage, task: Task) -> float:
    """Return pixels for a point: 150 dpi, or what the limits leave of it."""
    width, height = one.get_size()
    most = min(PAGE_MAX_PIXELS, task.limits.pixels_max)
    scale = min(
        DPI / POINTS,
        math.sqrt(most / (width * height)) * (1 - 1e-3),
        (task.limits.side_max_px - 1) / max(width, height),
    )
    if scale * POINTS < DPI_LEAST:
        full = DPI / POINTS
        raise DeclinedError(
            Declined(
                code="document_page_huge",
                width_px=round(width * full),
                height_px=round(height * full),
            )
        )
    return float(scale)


def _picture_share(one: pypdfium2.PdfPage) -> float:
    """Return which share of the page its pictures cover, counted without overlaps."""
    left, bottom, right, top = one.get_bbox()
    covered = Image.new("L", (GRID, GRID))
    for found in one.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=4):
        sides = found.get_bounds()
        x = [GRID * (x - left) / (right - left) for x in (sides[0], sides[2])]
        y = [GRID * (y - bottom) / (top - bottom) for y in (sides[1], sides[3])]
        start = max(round(min(x)), 0), max(round(min(y)), 0)
        end = min(round(max(x)), GRID), min(round(max(y)), GRID)
        if start[0] < end[0] and start[1] < end[1]:
            covered.paste(255, (*start, *end))
    return covered.histogram()[-1] / GRID**2


def _is_written_on(one: pypdfium2.PdfPage) -> bool:
    for place in range(pdfium.FPDFPage_GetAnnotCount(one)):
        note = pdfium.FPDFPage_GetAnnot(one, place)
        kind = pdfium.FPDFAnnot_GetSubtype(note)
        pdfium.FPDFPage_CloseAnnot(note)
        if kind in WRITTEN_ON:
            return True
    return False
