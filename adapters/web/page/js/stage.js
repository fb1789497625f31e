// A picture to look at and to point into, and the others to change to.

import { h } from "./dom.js";
import { markPlace } from "./draft.js";
import { Frame } from "./frame.js";
import { icon } from "./icons.js";
import { openLightbox } from "./lightbox.js";
import { Marker } from "./marker.js";
import { hear, state } from "./state.js";
import { thumbButton } from "./thumbs.js";

const HELP = "Drag over the place, or move it with the arrow keys; with Shift they size it.";

export class Stage {
  frame = new Frame(openLightbox);
  marker = new Marker(this.frame.node, {
    onMark: (box) => markPlace(this.view, box),
    onLeave: () => this.toggle(false),
  });
  toggler = h("button.quiet-button", { onclick: () => this.press() }, icon("place"), "Mark a place");
  strip = h("div.strip", { role: "group", "aria-label": "Pictures" });
  help = h(
    "div.mark-help",
    { hidden: true },
    h("p", HELP),
    h("button.plain-button", { onclick: () => this.marker.finish(this.marker.box) }, "Use this place"),
    h("button.plain-button", { onclick: () => this.marker.finish(null) }, "Cancel"),
  );
  node = h("div.stage", this.frame.node, this.help, h("div.stage-foot", this.strip, this.toggler));

  constructor(signal) {
    hear("draft", () => this.showPlace(), signal);
  }

  /** *views* are the pictures to change between, *id* the one to show. */
  show(views, id, onSelect) {
    const view = views.find((one) => one.id === id) ?? views[0];
    if (this.marker.isOn && view.id !== this.view.id) this.marker.finish(null);
    this.view = view;
    this.frame.show(view);
    this.frame.node.classList.toggle("can-mark", Boolean(view.src));
    this.toggler.hidden = !view.src;
    this.showPlace();
    const thumbs = views.map((one) => {
      const isCurrent = one === view;
      return thumbButton({ ...one, kind: one.alt, isCurrent, onOpen: () => onSelect(one) });
    });
    this.strip.replaceChildren(...(thumbs.length > 1 ? thumbs : []));
  }

  /** The place in the draft, else the one that the shown question asked about. */
  showPlace() {
    if (this.marker.isOn || !this.view) return;
    const { place } = state.draft;
    const isHere = place && (place.item?.id ?? place.picture) === this.view.id;
    this.marker.show(isHere ? place.box : this.view.asked);
  }

  press() {
    if (this.marker.isOn) return this.marker.finish(null);
    this.toggle(true);
    this.marker.start();
  }

  toggle(isOn) {
    this.toggler.setAttribute("aria-pressed", isOn);
    this.help.hidden = !isOn;
    if (!isOn && this.node.contains(document.activeElement)) {
      this.toggler.focus({ preventScroll: true });
    }
  }
}
