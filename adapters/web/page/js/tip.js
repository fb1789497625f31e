// A few words beside what is pointed at or focused: whatever carries data-tip.

import { byId } from "./dom.js";

const MARGIN_PX = 8;

export function startTips() {
  const on = ({ target }) => show(target.closest?.("[data-tip]"));
  const off = () => byId("tip").classList.remove("is-shown");
  for (const name of ["pointerover", "focusin"]) addEventListener(name, on);
  for (const name of ["pointerout", "focusout", "pointerdown", "keydown", "scroll"]) {
    addEventListener(name, off);
  }
}

function show(node) {
  // a phrase over two lines has two rectangles: stand under the last
  const at = [...(node?.getClientRects() ?? [])].at(-1);
  if (!at) return;
  const tip = byId("tip");
  tip.textContent = node.dataset.tip;
  const left = Math.min(at.left, innerWidth - tip.offsetWidth - MARGIN_PX);
  const isLow = at.bottom + tip.offsetHeight > innerHeight;
  const top = isLow ? at.top - tip.offsetHeight : at.bottom - 2;
  tip.style.transform = `translate(${Math.max(MARGIN_PX, left)}px, ${top}px)`;
  tip.classList.add("is-shown");
}
