// The colours of the numbers: Okabe and Ito's eight, told apart by any eye.

import { h } from "./dom.js";

const COLOURS =
  "#0072B2 #D55E00 #009E73 #CC79A7 #E69F00 #56B4E9 #F0E442 #000000".split(" ");
const IN_WHITE = new Set(["#0072B2", "#000000"]); // on the others black reads better

/** Gives *node* the colour of mark *number*; what is inside inherits it. */
export function paint(node, number) {
  const colour = COLOURS[(number - 1) % COLOURS.length];
  node.style.setProperty("--mark", colour);
  node.style.setProperty("--mark-text", IN_WHITE.has(colour) ? "#fff" : "#000");
  return node;
}

export const mark = (number) => paint(h("span.mark", String(number)), number);
