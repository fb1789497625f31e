"""A picture -> its readings, made in processes of their own."""

from __future__ import annotations

from bot.jobs import Box
from bot.text_reading import TextReading
from model_worker.readers import reading_process
from model_worker.readers.pool import ReadingPool
from model_worker.readers.text import text_reading
from model_worker.readings import Aspect, Reading


class PictureReader:
    """All readers behind one door; what is read twice is the caller's to remember."""

    def __init__(self, processes: int = 1) -> None:
        self._pool = ReadingPool(processes)

    def warm(self) -> None:
        """Start the processes now, without waiting for them."""
        self._pool.warm()

    async def read(self, content: bytes, region: Box | None = None) -> TextReading:
        """Return the text of a PNG, JPEG or WebP, or of *region*, read enlarged.

        Boxes are fractions of the whole picture either way. Raises ReaderError.
        """
        return await text_reading(self._pool, content, region)

    async def see(self, aspect: Aspect, content: bytes, text: TextReading) -> Reading:
        """Return one *aspect* of a picture, *text* its words. Raises ReaderError."""
        return await self._pool.call(reading_process.see, aspect, content, text)

    def close(self) -> None:
        """End the processes, whatever they are doing."""
        self._pool.close()
