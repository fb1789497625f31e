"""An aspect of a picture -> the reader that finds it; runs in a reading process."""

# ruff: noqa: PLC0415 - a reading process pays for the readers it needs alone

from __future__ import annotations

from collections.abc import Callable

import cv2

from bot.jobs import Box
from bot.text_reading import Line, TextReading
from model_worker.readers.ocr import Engine
from model_worker.readers.pixels import Closer, Pixels, pixels_of
from model_worker.readers.text import lines_of
from model_worker.readings import Aspect, Reading

Reader = Callable[[Pixels, TextReading, Closer], Reading]

cv2.setNumThreads(1)  # the pool's size says how many cores reading may have


def aspect_of(
    aspect: Aspect, content: bytes, text: TextReading, engine: Callable[[], Engine]
) -> Reading:
    """Return *aspect* of the picture in *content*; *engine* opens the text engine."""

    def closer(region: Box) -> tuple[Line, ...]:
        found = engine().find(content, region)
        return tuple(lines_of(engine().read(content, found.quads), found, region))

    return _reader_of(aspect)(pixels_of(content), text, closer)


def _reader_of(aspect: Aspect) -> Reader:  # noqa: PLR0911 - one for each
    """Return the reader of *aspect*; a process imports those that it needs."""
    match aspect:
        case "colours":
            from model_worker.readers.colours import colour_reading

            return colour_reading
        case "marks":
            from model_worker.readers.marks.reader import mark_reading

            return mark_reading
        case "panels":
            from model_worker.readers.panels.reader import panel_reading

            return panel_reading
        case "tables":
            from model_worker.readers.tables.reader import table_reading

            return table_reading
        case "charts":
            from model_worker.readers.charts.reader import chart_reading

            return chart_reading
        case "diagrams":
            from model_worker.readers.diagrams.reader import diagram_reading

            return diagram_reading
        case "equations":
            from model_worker.readers.equations.reader import equation_reading

            return equation_reading
