// The question field: what is written, shown and marked leaves together. The draft stays
// until the server has it, so that a refusal costs no word.

import { ask } from "./ask.js";
import { byId } from "./dom.js";
import { addFiles, clearDraft, sendable, unmarkPlace } from "./draft.js";
import { showDraft } from "./drafted.js";
import { hear, setFocus, state } from "./state.js";
import { LOST } from "./words.js";

const HAS_KEYS = matchMedia("(pointer: fine)").matches;
const HINT = HAS_KEYS ? "Enter sends, Shift + Enter breaks the line" : "";
const COUNT_FROM = 0.8; // of the longest question

let sending = null; // an AbortController while a question is on its way

export function startComposer() {
  const field = byId("text");
  byId("composer").addEventListener("submit", (event) => {
    event.preventDefault();
    askDraft(field.value);
  });
  byId("stop-sending").addEventListener("click", () => sending?.abort());
  field.addEventListener("keydown", onKey);
  field.addEventListener("input", () => {
    say("");
    showHint();
  });
  for (const [button, input] of [["pick", "files"], ["photograph", "camera"]]) {
    byId(button).addEventListener("click", () => byId(input).click());
    byId(input).addEventListener("change", () => picked(byId(input)));
    picked(byId(input)); // what was there before we were
  }
  for (const topic of ["draft", "focus"]) hear(topic, show);
  hear("thread", onThread);
  onThread();
}

function picked(input) {
  if (!input.files.length) return;
  addFiles(input.files);
  input.value = "";
  byId("text").focus();
}

function onThread() {
  if (state.draft.place?.picture) unmarkPlace();
  byId("text").placeholder = state.thread ? "Ask a follow-up" : "What would you like to know?";
  say("");
  show();
}

function onKey(event) {
  const isComposing = event.isComposing || event.keyCode === 229; // an input method's Enter
  if (event.key !== "Enter" || event.shiftKey || isComposing) return;
  event.preventDefault();
  byId("composer").requestSubmit();
}

/** Asks *text* about what the draft holds. */
export async function askDraft(text) {
  if (sending) return;
  const { place } = state.draft;
  const items = sendable();
  say("");
  sending = new AbortController();
  showSending("Sending");
  try {
    await ask({ text, picture: place?.picture, region: place?.box }, items, {
      onProgress: showProgress,
      onLost: () => say(LOST),
      signal: sending.signal,
    });
    byId("text").value = "";
    say("");
    clearDraft();
  } catch (error) {
    if (sending.signal.aborted) say("");
    else refused(error, items);
  }
  sending = null;
  showSending(null);
}

/** Puts each refused file's sentence beside its thumbnail, the rest above the field. */
function refused({ message, receipt = [] }, items) {
  receipt.forEach(({ outcome, sentence }, at) => {
    if (outcome === "refused") items[at].refusal = sentence;
  });
  if (state.focus.item?.refusal) setFocus({ item: sendable()[0] });
  say(items.some(({ refusal }) => refusal === message) ? "" : message);
  show();
}

function say(sentence) {
  byId("composer-says").textContent = sentence;
}

function show() {
  byId("composer").hidden = false;
  showDraft();
  showHint();
}

function showHint() {
  if (sending) return;
  const { length } = byId("text").value;
  const most = state.session.limits.text_max;
  const isClose = length > most * COUNT_FROM;
  const hint = byId("composer-hint");
  hint.textContent = isClose ? `${length} of ${most} characters` : HINT;
  hint.classList.toggle("is-over", length > most);
}

function showProgress(fraction) {
  showSending(fraction < 1 ? `Sending, ${Math.round(fraction * 100)} %` : "Opening");
}

/** *words* null: nothing is on its way. */
function showSending(words) {
  const isSending = words !== null;
  byId("text").readOnly = byId("send").disabled = isSending;
  byId("stop-sending").hidden = !isSending;
  if (isSending) byId("composer-hint").textContent = words;
  else showHint();
}
