// Following one question until it ends. The stream may break at any time: then the
// question is looked up again and listened to again. Nothing is ever asked twice here.

import { get } from "./api.js";
import { FIRST_MS, Patience } from "./patience.js";

const SILENCE_MS = 20000; // a stream silent for this long may be dead: look again
const STREAMS = 3; // a browser opens six connections to a host; leave some
const FINAL = new Set(["answered", "failed", "cancelled"]);

let streams = 0;

export const isFinal = ({ state }) => FINAL.has(state);

/** *ear* has state(question), words({text}), ended(question), lost(isLost); rejects when
    the question is gone or *signal* is aborted. */
export async function watch(id, ear, signal) {
  const patience = new Patience(signal);
  const look = () => get(`/api/questions/${id}`);
  for (;;) {
    const round = new AbortController();
    const heed = AbortSignal.any([signal, round.signal]);
    // the stream first: what is said while we look is not said again
    let latest; // newer than what is looked up
    const state = (now) => ear.state((latest = now));
    const coming = streams < STREAMS ? heard(id, { ...ear, state }, heed, patience) : null;
    try {
      let question = await patience.until(look, () => ear.lost(true));
      signal.throwIfAborted();
      ear.lost(false);
      if (!isFinal(question)) {
        ear.state({ ...question, ...latest });
        question = await coming;
      }
      if (question) return ear.ended(question);
    } finally {
      round.abort();
    }
    await patience.wait();
  }
}

/** Listens until the answer, which is returned, or until the stream breaks: null. */
function heard(id, ear, signal, patience) {
  streams += 1;
  const stream = new EventSource(`/api/questions/${id}/events`);
  const ended = new Promise((resolve) => {
    const giveUp = () => resolve(null);
    let silence = setTimeout(giveUp, SILENCE_MS);
    const on = (name, act) =>
      stream.addEventListener(name, ({ data }) => {
        clearTimeout(silence);
        silence = setTimeout(giveUp, SILENCE_MS);
        patience.next = FIRST_MS;
        act(JSON.parse(data));
      });
    on("state", ear.state);
    on("words", ear.words);
    on("answer", resolve);
    stream.onerror = giveUp;
    signal.addEventListener("abort", giveUp);
  });
  return ended.finally(() => {
    streams -= 1;
    stream.close();
  });
}
