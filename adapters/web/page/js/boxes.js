// Findings as outlines over the picture: solid is read or measured, double is seen,
// dashed is unsure; each with a white halo, so that it reads on any picture.

import { h, s } from "./dom.js";
import { link } from "./links.js";
import { mark, paint } from "./marks.js";
import { tagSpots } from "./spots.js";
import { sourceWords, UNSURE_BELOW } from "./words.js";

/** Returns the <svg> and the numbered buttons of *view*'s findings. */
export function boxesOf(view, open) {
  const { width, height, findings } = view;
  const viewBox = `0 0 ${width} ${height}`;
  const attributes = { class: "boxes", viewBox, preserveAspectRatio: "none" };
  // the smallest last, so that it can be pointed at inside of a larger one
  const ordered = findings.toSorted((one, other) => area(other) - area(one));
  const veils = ordered.map((finding) => veil(view, finding));
  const outlines = ordered.map((finding) => outline(view, finding, open));
  const svg = s("svg", { ...attributes, "aria-hidden": "true" }, ...veils, ...outlines);
  return [svg, ...tags(view, open)];
}

function area({ boxes }) {
  return boxes.reduce((sum, [l, t, r, b]) => sum + (r - l) * (b - t), 0);
}

/** Everything but the place, to be darkened while the place is lit. */
function veil({ width, height }, { number, boxes }) {
  const hole = ([l, t, r, b]) =>
    `M${l * width} ${t * height}H${r * width}V${b * height}H${l * width}Z`;
  const d = `M0 0H${width}V${height}H0Z${boxes.map(hole).join("")}`;
  return s("path", { class: "veil", d, "fill-rule": "evenodd", "data-finding": number });
}

function outline(view, finding, open) {
  const isSeen = finding.source === "seen";
  const isUnsure = finding.confidence < UNSURE_BELOW;
  const look = `box ${isSeen ? "is-seen" : ""} ${isUnsure ? "is-unsure" : ""}`;
  const layers = isSeen ? ["halo", "stroke", "core"] : ["halo", "stroke"];
  const parts = finding.boxes.flatMap((box) =>
    layers.map((layer) => rectangle(view, box, layer)),
  );
  const group = s("g", { class: look }, ...parts);
  return paint(link(group, view.of, finding, open), finding.number);
}

function rectangle({ width, height }, [left, top, right, bottom], layer) {
  const [x, y] = [left * width, top * height];
  const size = { width: (right - left) * width, height: (bottom - top) * height };
  return s("rect", { class: layer, x, y, ...size });
}

function tags(view, open) {
  const spots = tagSpots(view, Math.min(640, innerWidth));
  return view.findings.flatMap((finding) =>
    spots.get(finding).map(([x, y]) => {
      const tip = sourceWords(finding);
      const label = `${finding.number}: ${finding.phrase}, ${tip}`;
      const attributes = { "aria-label": label, "data-tip": tip };
      const tag = h("button.tag", attributes, mark(finding.number));
      tag.style.left = `${x * 100}%`;
      tag.style.top = `${y * 100}%`;
      return link(tag, view.of, finding, open);
    }),
  );
}
