"""What a chart can answer next, where it was not just told. Pure."""

from __future__ import annotations

from model_worker.draft import Draft
from model_worker.readings import Chart
from model_worker.requests import Request

_OVERVIEWS = frozenset({"describe", "explain", "summarise"})
_SEVERAL = 3
CSV = "Give me the values as CSV"


def offer_more(draft: Draft, request: Request, chart: Chart) -> None:
    """Propose what *chart* can answer after *request* was answered from it."""
    if chart.kind == "line":
        _offer_of_line(draft, request)
    else:
        _offer_of_points(draft, request, chart)
    draft.offer(CSV)
    if len(draft.findings) > 1 and chart.kind == "bar":
        draft.offer("What is next to 2?")


def _offer_of_line(draft: Draft, request: Request) -> None:
    if request.intent != "trend" and request.intent not in _OVERVIEWS:
        draft.offer("What is the trend?")
    end = "lowest" if request.size == "largest" else "highest"
    draft.offer(f"Where is the {end} point?")


def _offer_of_points(draft: Draft, request: Request, chart: Chart) -> None:
    if len(chart.points) >= _SEVERAL and request.intent != "compare":
        draft.offer("Compare the two largest")
    if request.intent in _OVERVIEWS:  # both ends were told
        return
    if request.size != "smallest":
        draft.offer("Which is the smallest?")
    if request.size != "largest":
        draft.offer("Which is the largest?")
