// Building nodes. Words become text nodes and never markup, whoever wrote them.

const SVG = "http://www.w3.org/2000/svg";

export const byId = (id) => document.getElementById(id);

/** h("button.chip", {onclick}, "words", node, ...): attributes may be left out. */
export function h(kind, ...rest) {
  const [tag, ...classes] = kind.split(".");
  const node = document.createElement(tag);
  if (classes.length) node.className = classes.join(" ");
  if (tag === "button") node.type = "button";
  return dress(node, rest);
}

/** The same for the inside of an <svg>. */
export function s(tag, ...rest) {
  return dress(document.createElementNS(SVG, tag), rest);
}

function dress(node, rest) {
  if (Object.getPrototypeOf(rest[0] ?? "") === Object.prototype) {
    for (const [name, value] of Object.entries(rest.shift())) {
      if (value == null || value === false) continue;
      if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
      else node.setAttribute(name, value === true ? "" : value);
    }
  }
  node.append(...rest.filter((child) => child != null));
  return node;
}

/** Places an element by fractions of its parent: the CSP allows this, not style="". */
export function placeAt(node, [left, top, right, bottom]) {
  const sides = { left, top, width: right - left, height: bottom - top };
  for (const [side, part] of Object.entries(sides)) node.style[side] = `${part * 100}%`;
  return node;
}
