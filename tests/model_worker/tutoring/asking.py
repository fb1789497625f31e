"""The plain answer to a question about a scene, and a tutor's, without a thread."""

from __future__ import annotations

from bot.jobs import Answer
from model_worker.alignment import Target
from model_worker.draft import Draft
from model_worker.facts import Facts
from model_worker.places.locating import Place, located
from model_worker.requests import Request
from model_worker.scene import Scene
from model_worker.telling.maths import tell_solution, tell_typed
from model_worker.telling.workings import tell_working
from model_worker.tutoring.guiding import guided
from model_worker.understanding import understood
from tests.builders import a_picture


def answers(question: str, **seen: object) -> tuple[Answer, Answer]:
    """Return the plain answer to *question* about what was *seen*, and the guide."""
    request, scene = understood(question), Scene(**seen)  # type: ignore[arg-type]
    target = located(request, Target(a_picture(), 1), scene, {})
    assert isinstance(target, Target)
    place, draft = Place(target, scene), Draft()
    _tell(draft, request, place)
    guide = guided(draft, request, place)
    return draft.answer(request.intent), guide.answer(request.intent)


def _tell(draft: Draft, request: Request, place: Place) -> None:
    picture, equations = place.target.picture.name, place.scene.equations
    if request.intent != "solve":
        if not Facts(draft, request, place.target, place.scene).tell():
            Facts(draft, request, place.target, place.scene).values_too()
        return
    _ = (
        tell_typed(draft, request)
        or ("my" in request.text and tell_working(draft, equations, picture))
        or tell_solution(draft, request, equations, picture)
    )
