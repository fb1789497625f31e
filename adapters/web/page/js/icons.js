// The page's few icons, as strokes on a 24 x 24 field.

import { h, s } from "./dom.js";

const PATHS = {
  close: "M6 6l12 12M18 6 6 18",
  left: "M15 5l-7 7 7 7",
  right: "M9 5l7 7-7 7",
  done: "M5 12.5l4.5 4.5L19 7.5",
  up: "M7 20V10l4-7c1.5 0 3 1 3 3v3h7l-2 11zM7 10H3v10h4",
  down: "M7 4v10l4 7c1.5 0 3-1 3-3v-3h7L19 4zM7 14H3V4h4",
  download: "M12 4v11M7 11l5 5 5-5M5 20h14",
  copy: "M9 9h11v11H9zM15 9V4H4v11h5",
  place: "M4 8V4h4M16 4h4v4M20 16v4h-4M8 20H4v-4M9 12h6M12 9v6",
  sun: "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2v2M12 20v2M2 12h2M20 12h2M5 5l1 1M18 18l1 1M19 5l-1 1M6 18l-1 1",
  moon: "M20 14.5A8.5 8.5 0 0 1 9.5 4 8.5 8.5 0 1 0 20 14.5z",
};

export function icon(name) {
  const path = s("path", { d: PATHS[name] });
  return s("svg", { class: "icon", viewBox: "0 0 24 24", "aria-hidden": "true" }, path);
}

/** A button that is only an icon; *words* are its name. */
export function iconButton(kind, name, words, onclick) {
  return h(`button.${kind}`, { onclick, "aria-label": words }, icon(name));
}
