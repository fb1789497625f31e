// Small pictures with what became of them: "HEIC turned to PNG", or why it was refused.

import { h } from "./dom.js";
import { iconButton } from "./icons.js";

/** *kind* stands in where there is nothing to show; *onOpen* looks at it. */
export function thumbButton({ src, number, kind, isCurrent, onOpen: onclick }) {
  return h(
    "button.thumb-button",
    {
      "aria-label": `Look at ${number ? `picture ${number}` : kind}`,
      "aria-current": isCurrent ? "true" : null,
      disabled: !onclick,
      onclick,
    },
    src
      ? h("img", { src, alt: "", loading: "lazy", width: 64, height: 64 })
      : h("span.thumb-kind", /\.(\w{2,5})$/.exec(kind)?.[1].toUpperCase() ?? "FILE"),
    number ? h("span.thumb-number", String(number)) : null,
  );
}

/** A list item: the thumbnail, its receipt where there is something to say, remove. */
export function thumb({ receipt, isRefused, onRemove, ...shown }) {
  const words = `Remove ${shown.kind}`;
  return h(
    isRefused ? "li.thumb.is-refused" : "li.thumb",
    thumbButton(shown),
    onRemove ? iconButton("thumb-remove", "close", words, onRemove) : null,
    receipt ? h("p.fine.thumb-receipt", receipt) : null,
  );
}
