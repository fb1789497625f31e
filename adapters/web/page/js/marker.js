// Marking a place in a picture: by dragging, or with the arrow keys alone. With a
// finger only after "Mark a place": until then a finger scrolls the page.

import { h, placeAt } from "./dom.js";
import { announce } from "./live.js";
import { spotWords } from "./words.js";

const DRAG_FROM_PX = 5;
const SMALLEST = 0.015;
const STEP = 0.02;
const MIDDLE = [0.35, 0.35, 0.65, 0.65];
const KEYS = {
  ArrowLeft: [-STEP, 0],
  ArrowRight: [STEP, 0],
  ArrowUp: [0, -STEP],
  ArrowDown: [0, STEP],
};

export class Marker {
  place = h("div.place", { hidden: true });
  isOn = false;
  box = null; // [left, top, right, bottom] in fractions

  /** *onMark* gets a box, *onLeave* hears that the mode has ended. */
  constructor(frame, { onMark, onLeave }) {
    Object.assign(this, { frame, onMark, onLeave });
    frame.append(this.place);
    frame.addEventListener("pointerdown", (event) => this.press(event));
    this.place.addEventListener("keydown", (event) => this.key(event));
  }

  /** Outlines a place; null takes the outline away. */
  show(box) {
    this.box = box;
    this.place.hidden = !box;
    if (box) placeAt(this.place, box);
  }

  start() {
    this.isOn = true;
    this.before = this.box;
    this.show(this.box ?? MIDDLE);
    this.frame.classList.add("is-marking");
    this.place.tabIndex = 0;
    this.place.role = "application"; // hands the arrow keys through to us
    this.place.ariaLabel = `Place to ask about: ${spotWords(this.box)}`;
    this.place.focus({ preventScroll: true });
  }

  /** Ends the mode: the place is taken, or (null) everything is as before. */
  finish(box) {
    this.isOn = false;
    this.onLeave(); // while the place still has the focus that has to go somewhere
    this.frame.classList.remove("is-marking");
    for (const name of ["tabindex", "role", "aria-label"]) this.place.removeAttribute(name);
    this.show(box ?? this.before ?? null);
    if (box) this.onMark(box);
  }

  key(event) {
    if (!this.isOn) return;
    if (event.key === "Enter") this.finish(this.box);
    else if (event.key === "Escape") this.finish(null);
    else if (KEYS[event.key]) this.move(KEYS[event.key], event.shiftKey);
    else return;
    event.preventDefault();
  }

  move([x, y], isResizing) {
    const [left, top, right, bottom] = this.box;
    if (isResizing) {
      this.show([left, top, within(right + x, left + STEP), within(bottom + y, top + STEP)]);
    } else {
      const dx = Math.max(-left, Math.min(x, 1 - right));
      const dy = Math.max(-top, Math.min(y, 1 - bottom));
      this.show([left + dx, top + dy, right + dx, bottom + dy]);
    }
    announce(spotWords(this.box));
  }

  press(event) {
    const isScrolling = event.pointerType === "touch" && !this.isOn;
    if (event.button !== 0 || isScrolling) return;
    const dragging = new AbortController();
    let box = null;
    const move = (now) => {
      const far = Math.hypot(now.clientX - event.clientX, now.clientY - event.clientY);
      if (!box && far < DRAG_FROM_PX) return;
      box = this.between(event, now);
      this.place.hidden = false;
      placeAt(this.place, box);
    };
    const end = (isTaken) => {
      dragging.abort();
      if (box) this.drop(isTaken ? box : null);
    };
    const on = (name, act) => addEventListener(name, act, { signal: dragging.signal });
    on("pointermove", move);
    on("pointerup", () => end(true));
    on("pointercancel", () => end(false));
  }

  drop(box) {
    swallowClick();
    const isLarge = box && box[2] - box[0] > SMALLEST && box[3] - box[1] > SMALLEST;
    if (isLarge) this.finish(box);
    else this.show(this.box);
  }

  between(one, other) {
    const { left, top, width, height } = this.frame.getBoundingClientRect();
    const across = [one, other].map(({ clientX }) => within((clientX - left) / width, 0));
    const down = [one, other].map(({ clientY }) => within((clientY - top) / height, 0));
    return [Math.min(...across), Math.min(...down), Math.max(...across), Math.max(...down)];
  }
}

const within = (value, least) => Math.min(1, Math.max(least, value));

// the click that ends a drag means the drag, not the box under it
function swallowClick() {
  const swallow = (event) => event.stopPropagation();
  addEventListener("click", swallow, { capture: true, once: true });
  setTimeout(() => removeEventListener("click", swallow, { capture: true }));
}
