// A question until its answer is there: its place in line, the steps, the words, a stop.

import { change } from "./api.js";
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { inLine, LOST, stepWords } from "./words.js";

export class Waiting {
  steps = [];
  words = h("p.words");
  says = h("div.waiting-says");
  lost = h("p.is-lost-note", { role: "status" });
  stopper = h("button.plain-button", { onclick: () => this.stop() }, "Stop");
  node = h(
    "div.answer",
    this.words,
    h("div.waiting", this.says, this.lost, this.stopper),
  );

  constructor(question) {
    this.id = question.id;
    this.show(question);
  }

  show({ state, position, eta_s: eta, step }) {
    if (state === "queued") return this.says.replaceChildren(inLine(position, eta));
    if (step && step !== this.steps.at(-1)) this.steps.push(step);
    const past = this.steps.slice(0, -1);
    const done = past.map((one) => h("span.step", icon("done"), stepWords(one)));
    const now = h("span.step.is-now", stepWords(this.steps.at(-1)));
    this.says.replaceChildren(...done, now);
  }

  say(words) {
    this.words.textContent = words;
  }

  showLost(isLost) {
    this.lost.textContent = isLost ? LOST : "";
    this.says.hidden = isLost;
  }

  async stop() {
    this.stopper.disabled = true;
    try {
      await change("DELETE", `/api/questions/${this.id}`);
    } catch {
      this.stopper.disabled = false; // the note says why: the connection is lost
    }
  }
}
