"""Which readings a request calls for: what is not asked about is not read. Pure."""

from __future__ import annotations

from typing import Literal

from bot.jobs import Intent
from model_worker.language import grammar
from model_worker.language.mentions import thing_in
from model_worker.readings import Aspect
from model_worker.requests import Element, Mention, Request

Need = Aspect | Literal["text"]

_OF_INTENT: dict[Intent, tuple[Aspect, ...]] = {
    "describe": ("charts", "diagrams", "panels"),
    "summarise": ("tables", "charts", "diagrams"),
    "explain": ("charts", "diagrams"),
    "count": ("charts", "tables", "panels"),
    "value": ("charts", "tables"),
    "compare": ("charts", "tables"),
    "extreme": ("charts", "tables"),
    "trend": ("charts",),
    "check": ("charts", "tables", "colours"),
    "solve": ("equations",),
}
_OF_ELEMENT: dict[Element, tuple[Aspect, ...]] = {
    "panel": ("panels", "charts"),
    "chart": ("panels", "charts"),
    "row": ("tables", "panels"),
    "column": ("tables", "panels"),
    "cell": ("tables",),
    "table": ("tables",),
    "bar": ("charts",),
    "slice": ("charts",),
    "line": ("charts",),
    "axis": ("charts",),
    "legend": ("charts",),
    "title": ("charts",),
    "button": ("colours",),
    "step": ("diagrams",),
    "equation": ("equations",),
}


def needs(request: Request) -> frozenset[Need]:
    """Return what of a picture may answer *request*; aspects bring its text along."""
    if request.is_unstated:
        return frozenset({"equations"})
    wanted: set[Need] = set(_OF_INTENT.get(request.intent, ()))
    if request.intent in {"ask", "locate", "count"}:
        thing = thing_in(request.text)
        wanted |= set(_OF_ELEMENT.get(thing, ())) if thing else set()
    if grammar.COLOUR.search(request.text):
        wanted.add("colours")
    elif request.intent == "ask" and grammar.WRITTEN.search(request.text):
        wanted |= {"charts", "tables"}
    is_explained = request.intent == "explain" and grammar.STEPS.search(request.text)
    if is_explained or grammar.RESULT.search(request.text):
        wanted.add("equations")
    if grammar.STEPS.search(request.text):
        wanted.add("diagrams")
    if grammar.TABLE.search(request.text):
        wanted.add("tables")
    for mention in request.mentions:
        wanted |= {"text", *_of_mention(mention)}
    return frozenset(wanted)


def calls_for_text(request: Request) -> bool:
    """Whether the answer probably stands written in the picture."""
    return (
        request.intent in {"read", "value", "summarise", "fix"}
        or request.topic != "none"
        or bool(grammar.WRITTEN.search(request.text))
    )


def _of_mention(mention: Mention) -> set[Aspect]:
    wanted: set[Aspect] = set(_OF_ELEMENT.get(mention.element, ()))
    if mention.mark:
        wanted.add("marks")
    is_box = mention.mark == "rectangle"
    if mention.colour and (is_box or not mention.mark) and "charts" not in wanted:
        wanted |= {"colours", "charts"}
    if mention.element == "one" and mention.relation:
        wanted.add("charts")
    if isinstance(mention.anchor, Mention):
        wanted |= _of_mention(mention.anchor)
    return wanted
