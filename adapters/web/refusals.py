"""Every way to say no: an error becomes a status, a short code and one sentence."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from http import HTTPStatus

from aiohttp import web

from adapters.web.bodies import ErrorBody, ReceiptBody, RefusalBody
from adapters.web.exchange import json
from adapters.web.ledger import route_of
from bot.errors import (
    BusyError,
    ForbiddenError,
    QuestionError,
    ServiceError,
    UserError,
)
from bot.ledger import traced

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
log = logging.getLogger(__name__)

RETRY_AFTER_S = 5
PLAIN = {
    404: ("not_found", "There is nothing here, or it is not yours to see."),
    405: ("method_not_allowed", "This address takes other methods."),
    413: ("too_large", "This is more than can be taken in."),
}
STATUSES = {"picture_unknown": 404, "picture_unavailable": 503}
AWAY = ("unavailable", "Sightline cannot take questions just now; please try again.")
BROKEN = ("internal", "Something went wrong here; please try again.")


class HttpError(UserError):
    """A no that belongs to HTTP alone, with its *status*."""

    def __init__(self, status: int, code: str, sentence: str) -> None:
        super().__init__(code, sentence)
        self.status = status


def not_found() -> HttpError:
    """Return the one answer for what is not there and what is another's."""
    return HttpError(404, *PLAIN[404])


def status_of(code: str) -> int:
    """Return the status for a code with which the intake refused."""
    if code.startswith("busy"):
        return 429
    return STATUSES.get(code, 422)


def refusal(
    status: int, code: str, sentence: str, receipt: tuple[ReceiptBody, ...] = ()
) -> web.Response:
    response = json(RefusalBody(ErrorBody(code, sentence), receipt), status)
    if status in {429, 503}:
        response.headers["Retry-After"] = str(RETRY_AFTER_S)
    return response


@web.middleware
async def refusals(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Turn whatever a handler raises into words."""
    try:
        return await handler(request)
    except UserError as error:
        return refusal(_status(error), error.code, error.sentence)
    except ServiceError as error:
        log.warning("! %s %s", route_of(request), traced(error))
        return refusal(503, *AWAY)
    except web.HTTPException as error:
        return _plain(error)
    except Exception as error:
        if isinstance(error, ConnectionError) and request.transport is None:
            raise  # nobody is left to hear
        log.error("! %s %s", route_of(request), traced(error))  # noqa: TRY400 - see there
        return refusal(500, *BROKEN)


def _status(error: UserError) -> int:
    match error:
        case HttpError():
            return error.status
        case BusyError():
            return 429
        case ForbiddenError():
            return 404
        case QuestionError():
            return 400
    return 422


def _plain(error: web.HTTPException) -> web.StreamResponse:
    if error.status < HTTPStatus.BAD_REQUEST:
        raise error
    code, sentence = PLAIN.get(error.status, ("bad_request", "That cannot be done."))
    response = refusal(error.status, code, sentence)
    if "Allow" in error.headers:
        response.headers["Allow"] = error.headers["Allow"]
    return response
