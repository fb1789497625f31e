// Asks before a thread is erased.

import { h } from "./dom.js";

const SENTENCE =
  "Its pictures, questions and answers are erased at once and cannot be brought back.";

/** Resolves to whether it was meant. */
export function isMeant() {
  const dialog = h("dialog.confirm", { "aria-labelledby": "confirm-title" });
  const button = (kind, words, end) => h(kind, { onclick: () => dialog.close(end) }, words);
  const keep = button("button.plain-button", "Keep it", "");
  const forget = button("button.strong-button.danger-button", "Forget it", "meant");
  const title = h("h2", { id: "confirm-title" }, "Forget this thread?");
  dialog.append(title, h("p", SENTENCE), h("div.confirm-row", keep, forget));
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "meant");
    });
  });
}
