from __future__ import annotations

import io

from msgspec.structs import replace
from PIL import Image

from bot.errors import ReaderError
from bot.jobs import Box, Picture, Step
from bot.redis_store import Store
from bot.text_reading import TextReading
from model_worker.kosmos2.markup import Grounded, Segment
from model_worker.kosmos2.prompts import Caption, DescribeRegion, Task
from model_worker.readings import Aspect, ChartReading, Reading
from model_worker.seeing import Readings, Sight
from tests.builders import a_job, a_picture
from tests.model_worker.scenes import charts, some_bars

SMALL = Box(0.5, 0.5, 0.75, 0.75)


class CountingReader:
    """Reads a chart in everything, and counts how often it had to."""

    def __init__(self) -> None:
        self.seen: list[Aspect] = []
        self.broken: set[Aspect] = set()

    async def read(self, content: bytes, region: Box | None = None) -> TextReading:
        return TextReading()

    async def see(self, aspect: Aspect, content: bytes, text: TextReading) -> Reading:
        self.seen.append(aspect)
        if aspect in self.broken:
            raise ReaderError("division by zero")
        return charts(some_bars())


class Watcher:
    """A model that remembers what it was shown, and points at the middle of it."""

    def __init__(self) -> None:
        self.task: Task = Caption()
        self.size = (0, 0)
        self.name = ""

    async def look(
        self, task: Task, picture_name: str, content: bytes, *_: object
    ) -> Grounded:
        self.task, self.name = task, picture_name
        with Image.open(io.BytesIO(content)) as image:
            self.size = image.size
        return Grounded((Segment("a dot", (Box(0.4, 0.4, 0.6, 0.6),)),))


async def kept(store: Store, **fields: object) -> Picture:
    buffer = io.BytesIO()
    Image.new("RGB", (400, 200), "white").save(buffer, "PNG")
    picture = replace(a_picture(), **fields)
    await store.keep_picture(picture, buffer.getvalue(), a_job().address.thread_key)
    return picture


def sight(store: Store, reader: CountingReader, model: Watcher | None = None) -> Sight:
    async def tell(step: Step) -> None: ...

    return Sight(Readings(store, reader), store, model, tell, lambda: False)


async def test_an_aspect_is_read_once_and_kept_by_the_pictures_name(
    store: Store,
) -> None:
    picture, reader = await kept(store), CountingReader()
    first = await sight(store, reader).scene(picture, {"charts"})
    again = await sight(store, reader).scene(picture, {"charts"})
    assert first == again
    assert first.charts == charts(some_bars())
    assert reader.seen == ["charts"]


async def test_a_reader_that_breaks_leaves_the_others_what_they_found(
    store: Store,
) -> None:
    reader = CountingReader()
    reader.broken = {"marks"}
    scene = await sight(store, reader).scene(await kept(store), {"charts", "marks"})
    assert scene.charts == charts(some_bars())
    assert scene.missed == ("marks",)


async def test_what_is_not_called_for_is_not_read(store: Store) -> None:
    reader = CountingReader()
    scene = await sight(store, reader).scene(await kept(store), set())
    assert scene.charts == ChartReading()
    assert reader.seen == []


async def test_a_reading_of_another_version_is_made_anew(store: Store) -> None:
    picture, reader = await kept(store), CountingReader()
    await store.keep_reading("charts", picture.name, b'{"charts": [{"kind": "old"}]}')
    scene = await sight(store, reader).scene(picture, {"charts"})
    assert scene.charts == charts(some_bars())


async def test_a_lossy_picture_makes_measures_less_sure(store: Store) -> None:
    picture = await kept(store, is_lossy=True)
    scene = await sight(store, CountingReader()).scene(picture, {"charts"})
    assert scene.charts.charts[0].confidence < some_bars().confidence


async def test_a_small_region_is_cut_out_and_its_boxes_come_back_exactly(
    store: Store,
) -> None:
    picture, model = await kept(store), Watcher()
    looking = sight(store, CountingReader(), model)
    seen = await looking.look(DescribeRegion(SMALL), picture, print, SMALL)
    assert model.size == (131, 66)
    assert model.name != picture.name
    assert isinstance(model.task, DescribeRegion)
    assert model.task.box != SMALL
    (box,) = seen.segments[0].boxes
    assert box.iou(Box(0.592, 0.59, 0.658, 0.66)) > 0.8


async def test_a_large_region_is_looked_at_in_the_whole(store: Store) -> None:
    picture, model = await kept(store), Watcher()
    looking = sight(store, CountingReader(), model)
    large = Box(0.0, 0.0, 0.9, 0.9)
    await looking.look(DescribeRegion(large), picture, print, large)
    assert (model.size, model.name) == ((400, 200), picture.name)
