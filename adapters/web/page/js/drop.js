// Pictures come in by dropping them anywhere or by pasting them.

import { byId } from "./dom.js";
import { addFiles } from "./draft.js";

export function startDrop() {
  let depth = 0; // entering a child comes before leaving its parent
  const on = (name, act) =>
    addEventListener(name, (event) => {
      if (!event.dataTransfer.types.includes("Files")) return;
      event.preventDefault();
      depth = act(event);
      byId("drop-veil").classList.toggle("is-shown", depth > 0);
    });
  on("dragenter", () => depth + 1);
  on("dragleave", () => depth - 1);
  on("dragover", () => depth);
  on("drop", ({ dataTransfer }) => {
    take(dataTransfer.files);
    return 0;
  });
  addEventListener("paste", (event) => {
    const { files } = event.clipboardData;
    if (!files.length) return;
    event.preventDefault();
    take(files);
  });
}

function take(files) {
  addFiles(files);
  byId("text").focus();
}
