"""PDF files written by hand, page by page: small enough to be read here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

A4 = (595, 842)
_ENCRYPTION = "<< /Filter /Standard /V 1 /R 2 /P -4 /O <{0}> /U <{0}> >>".format(
    "5a" * 32
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page: *drawing* is its content stream, *extra* further entries of the page."""

    drawing: str = ""
    size: tuple[float, float] = A4
    extra: str = ""


def a_sheet(
    *lines: str,
    size: tuple[float, float] = A4,
    colour: str = "0 g",
    extra: str = "",
    turn: str = "1 0 0 1",
) -> Sheet:
    """A page with *lines* of 14 points in Helvetica, from its top left corner on."""
    rows = [
        f"BT /F1 14 Tf {colour} {turn} 72 {size[1] - 72 - 28 * row} Tm ({line}) Tj ET"
        for row, line in enumerate(lines)
    ]
    return Sheet("\n".join(rows), size, extra)


def a_document(*sheets: Sheet, is_locked: bool = False, font: str = "") -> bytes:
    """Return the bytes of a document of *sheets* (ISO 32000-1, section 7.5)."""
    count = len(sheets)
    kids = " ".join(f"{4 + 2 * place} 0 R" for place in range(count))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {count} >>",
        f"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica {font} >>",
    ]
    for place, sheet in enumerate(sheets):
        width, height = sheet.size
        page = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width} {height}] "
            f"/Resources << /Font << /F1 3 0 R >> >> /Contents {5 + 2 * place} 0 R "
            f"{sheet.extra} >>"
        )
        length = len(sheet.drawing)
        drawing = f"<< /Length {length} >>\nstream\n{sheet.drawing}\nendstream"
        objects += [page, drawing]
    return _written(objects, f"/Encrypt {_ENCRYPTION}" if is_locked else "")


def _written(objects: Sequence[str], trailer: str) -> bytes:
    content = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(content))
        content += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    rows = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    content += (
        f"xref\n0 {size}\n0000000000 65535 f \n{rows}trailer\n"
        f"<< /Size {size} /Root 1 0 R /ID [<00> <00>] {trailer} >>\n"
        f"startxref\n{len(content)}\n%%EOF"
    ).encode("latin-1")
    return content
