"""Asking, looking, stopping, and saying whether it helped."""

from __future__ import annotations

from typing import Protocol

from aiohttp import web
from msgspec import Struct

from adapters.base import Accept
from adapters.web import inbound
from adapters.web.bodies import Verdict
from adapters.web.exchange import json, read_json
from adapters.web.guard import Site, user_of
from adapters.web.metrics import Meters
from adapters.web.outbound import accepted_body, receipt_bodies
from adapters.web.refusals import HttpError, not_found, refusal, status_of
from adapters.web.states import States
from adapters.web.uploads import Uploads
from bot.intake import Accepted, Refused
from bot.jobs import Address
from bot.rendering import safe_text

REASON_MAX = 500
PATH = "/api/questions/{id:[0-9a-f]{32}}"


class Queue(Protocol):
    async def cancel(self, job_id: str) -> bool: ...


class Store(Protocol):
    async def owns(self, user_key: str, thread_key: str) -> bool: ...

    async def keep_feedback(self, job_id: str, verdict: str, reason: str) -> None: ...


class FeedbackBody(Struct, frozen=True):
    verdict: Verdict
    reason: str = ""


class Questions:
    def __init__(
        self,
        site: Site,
        accept: Accept,
        queue: Queue,
        store: Store,
        states: States,
        uploads: Uploads,
        meters: Meters,
    ) -> None:
        self._site = site
        self._accept = accept
        self._queue = queue
        self._store = store
        self._states = states
        self._uploads = uploads
        self._meters = meters

    def routes(self) -> list[web.RouteDef]:
        return [
            web.post("/api/questions", self.ask),
            web.get(PATH, self.show),
            web.delete(PATH, self.stop),
            web.post(f"{PATH}/feedback", self.judge),
        ]

    async def ask(self, request: web.Request) -> web.Response:
        user = user_of(request)
        form = await self._uploads.form(request)
        key = request.headers.get("Idempotency-Key")
        question = inbound.question(form, site=self._site.name, user=user, key=key)
        if form.fields.get("thread"):
            await self._refuse_anothers(question.address)
        match await self._accept(question):
            case Refused(code=code, sentence=sentence, receipts=receipts):
                self._meters.questions.labels(code).inc()
                receipt = receipt_bodies(receipts)
                return refusal(status_of(code), code, sentence, receipt)
            case Accepted() as accepted:
                self._meters.questions.labels("accepted").inc()
                return json(accepted_body(accepted), 202)

    async def show(self, request: web.Request) -> web.Response:
        standing = await self._states.standing(await self._job_id(request))
        if standing is None:
            raise not_found()
        return json(await self._states.question(standing))

    async def stop(self, request: web.Request) -> web.Response:
        """End a question visibly; one that has ended stays as it is."""
        await self._queue.cancel(await self._job_id(request))
        return web.Response(status=204)

    async def judge(self, request: web.Request) -> web.Response:
        job_id = await self._job_id(request)
        body = await read_json(request, FeedbackBody)
        reason = safe_text(body.reason)
        if len(reason) > REASON_MAX:
            raise HttpError(
                400, "reason_too_long", f"A reason takes {REASON_MAX} characters."
            )
        await self._store.keep_feedback(job_id, body.verdict, reason)
        return web.Response(status=204)

    async def _job_id(self, request: web.Request) -> str:
        """Return the id in the path, once it is sure that the question is theirs."""
        user_key = self._site.address(request).user_key
        job = await self._states.job(request.match_info["id"], user_key)
        return job.id

    async def _refuse_anothers(self, place: Address) -> None:
        if not await self._store.owns(place.user_key, place.thread_key):
            raise HttpError(
                404,
                "thread_unknown",
                "This thread is not there any more; please start a new one.",
            )
