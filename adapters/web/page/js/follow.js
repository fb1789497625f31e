// What could be asked next, as chips: a click asks it here. A clarifying question
// offers its choices the same way, and a failed question is asked again by it too.

import { ask } from "./ask.js";
import { h } from "./dom.js";
import { LOST } from "./words.js";

export function followUps(question) {
  const { follow_ups: texts, kind } = question.answer;
  if (!texts.length) return null;
  const label = kind === "clarify" ? "Choose one" : "Ask next";
  const says = h("p.follow-says", { role: "alert" });
  const chips = texts.map((text) => asker("button.chip", text, { text }, says));
  return h("div.follow-ups", { role: "group", "aria-label": label }, ...chips, says);
}

/** A button that asks *question* in this thread; *says* hears why it could not. */
export function asker(kind, words, question, says) {
  const onclick = async () => {
    const buttons = node.parentElement.querySelectorAll("button");
    for (const button of buttons) button.disabled = true;
    says.textContent = "";
    try {
      await ask(question, [], { onLost: () => (says.textContent = LOST) });
      says.textContent = "";
    } catch (error) {
      says.textContent = error.message;
    }
    for (const button of buttons) button.disabled = false;
  };
  const node = h(kind, { onclick }, words);
  return node;
}
