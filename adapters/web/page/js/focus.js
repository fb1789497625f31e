// The picture in focus, beside the conversation; where there is no room for it, only
// the pictures that are about to be sent are shown, above the question field.

import { album, mainPicture, viewOf } from "./album.js";
import { byId } from "./dom.js";
import { draftView, sendable } from "./draft.js";
import { hear, questionById, questions, setFocus, state } from "./state.js";
import { Stage } from "./stage.js";

const beside = new Stage();
const above = new Stage();

export function startFocus() {
  byId("focus").append(beside.node);
  byId("draft-stage").append(above.node);
  for (const topic of ["focus", "draft", "album", "thread"]) hear(topic, show);
}

function show() {
  const { focus } = state;
  const question = questionById(focus.question) ?? questions().at(-1);
  const fresh = sendable().map(draftView);
  const views = [...album().map((picture) => viewOf(picture, question)), ...fresh];
  const item = sendable().includes(focus.item) ? focus.item.id : null;
  const picture = focus.picture ?? (question && mainPicture(question)?.name);
  document.body.dataset.focus = views.length ? "some" : "none";
  byId("focus").hidden = !views.length;
  if (views.length) beside.show(views, item ?? picture, select);
  showAbove(fresh, item);
}

function showAbove(fresh, item) {
  const place = byId("draft-stage");
  const isNew = place.hidden && fresh.length > 0;
  place.hidden = !fresh.length;
  if (fresh.length) above.show(fresh, item, select);
  if (isNew) place.scrollIntoView({ block: "center" });
}

function select({ id }) {
  const item = state.draft.items.find((one) => one.id === id);
  setFocus(item ? { item } : { question: state.focus.question, picture: id });
}
