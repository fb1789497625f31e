// One question of the thread and what became of it.

import { album, mainPicture, pictureByName } from "./album.js";
import { picturesOf, thumbnailSrc, viewOf } from "./album.js";
import { answerNode } from "./answer.js";
import { h } from "./dom.js";
import { asker } from "./follow.js";
import { icon } from "./icons.js";
import { setFocus } from "./state.js";
import { Stage } from "./stage.js";
import { thumb } from "./thumbs.js";
import { Waiting } from "./waiting.js";
import { isFinal } from "./watch.js";
import { placeWords, UNTITLED } from "./words.js";

export class Turn {
  about = h("div");
  outcome = h("div");

  constructor(question, signal) {
    this.signal = signal;
    const id = `asked-${question.id}`;
    const asked = h("div.asked", h("h2", { id }, question.text.trim() || UNTITLED), this.about);
    const attributes = { "aria-labelledby": id, "data-of": question.id };
    this.node = h("article.turn", attributes, asked, this.outcome);
    this.show(question);
  }

  show(question) {
    this.question = question;
    this.showAbout();
    this.showPicture();
    this.showOutcome();
  }

  /** Its pictures with their receipts, and the place that was marked. */
  showAbout() {
    const { receipt } = this.question;
    const isPlain = receipt.every(({ outcome }) => outcome === "accepted");
    const kind = isPlain ? "ul.thumbs.is-shown-below" : "ul.thumbs";
    const items = receipt.map((line) => this.thumbOf(line));
    const list = h(kind, { "aria-label": "Pictures asked about" }, ...items);
    this.about.replaceChildren(...(items.length ? [list] : []), ...this.place());
  }

  thumbOf({ label, outcome, sentence, picture: name }) {
    const isRefused = outcome === "refused";
    const look = () => setFocus({ question: this.question.id, picture: name });
    return thumb({
      src: name ? thumbnailSrc(name) : null,
      number: pictureByName(name)?.number,
      kind: label,
      receipt: outcome === "accepted" ? null : sentence,
      isRefused,
      onOpen: name && !isRefused ? look : null,
    });
  }

  place() {
    const { region, picture, pictures } = this.question;
    if (!region) return [];
    const number = pictureByName(picture)?.number ?? pictures[0]?.number;
    const words = `about ${placeWords(number, album().length < 2)}`;
    return [h("p.soft.asked-place", icon("place"), words)];
  }

  /** The picture above its answer, for where there is no room for it beside. */
  showPicture() {
    const { question } = this;
    const views = picturesOf(question).map((picture) => viewOf(picture, question));
    if (!views.length) return;
    if (!this.stage) {
      this.stage = new Stage(this.signal);
      this.outcome.before(this.stage.node);
    }
    const show = ({ id }) => this.stage.show(views, id, show);
    show(views[0]);
  }

  showOutcome() {
    const { question } = this;
    if (question.answer) this.outcome.replaceChildren(answerNode(question));
    else if (isFinal(question)) this.outcome.replaceChildren(this.failure());
    else if (this.waiting) this.waiting.show(question);
    else {
      this.waiting = new Waiting(question);
      this.outcome.replaceChildren(this.waiting.node);
    }
  }

  failure() {
    const { question } = this;
    const { text, region, error, state } = question;
    const again = { text, region, picture: question.picture ?? mainPicture(question)?.name };
    const isStopped = state === "cancelled";
    const problem = h("p.follow-says", { role: "alert" });
    const words = isStopped ? "Ask again" : "Try again";
    const button = asker("button.plain-button", words, again, problem);
    const kind = isStopped ? "div.failure.is-stopped" : "div.failure";
    return h("div.answer", h(kind, h("p", error?.sentence ?? "Stopped."), button, problem));
  }
}
