// A place, enlarged. Arrow keys walk through the findings; the <dialog> keeps the focus.

import { pictureByName, viewOf } from "./album.js";
import { byId, h } from "./dom.js";
import { Frame } from "./frame.js";
import { iconButton } from "./icons.js";
import { light } from "./links.js";
import { mark } from "./marks.js";
import { questionById } from "./state.js";
import { sourceWords } from "./words.js";

export function openLightbox(id, finding) {
  const question = questionById(id);
  const { findings } = question.answer;
  const dialog = h("dialog.lightbox", { "aria-labelledby": "lightbox-title" });
  let at = findings.findIndex(({ number }) => number === finding.number);
  const walk = (by) => {
    at = (at + by + findings.length) % findings.length;
    const focused = document.activeElement.id;
    dialog.replaceChildren(...inside(question, at, { dialog, walk }));
    byId(focused)?.focus();
  };
  dialog.addEventListener("close", () => dialog.remove());
  dialog.addEventListener("click", ({ target }) => target === dialog && dialog.close());
  dialog.addEventListener("keydown", ({ key }) => {
    if (key === "ArrowRight") walk(1);
    if (key === "ArrowLeft") walk(-1);
  });
  document.body.append(dialog);
  walk(0);
  dialog.showModal();
  byId("lightbox-right").focus();
}

function inside(question, at, { dialog, walk }) {
  const { findings } = question.answer;
  const finding = findings[at];
  const { number, phrase } = finding;
  const title = h("h2", { id: "lightbox-title" }, mark(number), h("span", phrase));
  return [
    h(
      "div.lightbox-head",
      h("p.soft", { role: "status" }, `${at + 1} of ${findings.length}`),
      button("close", "Close", () => dialog.close()),
    ),
    h("div.lightbox-view", enlarged(question, finding)),
    h(
      "div.lightbox-foot",
      h("div.lightbox-words", title, h("p.soft", sourceWords(finding))),
      button("left", "Previous place", () => walk(-1)),
      button("right", "Next place", () => walk(1)),
    ),
  ];
}

function button(drawn, words, onclick) {
  const node = iconButton("icon-button", drawn, words, onclick);
  node.id = `lightbox-${drawn}`;
  return node;
}

/** The crop, or (a large place has none) the whole picture with this place lit. */
function enlarged(question, finding) {
  const { drawn = [] } = question.answer;
  const isCrop = (one) => one.shape === "crop" && one.finding === finding.number;
  const crop = drawn.find(isCrop);
  if (crop) {
    const { url: src, alt, width, height } = crop;
    return h("img", { src, alt, width, height });
  }
  const frame = new Frame(() => {});
  frame.show({ ...viewOf(pictureByName(finding.picture), question), findings: [finding] });
  queueMicrotask(() => light(question.id, finding.number));
  return frame.node;
}
