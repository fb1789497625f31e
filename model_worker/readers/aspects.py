"""An aspect of a picture -> the reader that finds it; runs in a reading process."""

from __future__ import annotations

from collections.abc import Callable

import cv2

from bot.jobs import Box
from bot.text_reading import Line, TextReading
from model_worker.readers.charts.reader import chart_reading
from model_worker.readers.colours import colour_reading
from model_worker.readers.diagrams import diagram_reading
from model_worker.readers.equations.reader import equation_reading
from model_worker.readers.marks import mark_reading
from model_worker.readers.ocr import Engine
from model_worker.readers.panels import panel_reading
from model_worker.readers.pixels import Closer, Pixels, pixels_of
from model_worker.readers.tables import table_reading
from model_worker.readers.text import lines_of
from model_worker.readings import Aspect, Reading

Reader = Callable[[Pixels, TextReading, Closer], Reading]

READERS: dict[Aspect, Reader] = {
    "colours": colour_reading,
    "marks": mark_reading,
    "panels": panel_reading,
    "tables": table_reading,
    "charts": chart_reading,
    "diagrams": diagram_reading,
    "equations": equation_reading,
}

cv2.setNumThreads(1)  # the pool's size says how many cores reading may have


def aspect_of(
    aspect: Aspect, content: bytes, text: TextReading, engine: Callable[[], Engine]
) -> Reading:
    """Return *aspect* of the picture in *content*; *engine* opens the text engine."""

    def closer(region: Box) -> tuple[Line, ...]:
        found = engine().find(content, region)
        return tuple(lines_of(engine().read(content, found.quads), found, region))

    return READERS[aspect](pixels_of(content), text, closer)
