// The answer: sentences whose phrases are buttons, then what is quiet.

import { h } from "./dom.js";
import { followUps } from "./follow.js";
import { openLightbox } from "./lightbox.js";
import { linkFromText } from "./links.js";
import { mark, paint } from "./marks.js";
import { quietRow } from "./quiet.js";
import { sourceWords } from "./words.js";

export function answerNode(question) {
  const { spans, caveats } = question.answer;
  return h(
    "div.answer",
    h("p.said", ...spans.map((span) => spanNode(question, span))),
    ...caveats.map((text) => h("p.soft.caveats", text)),
    cropStrip(question),
    followUps(question),
    quietRow(question),
  );
}

function spanNode(question, span) {
  const finding = question.answer.findings.find(({ number }) => number === span.finding);
  return finding ? phrase(question, span.text, finding) : span.text;
}

// a <button> cannot break over two lines, a phrase has to
function phrase(question, text, finding) {
  const tip = sourceWords(finding);
  const attributes = { role: "button", tabindex: "0", "data-tip": tip, "aria-description": tip };
  const node = h("span.phrase", attributes, h("span", text), mark(finding.number));
  node.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    node.click();
  });
  return paint(linkFromText(node, question.id, finding, openLightbox), finding.number);
}

/** The places that were cut out, small, in a row under the sentences. */
function cropStrip(question) {
  const { drawn = [], findings } = question.answer;
  const buttons = findings.flatMap((finding) => {
    const isCrop = (one) => one.shape === "crop" && one.finding === finding.number;
    return drawn.filter(isCrop).map((crop) => cropButton(question, crop, finding));
  });
  return buttons.length ? h("div.crops", ...buttons) : null;
}

function cropButton(question, { url: src, alt, width, height }, finding) {
  const image = h("img", { src, alt, width, height, loading: "lazy" });
  const node = h("button.crop", image, mark(finding.number));
  return paint(linkFromText(node, question.id, finding, openLightbox), finding.number);
}
