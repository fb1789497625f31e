"""References -> places: which picture, which region, or one question back. Pure."""

from __future__ import annotations

from msgspec import Struct

from bot.conversation import Conversation, unique_pictures
from bot.jobs import Box, Finding, Intent, Job, Picture
from model_worker.places.thing import Thing
from model_worker.requests import BoxNumber, It, Other, PictureNumber, Request

TARGETS_MAX = 4
"""Pictures one answer speaks of; more would bury the person in boxes."""

SEARCHED_MAX = 10
"""Pictures, such as a document's pages, that one thing is looked for in."""


class Target(Struct, frozen=True):
    """A place to look at: a picture or, with *region*, a part of it.

    *ordinal* is the picture's number in the thread, *finding* the earlier finding
    that the place was named by, *things* what in the picture the words named.
    """

    picture: Picture
    ordinal: int
    region: Box | None = None
    finding: Finding | None = None
    things: tuple[Thing, ...] = ()


class Unclear(Struct, frozen=True):
    """A reference that leads nowhere or to several places: one question back.

    *things* in *picture* are what it may mean, drawn with the numbers 1, 2, ...
    """

    question: str
    choices: tuple[str, ...]
    picture: str = ""
    things: tuple[Thing, ...] = ()


_OF_A_WHOLE: frozenset[Intent] = frozenset({"extreme", "trend", "compare"})
"""Asked of more than the one place that was spoken of: "when was it highest?"."""

Aligned = tuple[Target, ...] | Unclear

NO_STATEMENT = Unclear(
    "Which statement shall I check? Write it after a colon, for example "
    "“check: sales rose in March”.",
    ("Describe the picture", "Read the text"),
)
NO_PICTURE = Unclear("I have no picture to look at: post one with your question.", ())


def aligned(request: Request, conversation: Conversation, job: Job) -> Aligned:
    """Return the places *request* speaks of, the exact references before the vague."""
    index = unique_pictures((*(turn.job for turn in conversation.turns), job))
    if not index:
        return NO_STATEMENT if request.is_unstated else NO_PICTURE
    place = _Place(index, conversation, job, request.is_search)
    if job.picture is not None:
        return place.picture(job.picture, job.region)
    boxes = [r.number for r in request.references if isinstance(r, BoxNumber)]
    if boxes:
        return place.boxes(boxes)
    ordinals = [r.number for r in request.references if isinstance(r, PictureNumber)]
    if ordinals:
        return place.ordinals(ordinals)
    return place.vague(request)


class _Place(Struct, frozen=True):
    index: tuple[Picture, ...]
    conversation: Conversation
    job: Job
    is_search: bool

    def picture(
        self, name: str, region: Box | None = None, finding: Finding | None = None
    ) -> Aligned:
        for ordinal, picture in enumerate(self.index, start=1):
            if picture.name == name:
                return (Target(picture, ordinal, region, finding),)
        return self.current()

    def boxes(self, numbers: list[int]) -> Aligned:
        found: list[Target] = []
        for number in numbers:
            finding = self.conversation.finding(number)
            if finding is None:
                return self._no_box(number)
            places = self.picture(finding.picture, around(finding), finding)
            found += places if isinstance(places, tuple) else ()
        return tuple(found)

    def ordinals(self, numbers: list[int]) -> Aligned:
        found: list[Target] = []
        for number in numbers:
            ordinal = number if number > 0 else len(self.index) + 1 + number
            if not 1 <= ordinal <= len(self.index):
                return self._no_picture(ordinal)
            found.append(Target(self.index[ordinal - 1], ordinal))
        return tuple(found)

    def vague(self, request: Request) -> Aligned:
        if Other() in request.references:
            return self.other()
        is_of_place = It() in request.references and request.intent not in _OF_A_WHOLE
        return self.it() if is_of_place else self.current()

    def other(self) -> Aligned:
        """The other picture of two, else the other box of two, else ask back."""
        it = self.conversation.it
        if len(self.index) == 2 and it is not None:  # noqa: PLR2004 - two is "other"
            return tuple(
                Target(picture, ordinal)
                for ordinal, picture in enumerate(self.index, start=1)
                if picture.name != it.name
            )
        if len(self.index) > 1:
            return self._which_picture()
        numbers = [finding.number for finding in self.conversation.last_findings]
        return Unclear(
            "Which one do you mean?",
            tuple(f"What is in box {number}?" for number in numbers[:4])
            or ("Describe the picture",),
        )

    def it(self) -> Aligned:
        """The one place the last answer pointed at, else the picture in hand."""
        last = self.conversation.last_answer
        if self.job.pictures or last is None or len(last.findings) != 1:
            return self.current()
        finding = last.findings[0]
        return self.picture(finding.picture, around(finding), finding)

    def current(self) -> Aligned:
        """The pictures that came with the question, else the one in hand."""
        most = SEARCHED_MAX if self.is_search else TARGETS_MAX
        pictures = self.job.pictures[:most]
        if not pictures:
            before = self.conversation.last_pictures or self.index[-1:]
            pictures = before[: most if self.is_search else 1]
        return tuple(
            Target(picture, self.index.index(picture) + 1) for picture in pictures
        )

    def _no_box(self, number: int) -> Unclear:
        known = [finding.number for finding in self.conversation.last_findings]
        if not known:
            return Unclear(
                "No boxes have been numbered in this thread yet. "
                "Shall I describe the picture first?",
                ("Describe the picture", "Read the text"),
            )
        spoken = f"1 to {known[-1]}" if len(known) > 1 else str(known[0])
        return Unclear(
            f"I have no box {number}: the last answer numbered {spoken}. "
            "Which one do you mean?",
            tuple(f"What is in box {each}?" for each in known[:4]),
        )

    def _no_picture(self, ordinal: int) -> Unclear:
        count = len(self.index)
        spoken = "one picture" if count == 1 else f"{count} pictures"
        return Unclear(
            f"There is no picture {max(ordinal, 0)}: this thread has {spoken}.",
            tuple(f"Describe picture {n}" for n in range(1, min(count, 4) + 1)),
        )

    def _which_picture(self) -> Unclear:
        count = len(self.index)
        return Unclear(
            f"This thread has {count} pictures: which one do you mean?",
            tuple(f"Describe picture {n}" for n in range(1, min(count, 4) + 1)),
        )


def numbered_in(conversation: Conversation, picture: Picture) -> dict[int, Box]:
    """Return the boxes that the last answer numbered in *picture*."""
    return {
        finding.number: around(finding)
        for finding in conversation.last_findings
        if finding.picture == picture.name
    }


def around(finding: Finding) -> Box:
    """Return the smallest box around all boxes of *finding*."""
    box = finding.boxes[0]
    for other in finding.boxes[1:]:
        box = box.union(other)
    return box
