from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import PictureError
from bot.jobs import Box
from bot.pictures import Opened
from bot.questions import Attachment
from model_worker.answering import Desk
from model_worker.kosmos2.markup import Grounded, Segment
from model_worker.kosmos2.prompts import Locate
from model_worker.scoring.asking import Asker
from model_worker.scoring.cases import Case, FolderError, Phrase
from model_worker.scoring.memory import PICTURES_MAX, Memory
from model_worker.seeing import Model, Readings
from tests.model_worker.scoring.builders import (
    NO_SUCH,
    PLACE,
    FakeOpener,
    FakeReader,
    a_case,
    a_png,
)


class Closed:
    async def open(self, attachment: Attachment) -> Opened:
        raise PictureError("picture_format", NO_SUCH)


class Seer:
    """A model that sees everything on the left, or else on the right."""

    def __init__(self) -> None:
        self.asked: list[object] = []

    async def look(self, task: object, *_: object, **__: object) -> Grounded:
        self.asked.append(task)
        boxes = (Box(0, 0, 0.5, 1), Box(0.5, 0, 1, 1))
        return Grounded((Segment("it", boxes, 0.9),))


def an_asker(reader: FakeReader, model: Model | None = None) -> Asker:
    memory = Memory()
    desk = Desk(memory, Readings(memory, reader), model)
    return Asker(desk, memory, FakeOpener())


def total(folder: Path) -> Case:
    (folder / "a.png").write_bytes(a_png())
    return a_case(
        picture=folder / "a.png", texts=("42.10",), corners=((20, 40, 120, 50),)
    )


async def test_a_case_goes_through_all_six_steps(tmp_path: Path) -> None:
    (told,) = await an_asker(FakeReader()).answered([total(tmp_path)])

    assert told.is_right
    assert told.is_sure
    assert told.answer
    assert told.answer.findings[0].boxes == (PLACE,)


async def test_a_picture_is_read_once_for_all_its_questions(tmp_path: Path) -> None:
    reader = FakeReader()
    case = total(tmp_path)

    await an_asker(reader).answered([case, case])

    assert reader.pictures_read == 1


async def test_a_picture_that_is_refused_is_told_and_the_next_one_asked(
    tmp_path: Path,
) -> None:
    memory = Memory()
    desk = Desk(memory, Readings(memory, FakeReader()))
    asker = Asker(desk, memory, Closed())

    told = await asker.answered([total(tmp_path)] * 2)

    assert [each.trouble for each in told] == [NO_SUCH] * 2
    assert not any(each.is_right for each in told)


async def test_a_picture_that_went_away_meanwhile_is_one_sentence(
    tmp_path: Path,
) -> None:
    gone = a_case(picture=tmp_path / "gone.png", texts=("x",))

    with pytest.raises(FolderError, match=r"gone\.png: No such file"):
        await an_asker(FakeReader()).answered([gone])


async def test_a_phrase_is_placed_within_its_sentence(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(a_png())
    model = Seer()
    phrase = Phrase(
        picture=tmp_path / "a.png",
        words="red hats",
        before="Two men in",
        boxes=(Box(0.5, 0, 1, 1),),
        group="val",
    )

    (placed,) = await an_asker(FakeReader(), model).placed([phrase])

    assert model.asked == [Locate("red hats", "Two men in")]
    assert not placed.is_found(1)
    assert placed.is_found(5)


async def test_without_a_model_no_phrase_can_be_placed(tmp_path: Path) -> None:
    phrase = Phrase(picture=tmp_path, words="it", boxes=(PLACE,), group="val")

    with pytest.raises(FolderError, match=r"worker\.checkpoint"):
        await an_asker(FakeReader()).placed([phrase])


async def test_the_pixels_of_the_last_few_pictures_are_kept() -> None:
    memory = Memory()

    for number in range(PICTURES_MAX + 1):
        memory.keep_picture(str(number), b"pixels")

    assert await memory.picture_content("0") is None
    assert await memory.picture_content(str(PICTURES_MAX)) == b"pixels"
