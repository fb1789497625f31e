"""What the model says of a place: told as it says it, held against what was read."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence

from msgspec import Struct

from bot.errors import ModelError
from bot.jobs import Source
from model_worker.checking import Verdict
from model_worker.draft import Draft
from model_worker.evidence import contradicted
from model_worker.kosmos2.markup import Grounded
from model_worker.kosmos2.prompts import Task
from model_worker.places.locating import Place
from model_worker.seeing import Sight
from model_worker.telling.text import tell_seen

NO_EYES = (
    "I can read text but not see objects or scenes: no KOSMOS-2 checkpoint is set up. "
    "worker.checkpoint in sightline.toml switches it on."
)
EYES_FAILED = "Looking at the picture failed this time; this is from reading alone."

Words = Callable[[str], None]
log = logging.getLogger(__name__)


class Looking(Struct, frozen=True):
    """A draft that the model's sentences about *place* go into."""

    draft: Draft
    place: Place
    sight: Sight
    words: Words

    async def tell(self, task: Task, opening: str = "") -> bool:
        """Say *opening* and what the model says; False where it says nothing.

        What was read or measured overrules the model, and a disagreement is said.
        """
        seen = await self.seen(task, opening)
        if seen is None:
            return False
        picture = self.place.target.picture.name
        tell_seen(self.draft, seen, picture, opening)
        wrong = contradicted(seen.text, self.place.scene)
        if wrong:
            self.draft.say(" But what can be read there says otherwise: ")
            self._say_reasons(wrong, picture)
        return True

    def _say_reasons(self, wrong: Sequence[Verdict], picture: str) -> None:
        for place, verdict in enumerate(wrong):
            self.draft.say("; " if place else "")
            source: Source = "measured" if verdict.is_measured else "read"
            sure = verdict.confidence
            self.draft.point(verdict.reason, verdict.boxes, picture, source, sure)
        self.draft.say(".")

    async def seen(self, task: Task, opening: str = "") -> Grounded | None:
        """Return what the model says, None (with a caveat) where it cannot look.

        While it speaks, its words are told behind what was said and *opening*.
        """
        if not self.sight.can_see:
            self.draft.warn(NO_EYES)
            return None
        said = self.draft.text + opening
        picture, region = self.place.target.picture, self.place.target.region
        try:
            seen = await self.sight.look(
                task, picture, lambda words: self.words(said + words), region
            )
        except ModelError as error:
            log.warning("! the model failed: %s", error)
            self.draft.warn(EYES_FAILED)
            return None
        return seen if seen.text.strip() else None
