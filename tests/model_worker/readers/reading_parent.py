"""A process that reads one picture, tells its children and waits to be killed."""

from __future__ import annotations

import asyncio
import sys

import psutil

from model_worker.readers.picture_reader import PictureReader
from tests.rendered import form


def main() -> None:
    reader = PictureReader()
    asyncio.run(reader.read(form().png()))
    children = psutil.Process().children(recursive=True)
    print(*(child.pid for child in children), flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    main()
