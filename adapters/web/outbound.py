"""The way out: a Reply becomes the JSON of an answer, a Turn that of a question.

Pure: pictures have their ids already, and nothing here knows who may see what. All
words are a stranger's or a model's, so they are cleaned once more on their way.
"""

from __future__ import annotations

from collections.abc import Sequence

from adapters.web.bodies import (
    AcceptedBody,
    AnswerBody,
    Corners,
    DrawnBody,
    ErrorBody,
    FileBody,
    FindingBody,
    PictureBody,
    QuestionBody,
    ReceiptBody,
    ReplyBody,
    StateBody,
)
from bot.intake import Accepted
from bot.jobs import Box, Failure, Finding, Job, Picture, Receipt, Span, TextFile
from bot.redis_store import Feedback
from bot.rendering import safe_text
from bot.replies import Drawn, Reply

PICTURES = "/api/pictures/"


def reply_body(reply: Reply, drawn_ids: Sequence[str]) -> ReplyBody:
    """Return what is kept of *reply*; *drawn_ids* name its drawings in their order."""
    if reply.failure is not None:
        return ReplyBody(error=error_body(reply.failure))
    drawn = tuple(
        _drawn_body(each, name)
        for each, name in zip(reply.drawn, drawn_ids, strict=True)
    )
    spans = tuple(Span(safe_text(span.text), span.finding) for span in reply.spans)
    return ReplyBody(
        answer=AnswerBody(
            text="".join(span.text for span in spans),
            spans=spans,
            findings=tuple(map(_finding_body, reply.findings)),
            kind=reply.kind,
            follow_ups=tuple(map(safe_text, reply.follow_ups)),
            caveats=tuple(map(safe_text, reply.caveats)),
            receipt=receipt_bodies(reply.receipts),
            annotated=tuple(each.url for each in drawn if each.shape == "overview"),
            crops=tuple(each.url for each in drawn if each.shape == "crop"),
            drawn=drawn,
            files=tuple(map(_file_body, reply.files)),
        )
    )


def accepted_body(accepted: Accepted) -> AcceptedBody:
    return AcceptedBody(
        id=accepted.job_id,
        thread=accepted.thread,
        position=accepted.position,
        receipt=receipt_bodies(accepted.receipts),
    )


def question_body(
    job: Job,
    state: StateBody,
    reply: ReplyBody,
    album: Sequence[Picture],
    feedback: Feedback | None = None,
) -> QuestionBody:
    """Return the whole of a question; *album* has all pictures of its thread."""
    return QuestionBody(
        id=job.id,
        thread=job.address.thread,
        text=job.text,
        region=None if job.region is None else _corners(job.region),
        picture=job.picture,
        pictures=picture_bodies(job.pictures, album),
        state=state.state,
        position=state.position,
        eta_s=state.eta_s,
        step=state.step,
        answer=reply.answer,
        error=reply.error,
        receipt=receipt_bodies(job.receipts),
        feedback=None if feedback is None else feedback.verdict,
    )


def picture_bodies(
    pictures: Sequence[Picture], album: Sequence[Picture]
) -> tuple[PictureBody, ...]:
    """Return *pictures* with the numbers that people count them by in *album*."""
    numbers = {each.name: number for number, each in enumerate(album, 1)}
    return tuple(
        PictureBody(
            number=numbers[each.name],
            name=each.name,
            width=each.width_px,
            height=each.height_px,
        )
        for each in pictures
        if each.name in numbers
    )


def receipt_bodies(receipts: Sequence[Receipt]) -> tuple[ReceiptBody, ...]:
    return tuple(
        ReceiptBody(each.label, each.outcome, each.sentence, each.picture)
        for each in receipts
    )


def error_body(failure: Failure) -> ErrorBody:
    return ErrorBody(failure.code, safe_text(failure.sentence))


def _drawn_body(drawn: Drawn, name: str) -> DrawnBody:
    return DrawnBody(
        url=PICTURES + name,
        shape=drawn.shape,
        alt=safe_text(drawn.alt),
        picture=drawn.picture,
        finding=drawn.finding,
        width=drawn.width_px,
        height=drawn.height_px,
    )


def _file_body(file: TextFile) -> FileBody:
    return FileBody(safe_text(file.name), file.media_type, file.text)


def _finding_body(finding: Finding) -> FindingBody:
    return FindingBody(
        number=finding.number,
        phrase=safe_text(finding.phrase),
        boxes=tuple(map(_corners, finding.boxes)),
        picture=finding.picture,
        source=finding.source,
        confidence=finding.confidence,
    )


def _corners(box: Box) -> Corners:
    return (box.left, box.top, box.right, box.bottom)
