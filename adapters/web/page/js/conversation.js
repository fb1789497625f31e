// The shown thread: its turns, each open one followed until it ends.

import { learnPictures, mainPicture } from "./album.js";
import { get } from "./api.js";
import { byId, h } from "./dom.js";
import { announce } from "./live.js";
import { Patience } from "./patience.js";
import { nameThread } from "./route.js";
import { hear, ring, setFocus, state } from "./state.js";
import { Turn } from "./turn.js";
import { isFinal, watch } from "./watch.js";
import { LOST, UNTITLED } from "./words.js";

const calm = matchMedia("(prefers-reduced-motion: reduce)");
let shown = new AbortController(); // ends with the thread that is shown

export const startConversation = () => hear("asked", begin);

/** *id* null: a new thread, empty until its first question. Throws a Refusal. */
export async function openThread(id) {
  shown.abort();
  shown = new AbortController();
  const { signal } = shown;
  const look = () => get(`/api/threads/${id}`);
  const thread = id && (await new Patience(signal).until(look, () => showMissing(LOST)));
  if (signal.aborted) return;
  state.thread = thread;
  byId("turns").replaceChildren();
  showHead();
  ring("thread");
  const turns = (thread?.questions ?? []).map(add);
  const last = thread?.questions.at(-1);
  setFocus(last ? { question: last.id, picture: mainPicture(last)?.name } : {});
  turns.at(-1)?.node.scrollIntoView();
}

/** Says in place of a conversation why there is none. */
export function showMissing(sentence) {
  state.thread = null;
  ring("thread");
  showHead("missing");
  const home = h("a.plain-button", { href: "#/" }, "Ask a new question");
  byId("turns").replaceChildren(h("div.missing", h("p", sentence), home));
}

function begin(question) {
  if (!state.thread) {
    state.thread = { id: question.thread, pictures: [], questions: [] };
    nameThread(question.thread);
    byId("turns").replaceChildren();
    ring("thread");
  }
  state.thread.questions.push(question);
  const { node } = add(question);
  node.classList.add("is-new");
  showHead();
  setFocus({ question: question.id, picture: mainPicture(question)?.name });
  node.scrollIntoView({ behavior: calm.matches ? "auto" : "smooth" });
}

function add(question) {
  const turn = new Turn(question, shown.signal);
  byId("turns").append(turn.node);
  if (!isFinal(question)) follow(turn);
  return turn;
}

async function follow(turn) {
  const { signal } = shown;
  const ear = {
    state: (news) => take(turn, { ...turn.question, ...news }),
    words: ({ text }) => turn.waiting.say(text),
    lost: (isLost) => turn.waiting.showLost(isLost),
    ended(question) {
      take(turn, question);
      announce(spoken(question));
    },
  };
  try {
    await watch(turn.question.id, ear, signal);
  } catch ({ message: sentence }) {
    if (signal.aborted) return;
    take(turn, { ...turn.question, state: "failed", error: { sentence } });
  }
}

/** Puts what the server says in place of what was known. */
function take(turn, question) {
  const { questions } = state.thread;
  const before = turn.question;
  questions[questions.indexOf(before)] = question;
  learnPictures(question);
  const isOnlyFurther = before.pictures.length === question.pictures.length && !isFinal(question);
  if (isOnlyFurther) {
    turn.question = question;
    turn.showOutcome();
    return;
  }
  turn.show(question);
  showHead();
  const { focus } = state;
  if (focus.question === question.id && !focus.item) {
    setFocus({ question: question.id, picture: mainPicture(question)?.name });
  }
}

function spoken({ answer, error }) {
  return answer ? `Answer ready: ${answer.text}` : `No answer: ${error?.sentence}`;
}

function showHead(view = state.thread ? "thread" : "new") {
  const { thread } = state;
  document.body.dataset.view = view;
  delete document.documentElement.dataset.isOpening;
  byId("welcome").hidden = view !== "new";
  byId("conversation").hidden = view === "new";
  byId("forget").hidden = !thread;
  const title = thread?.questions[0]?.text.trim() || UNTITLED;
  byId("thread-title").textContent = title;
  document.title = thread ? `${title} · Sightline` : "Sightline";
  byId("thread-says").textContent = "";
}
