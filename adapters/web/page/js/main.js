// The page begins: who is there, then which thread the address names.

import { session } from "./api.js";
import { startComposer } from "./composer.js";
import { openThread, showMissing, startConversation } from "./conversation.js";
import { byId } from "./dom.js";
import { startDrop } from "./drop.js";
import { startFocus } from "./focus.js";
import { announce } from "./live.js";
import { Patience } from "./patience.js";
import { threadInAddress } from "./route.js";
import { startSamples } from "./samples.js";
import { signedIn } from "./signin.js";
import { hear, state } from "./state.js";
import { startTheme } from "./theme.js";
import { startThreads } from "./threads.js";
import { startTips } from "./tip.js";
import { LOST } from "./words.js";

const known = () => new Patience().until(session, () => announce(LOST));

startTheme();
byId("skip").addEventListener("click", (event) => {
  event.preventDefault(); // the address belongs to the thread
  byId("text").focus();
});
await enter();
for (const start of [startTips, startFocus, startConversation, startComposer]) start();
for (const start of [startDrop, startThreads, startSamples]) start();
hear("signed-out", async () => (await known()).needs_token && location.reload());
addEventListener("hashchange", route);
await route();
byId("text").focus({ preventScroll: true });

async function enter() {
  state.session = await known();
  while (state.session.needs_token && !state.session.user) {
    await signedIn();
    state.session = await known();
  }
}

async function route() {
  const id = threadInAddress();
  if (id && id === state.thread?.id) return;
  try {
    await openThread(id);
  } catch (error) {
    if (error.name !== "AbortError") showMissing(error.message);
  }
}
