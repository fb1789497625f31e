// What the page knows, and a bell for who wants to hear that it changed.
//
// Topics: "thread" another is shown, "threads" the list is old, "album" a new picture,
// "draft" the question changed, "focus" another picture, "asked" accepted, "signed-out".

export const state = {
  session: null, // as the server tells it
  thread: null, // {id, pictures, questions} as the server tells it; null: a new one
  draft: { items: [], place: null }, // place: {item | picture, number, box}
  focus: { question: null, picture: null, item: null },
};

const bell = new EventTarget();

/** *act* gets what was rung with; an aborted *signal* ends it. */
export function hear(topic, act, signal) {
  bell.addEventListener(topic, (event) => act(event.detail), { signal });
}

export function ring(topic, detail) {
  bell.dispatchEvent(new CustomEvent(topic, { detail }));
}

export function setFocus({ question = null, picture = null, item = null }) {
  state.focus = { question, picture, item };
  ring("focus");
}

/** Questions of the shown thread, oldest first. */
export const questions = () => state.thread?.questions ?? [];

export const questionById = (wanted) => questions().find(({ id }) => id === wanted);
