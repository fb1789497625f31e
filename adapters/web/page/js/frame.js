// One picture with its marks, in space that is held before the picture has come.

import { boxesOf } from "./boxes.js";
import { h } from "./dom.js";

const NATURAL_TIMES = 2; // small pictures grow, but not beyond recognition
const BROKEN = "This picture could not be loaded. Reload the page to try again.";
const NOT_YET = "This picture shows once it was sent.";

export class Frame {
  says = h("p.frame-says");
  node = h("div.frame", this.says);
  marks = [];

  /** *open* gets the question's id and the finding that was clicked. */
  constructor(open) {
    this.open = open;
  }

  show(view) {
    this.node.style.setProperty("--ratio", view.width / view.height);
    this.node.style.setProperty("--natural", `${view.width * NATURAL_TIMES}px`);
    if (view.src !== this.src) this.load(view.src);
    if (this.image) this.image.alt = view.alt;
    for (const node of this.marks) node.remove();
    this.marks = boxesOf(view, this.open);
    this.node.append(...this.marks);
    this.node.dataset.of = view.of;
  }

  load(src) {
    this.src = src;
    this.image?.remove();
    this.image = null;
    this.says.textContent = src ? "" : NOT_YET;
    if (!src) return;
    const onerror = () => (this.says.textContent = BROKEN);
    this.image = h("img", { src, draggable: "false", loading: "lazy", onerror });
    this.node.prepend(this.image);
  }
}
