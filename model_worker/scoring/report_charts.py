"""Two small charts of a report, as SVG: how sure against how right, and how long."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from model_worker.scoring.scores import Answered, share

SURE_EDGES = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
TIME_EDGES_S = (0.0, 0.05, 0.25, 1.0, 2.0, 4.0, 8.0)
_WIDTH, _HEIGHT, _TOP, _BASE = 360, 180, 22, 148


def sureness_chart(answered: Sequence[Answered]) -> str:
    """Return how many were right of those that were about as sure as each other."""
    bars = []
    for low, high in pairwise(SURE_EDGES):
        of_bin = [
            each.is_right
            for each in answered
            if (sure := _sureness(each)) is not None
            and (low <= sure < high or (high == 1 and sure == 1))
        ]
        part = share(of_bin)
        label = f"{low:g}-{high:g}"
        figure = "" if part is None else f"{100 * part:.0f} %"
        bars.append((label, part or 0.0, figure, f"of {len(of_bin)}" if of_bin else ""))
    return _chart("How many were right, by how sure they were", bars)


def time_chart(answered: Sequence[Answered]) -> str:
    """Return how many answers took how long."""
    edges = [*TIME_EDGES_S, float("inf")]
    counts = [
        sum(low <= each.seconds < high for each in answered)
        for low, high in pairwise(edges)
    ]
    most = max(counts) or 1
    bars = [
        (
            f"< {high:g}" if high != float("inf") else f"{low:g} +",
            count / most,
            str(count) if count else "",
            "",
        )
        for (low, high), count in zip(pairwise(edges), counts, strict=True)
    ]
    return _chart("Answers by their seconds", bars)


def _sureness(answered: Answered) -> float | None:
    """Return how sure the least sure place is, None where none is pointed at."""
    findings = answered.answer.findings if answered.answer else ()
    return min((finding.confidence for finding in findings), default=None)


def _chart(title: str, bars: Sequence[tuple[str, float, str, str]]) -> str:
    """Return bars of a height of 0..1: each with a label, a figure, a note below."""
    pitch = _WIDTH / len(bars)
    drawn = []
    for place, (label, height, figure, note) in enumerate(bars):
        middle = (place + 0.5) * pitch
        tall = max(height * (_BASE - _TOP), 1.0)
        drawn.append(
            f'<g><rect x="{middle - pitch * 0.36:.1f}" y="{_BASE - tall:.1f}" '
            f'width="{pitch * 0.72:.1f}" height="{tall:.1f}" rx="3"/>'
            f'<text x="{middle:.1f}" y="{_BASE - tall - 6:.1f}">{figure}</text>'
            f'<text class="axis" x="{middle:.1f}" y="{_BASE + 16}">'
            f"{label.replace('<', '&lt;')}</text>"
            f'<text class="count" x="{middle:.1f}" y="{_BASE + 29}">{note}</text></g>'
        )
    return (
        f"<figure><figcaption>{title}</figcaption>"
        f'<svg viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-label="{title}">'
        f'{"".join(drawn)}<line x1="0" x2="{_WIDTH}" y1="{_BASE}" y2="{_BASE}"/>'
        "</svg></figure>"
    )
