"""`python -m model_worker.scoring FOLDER`: what `sightline eval` starts.

Needs no Redis: the six steps run here, on a memory of this process alone.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from bot.errors import ServiceError, SettingsError
from bot.pictures import PictureOpener
from bot.settings import Settings, WorkerSettings, load
from model_worker.answering import Desk
from model_worker.knowledge.notes import Notes
from model_worker.readers.picture_reader import PictureReader
from model_worker.scoring.asking import Asker, Tell
from model_worker.scoring.cases import Folder
from model_worker.scoring.folders import opened
from model_worker.scoring.memory import Memory
from model_worker.scoring.report import Told, report
from model_worker.scoring.scores import Answered, Recall, recalls, summary
from model_worker.scoring.table import recall_lines, summary_lines
from model_worker.seeing import Readings

if TYPE_CHECKING:
    from model_worker.kosmos2.asking import Kosmos2

REPORT = Path("eval-report.html")


def main(arguments: Sequence[str] | None = None) -> int:
    """Return 0, 1 where something broke on the way, 2 for what has to be mended."""
    asked = parser().parse_args(arguments)
    try:
        folder = opened(asked.folder, asked.limit)
        settings = load()
        model = _model(settings.worker)
        answered, placed = asyncio.run(_scored(folder, settings, model))
        told = Told(
            folder=asked.folder.resolve().name,
            when=f"{datetime.now().astimezone():%d %B %Y, %H:%M}",
            reader=model.describe() if model else "read without KOSMOS-2",
            answered=answered,
            recalls=placed,
        )
        asked.report.write_text(report(told), "utf-8")
    except SettingsError as error:
        print(error, file=sys.stderr)
        return 2
    except (ServiceError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    _print(told, asked.report)
    return 0


def parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="sightline eval", description="Score a folder of labelled pictures."
    )
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument(
        "--report", type=Path, default=REPORT, metavar="FILE", help=f"({REPORT})"
    )
    parser.add_argument(
        "--limit", type=_count, metavar="N", help="ask the first N questions alone"
    )
    return parser


def _count(text: str) -> int:
    count = int(text)
    if count < 1:
        raise ValueError(text)
    return count


async def _scored(
    folder: Folder, settings: Settings, model: Kosmos2 | None
) -> tuple[list[Answered], tuple[Recall, ...]]:
    """Ask everything, tell on stderr how far it is."""
    memory = Memory()
    worker = settings.worker
    reader = PictureReader(worker.readers)
    notes = Notes(Path(worker.knowledge)) if worker.knowledge else None
    desk = Desk(memory, Readings(memory, reader), model, notes)
    # One question is asked at a time, so one sandbox is enough.
    pictures = replace(settings.pictures, sandboxes=1)
    try:
        async with PictureOpener(pictures) as opener:
            asker = Asker(desk, memory, opener, _counted(len(folder.cases)))
            answered = await asker.answered(folder.cases)
            asker = Asker(desk, memory, opener, _counted(len(folder.phrases)))
            return answered, recalls(await asker.placed(folder.phrases))
    finally:
        reader.close()
        if model is not None:
            model.close()


def _counted(total: int) -> Tell:
    """Return what tells how many of *total* were asked, in one line of stderr."""

    def tell(done: int) -> None:
        end = "\n" if done == total else ""
        print(f"\r{done} of {total} asked", end=end, file=sys.stderr, flush=True)

    return tell


def _model(settings: WorkerSettings) -> Kosmos2 | None:
    """Open the checkpoint, if there is one; torch is imported only then."""
    if not settings.checkpoint:
        return None
    from model_worker.kosmos2.asking import Kosmos2  # noqa: PLC0415 - costs seconds

    return Kosmos2.open(settings)


def _print(told: Told, written: Path) -> None:
    if told.answered:
        print(*summary_lines(summary(told.answered)), sep="\n")
    if told.recalls:
        print(*recall_lines(told.recalls), sep="\n")
    print(f"report: {written}")


if __name__ == "__main__":
    sys.exit(main())
