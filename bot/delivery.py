"""The way out: a result is drawn, dressed and sent; every word leaves by here.

A parcel stays on the outbox until its adapter has sent it, so sending may happen
twice and must show once; adapters see to that. Parcels travel side by side: one that
a crowded channel holds up is held on its lease, and holds up nobody.
"""

from __future__ import annotations

import asyncio
import io
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from typing import Protocol

from PIL import Image

from bot import drawing, rendering
from bot.cancelling import cancelled
from bot.errors import ServiceError
from bot.jobs import Answer, Failure, Finding, Result
from bot.ledger import traced
from bot.redis_queue import Parcel
from bot.replies import Drawn, Reply

WAIT_S = 2.0
PAUSE_S = 1.0
IN_FLIGHT_MAX = 64
PLAIN_AFTER = 2
"""A parcel delivered more often than this goes out without drawings: better plain
than never, should drawing be what breaks."""

Send = Callable[[Reply], Awaitable[None]]
Content = Callable[[str], Awaitable[bytes | None]]
log = logging.getLogger(__name__)


class Outbox(Protocol):
    @property
    def lease_s(self) -> float: ...

    async def outgoing(
        self, platform: str, consumer: str, wait_s: float, room: int
    ) -> list[Parcel]: ...

    async def renew_parcels(
        self, platform: str, consumer: str, parcels: Sequence[Parcel]
    ) -> None: ...

    async def put_back(self, platform: str, consumer: str, parcel: Parcel) -> None: ...

    async def delivered(self, platform: str, parcels: Sequence[Parcel]) -> None: ...

    async def sweep(self) -> int: ...


class Delivery:
    """Takes parcels of one platform from its outbox to its adapter.

    At most *in_flight_max* are on their way at once, each of them once.
    """

    def __init__(
        self,
        platform: str,
        consumer: str,
        outbox: Outbox,
        content: Content,
        send: Send,
        in_flight_max: int = IN_FLIGHT_MAX,
    ) -> None:
        self._platform = platform
        self._consumer = consumer
        self._outbox = outbox
        self._content = content
        self._send = send
        self._in_flight_max = in_flight_max
        self._in_flight: dict[str, tuple[Parcel, asyncio.Task[bool]]] = {}

    async def run(self) -> None:
        """Deliver until cancelled; Redis may come and go meanwhile."""
        async with self._renewing():
            while True:
                try:
                    await self._take(WAIT_S)
                except ServiceError as error:
                    log.warning("! delivery waits: %s", error)
                    await asyncio.sleep(PAUSE_S)

    async def step(self, wait_s: float) -> int:
        """Send what is there, end what is overdue; return how many were sent.

        Not while `run` is under way.
        """
        async with self._renewing():
            return sum(await asyncio.gather(*await self._take(wait_s)))

    async def _take(self, wait_s: float) -> list[asyncio.Task[bool]]:
        """End what is overdue; set off what there is and has room."""
        await self._outbox.sweep()
        room = self._in_flight_max - len(self._in_flight)
        if room == 0:
            tasks = [task for _, task in self._in_flight.values()]
            await asyncio.wait(
                tasks, timeout=wait_s, return_when=asyncio.FIRST_COMPLETED
            )
            return []
        parcels = await self._outbox.outgoing(
            self._platform, self._consumer, wait_s, room
        )
        # one in flight comes again when its lease could not be renewed in time
        return [self._set_off(p) for p in parcels if p.entry not in self._in_flight]

    def _set_off(self, parcel: Parcel) -> asyncio.Task[bool]:
        task = asyncio.create_task(self._deliver(parcel))
        self._in_flight[parcel.entry] = (parcel, task)
        task.add_done_callback(lambda _: self._in_flight.pop(parcel.entry))
        return task

    async def _deliver(self, parcel: Parcel) -> bool:
        """Send one parcel. What cannot be sent now stays, and is tried again."""
        job_id = parcel.result.job_id
        try:
            await self._send(await self._dressed(parcel))
            await self._outbox.delivered(self._platform, [parcel])
        except ServiceError as error:
            log.warning("! %s cannot be sent yet: %s", job_id, error)
            await self._put_back(parcel)
            return False
        except Exception as error:  # noqa: BLE001 - it stays, and is sent again
            log.error("! %s could not be sent: %s", job_id, traced(error))  # noqa: TRY400
            return False
        log.info("-> %s sent to %s", job_id, self._platform)
        return True

    async def _dressed(self, parcel: Parcel) -> Reply:
        is_plain = parcel.deliveries > PLAIN_AFTER
        return await dressed(parcel.result, self._content, is_plain=is_plain)

    async def _put_back(self, parcel: Parcel) -> None:
        """Do not count a delivery that the platform alone put off."""
        with suppress(ServiceError):  # its lease brings it back all the same
            await self._outbox.put_back(self._platform, self._consumer, parcel)

    @asynccontextmanager
    async def _renewing(self) -> AsyncIterator[None]:
        """Hold what is in flight for as long as the block; nothing flies after it."""
        renewing = asyncio.create_task(self._keep_renewing())
        try:
            yield
        finally:
            flights = [task for _, task in self._in_flight.values()]
            await cancelled(renewing, *flights)

    async def _keep_renewing(self) -> None:
        while True:
            await asyncio.sleep(self._outbox.lease_s / 3)
            held = [parcel for parcel, _ in self._in_flight.values()]
            try:
                await self._outbox.renew_parcels(self._platform, self._consumer, held)
            except ServiceError as error:
                log.warning("! parcels cannot be renewed: %s", error)


async def dressed(result: Result, content: Content, *, is_plain: bool = False) -> Reply:
    """Return the reply for *result*; *content* gives a picture's bytes by its name."""
    match result.outcome:
        case Failure() as failure:
            return Reply(
                job_id=result.job_id,
                address=result.address,
                receipts=result.receipts,
                failure=failure,
            )
        case Answer() as answer:
            drawn = () if is_plain else await _drawn(answer, content)
            return Reply(
                job_id=result.job_id,
                address=result.address,
                kind=answer.kind,
                spans=answer.spans,
                findings=answer.findings,
                follow_ups=answer.follow_ups,
                caveats=answer.caveats,
                receipts=result.receipts,
                drawn=drawn,
                files=answer.files,
            )


async def _drawn(answer: Answer, content: Content) -> tuple[Drawn, ...]:
    """Draw each picture that was pointed at: its overview, then its crops."""
    drawn: list[Drawn] = []
    for name in dict.fromkeys(finding.picture for finding in answer.findings):
        if (stored := await content(name)) is None:
            continue  # forgotten meanwhile: the words still stand
        findings = [f for f in answer.findings if f.picture == name]
        drawn += await asyncio.to_thread(_draw, stored, name, findings)
    return tuple(drawn)


def _draw(stored: bytes, name: str, findings: list[Finding]) -> list[Drawn]:
    with Image.open(io.BytesIO(stored), formats=["PNG", "WEBP"]) as opened:
        image = opened.convert("RGB")
    overview = drawing.overview(image, findings)
    drawn = [_dressed_image(overview, name, rendering.overview_alt(findings))]
    for finding in findings:
        if drawing.is_small(finding):
            alt = rendering.crop_alt(finding)
            crop = drawing.crop(image, finding)
            drawn.append(_dressed_image(crop, name, alt, finding.number))
    return drawn


def _dressed_image(
    image: Image.Image, name: str, alt: str, finding: int | None = None
) -> Drawn:
    return Drawn(
        shape="overview" if finding is None else "crop",
        png=drawing.png(image),
        alt=alt,
        picture=name,
        width_px=image.width,
        height_px=image.height,
        finding=finding,
    )
