// Phrase, box, number and crop of one finding light each other up, wherever they stand.

import { setFocus } from "./state.js";

/** *number* null puts the light out. */
export function light(question, number) {
  for (const part of document.querySelectorAll(`[data-of="${CSS.escape(question)}"]`)) {
    part.classList.toggle("has-lit", number !== null);
    for (const node of part.querySelectorAll("[data-finding]")) {
      node.classList.toggle("is-lit", Number(node.dataset.finding) === number);
    }
  }
}

/** Ties *node* to a finding of *question* (an id); a click hands the finding to *open*. */
export function link(node, question, finding, open) {
  const on = () => light(question, finding.number);
  const off = () => light(question, null);
  const byMouse = (act) => (event) => event.pointerType === "mouse" && act();
  node.dataset.finding = finding.number;
  node.addEventListener("pointerenter", byMouse(on));
  node.addEventListener("pointerleave", byMouse(off));
  node.addEventListener("focus", on);
  node.addEventListener("blur", off);
  node.addEventListener("click", () => open(question, finding));
  return node;
}

/** The same from the text: the picture comes into focus before its place is lit. */
export function linkFromText(node, question, finding, open) {
  const reveal = () => setFocus({ question, picture: finding.picture });
  node.addEventListener("pointerenter", reveal);
  node.addEventListener("focus", reveal);
  return link(node, question, finding, open);
}
