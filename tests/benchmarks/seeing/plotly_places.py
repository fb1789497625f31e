"""Where plotly painted each slice, bar and point: asked of the drawing itself."""

from __future__ import annotations

import re
from typing import Any

from bot.jobs import Box
from tests.benchmarks.seeing.plans import Plan
from tests.benchmarks.seeing.samples import Rgb, clipped
from tests.benchmarks.seeing.truths import Drawn

PLACES = """
() => {
  const graph = document.getElementById('chart');
  const around = (element) => {
    const box = element.getBoundingClientRect();
    return [box.left, box.top, box.right, box.bottom];
  };
  const painted = (element) => {
    const path = element.querySelector('path');
    return {colour: getComputedStyle(path).fill, box: around(path)};
  };
  return graph.calcdata.map((points, row) => {
    const trace = points[0].trace;
    if (trace.type === 'pie') {
      const found = {};
      for (const slice of graph.querySelectorAll('g.slice')) {
        found[slice.__data__.label] = painted(slice);
      }
      return trace.labels.map((label) => found[label]);
    }
    if (trace.type === 'bar') {
      const bars = graph.querySelectorAll('g.trace.bars')[row];
      return [...bars.querySelectorAll('g.point')].map(painted);
    }
    const {xaxis, yaxis} = graph._fullLayout;
    return points.map((point) => {
      const x = xaxis._offset + xaxis.c2p(point.x);
      const y = yaxis._offset + yaxis.c2p(point.y);
      return {colour: trace.line.color, box: [x - 6, y - 6, x + 6, y + 6]};
    });
  });
}
"""


def drawn_of(plan: Plan, places: Any) -> Drawn:
    """Return what `PLACES` told, in fractions of the picture."""
    return [
        [(_rgb(each["colour"]), _box(each["box"], plan)) for each in row]
        for row in places
    ]


def _box(corners: list[float], plan: Plan) -> Box | None:
    left, top, right, bottom = corners
    return clipped(left, top, right, bottom, plan.size_px)


def _rgb(colour: str) -> Rgb:
    if colour.startswith("#"):
        red, green, blue = bytes.fromhex(colour[1:])
    else:
        red, green, blue = (int(part) for part in re.findall(r"\d+", colour)[:3])
    return red, green, blue
