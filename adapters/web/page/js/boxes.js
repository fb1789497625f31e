// Findings as outlines around their places: solid is read or measured, double is seen,
// dashed is unsure; each with a white halo, so that it reads on any picture.

import { h, placeAt } from "./dom.js";
import { link } from "./links.js";
import { mark, paint } from "./marks.js";
import { tagSpots } from "./spots.js";
import { sourceWords, UNSURE_BELOW } from "./words.js";

const SHOWN_PX = 640; // about how wide a picture is shown where there is room

/** Returns what lies over the picture of *view*: its outlines and numbered buttons. */
export function boxesOf(view, open) {
  // the smallest last, so that it can be pointed at inside of a larger one
  const ordered = view.findings.toSorted((one, other) => area(other) - area(one));
  const outlines = ordered.map((finding) => outline(view.of, finding, open));
  const layers = [...ordered.map(veil), ...outlines];
  return [h("div.boxes", { "aria-hidden": "true" }, ...layers), ...tags(view, open)];
}

function area({ boxes }) {
  return boxes.reduce((sum, [l, t, r, b]) => sum + (r - l) * (b - t), 0);
}

/** Everything but the place, to be darkened while the place is lit. */
function veil({ number, boxes }) {
  const ring = ([l, t, r, b]) => [[l, t], [r, t], [r, b], [l, b], [l, t]];
  const corners = [[0, 0, 1, 1], ...boxes].flatMap((box) => [...ring(box), [0, 0]]);
  const points = corners.map(([x, y]) => `${x * 100}% ${y * 100}%`);
  const node = h("div.veil", { "data-finding": number });
  node.style.clipPath = `polygon(evenodd, ${points})`;
  return node;
}

function outline(question, finding, open) {
  const seen = finding.source === "seen" ? ".is-seen" : "";
  const unsure = finding.confidence < UNSURE_BELOW ? ".is-unsure" : "";
  const strokes = finding.boxes.map((box) => placeAt(h("div.stroke"), box));
  const node = h(`div.box${seen}${unsure}`, ...strokes);
  return paint(link(node, question, finding, open), finding.number);
}

function tags(view, open) {
  return tagSpots(view, Math.min(SHOWN_PX, innerWidth)).map(({ finding, x, y }) => {
    const tip = sourceWords(finding);
    const label = `${finding.number}: ${finding.phrase}, ${tip}`;
    const attributes = { "aria-label": label, "data-tip": tip };
    const tag = h("button.tag", attributes, mark(finding.number));
    tag.style.left = `${x * 100}%`;
    tag.style.top = `${y * 100}%`;
    return link(tag, view.of, finding, open);
  });
}
