// The quiet row under an answer: was it helpful, and taking things along.

import { pictureByName } from "./album.js";
import { change } from "./api.js";
import { h } from "./dom.js";
import { icon, iconButton } from "./icons.js";
import { announce } from "./live.js";

const THANKS = "Thank you. This is kept with the answer.";

export function quietRow(question) {
  const below = h("div", { role: "status" });
  const verdicts = [
    verdictButton(question, "up", "Helpful", below),
    verdictButton(question, "down", "Not helpful", below),
  ];
  const row = h("div.quiet-row", ...verdicts, h("span.quiet-gap"), ...downloads(question));
  return h("div", row, below);
}

function verdictButton(question, verdict, words, below) {
  const onclick = async () => {
    if (!(await isTold(question, verdict, "", below))) return;
    question.feedback = verdict;
    for (const button of node.parentElement.querySelectorAll("[aria-pressed]")) {
      button.setAttribute("aria-pressed", button === node);
    }
    below.replaceChildren(verdict === "down" ? reasonForm(question, below) : h("p.soft.thanks", THANKS));
    below.querySelector("input")?.focus();
  };
  const node = iconButton("icon-button", verdict, words, onclick);
  node.dataset.tip = words;
  node.setAttribute("aria-pressed", question.feedback === verdict);
  return node;
}

async function isTold(question, verdict, reason, below) {
  try {
    await change("POST", `/api/questions/${question.id}/feedback`, { verdict, reason });
    return true;
  } catch (error) {
    below.append(h("p.soft.thanks", error.message));
    return false;
  }
}

function reasonForm(question, below) {
  const id = `reason-${question.id}`;
  const field = h("input.field", { id, maxlength: 500, autocomplete: "off" });
  const onsubmit = async (event) => {
    event.preventDefault();
    const isKept = await isTold(question, "down", field.value, below);
    if (isKept) below.replaceChildren(h("p.soft.thanks", THANKS));
  };
  const label = h("label.soft", { for: id }, "What was wrong with it?");
  const send = h("button.plain-button", "Send");
  send.type = "submit";
  return h("form.reason", { onsubmit }, label, field, send);
}

function downloads(question) {
  const { drawn = [], files = [], findings, text } = question.answer;
  const overviews = drawn.filter(({ shape }) => shape === "overview");
  const pictures = overviews.map(({ url, picture }) => {
    const number = pictureByName(picture)?.number ?? 1;
    const words = overviews.length > 1 ? `Picture ${number}` : "Picture";
    return saver(url, `sightline-picture-${number}.png`, words);
  });
  pictures.push(...files.map(fileSaver));
  if (!findings.length) return pictures;
  const json = JSON.stringify({ question: question.text, answer: text, findings }, null, 2);
  const url = `data:application/json;charset=utf-8,${encodeURIComponent(json)}`;
  return [...pictures, saver(url, "sightline-findings.json", "Findings"), copier(json)];
}

function fileSaver({ name, media_type: type, text }) {
  const url = URL.createObjectURL(new Blob(["\ufeff", text], { type }));
  return saver(url, name, name);
}

function saver(href, download, words) {
  const attributes = { href, download, "aria-label": `Download ${words.toLowerCase()}` };
  return h("a.quiet-button", attributes, icon("download"), words);
}

function copier(json) {
  const words = h("span", "Copy");
  const onclick = async () => {
    try {
      await navigator.clipboard.writeText(json);
      words.textContent = "Copied";
    } catch {
      words.textContent = "Copying is not allowed here";
    }
    announce(words.textContent);
  };
  return h("button.quiet-button", { onclick }, icon("copy"), words, h("span.unseen", " findings"));
}
