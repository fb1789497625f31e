// A question leaves once: a lost reply is asked for again under the same key, and the
// server answers with what it already did. Whoever shows threads is told.

import { keepPreview } from "./album.js";
import { upload } from "./api.js";
import { Patience } from "./patience.js";
import { ring, state } from "./state.js";

/** *question* is {text, picture, region}, *items* are the draft's files. Throws a Refusal;
    waits through a lost connection. */
export async function ask(question, items, { onLost, onProgress = () => {}, signal }) {
  const { thread } = state;
  const form = formOf({ ...question, thread: thread?.id }, items);
  const heed = { key: randomKey(), onProgress, signal: signal ?? new AbortController().signal };
  const sent = () => upload("/api/questions", form, heed);
  const accepted = await new Patience(signal).until(sent, onLost);
  keepPreviews(accepted.receipt, items);
  ring("threads");
  // the person may have turned to another thread while this one was on its way
  if (state.thread === thread) ring("asked", provisional(question, accepted));
}

function formOf({ text, thread, picture, region }, items) {
  const form = new FormData();
  form.append("text", text);
  if (thread) form.append("thread", thread);
  if (picture) form.append("picture", picture);
  if (region) form.append("region", JSON.stringify(region));
  for (const { file } of items) form.append("pictures", file, file.name);
  return form;
}

// crypto.randomUUID exists on https and loopback only
function randomKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

// a file that was taken as it is need not be fetched back to be looked at
function keepPreviews(receipt, items) {
  if (receipt.length !== items.length) return;
  receipt.forEach(({ outcome, picture }, at) => {
    const isSame = outcome === "accepted" && picture && items[at].isShown;
    if (isSame) keepPreview(picture, items[at].url);
  });
}

/** What is known of the question until the server tells it whole. */
function provisional({ text, region = null, picture = null }, accepted) {
  const open = { state: "queued", answer: null, error: null, feedback: null };
  return { ...accepted, ...open, text, region, picture, pictures: [] };
}
