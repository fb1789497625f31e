// The list of threads: a drawer where there is no room for it; and forgetting one.

import { thumbnailSrc } from "./album.js";
import { change, get } from "./api.js";
import { isMeant } from "./confirm.js";
import { byId, h } from "./dom.js";
import { announce } from "./live.js";
import { leaveThread, threadHref } from "./route.js";
import { hear, ring, state } from "./state.js";
import { since, UNTITLED } from "./words.js";

const NOT_LOADED = "The list could not be loaded. It comes back with the next question.";
const wide = matchMedia("(min-width: 1200px)");

export function startThreads() {
  const drawer = byId("threads");
  hear("threads", load);
  hear("thread", showCurrent);
  byId("menu").addEventListener("click", () => open(true));
  byId("shade").addEventListener("click", () => open(false));
  drawer.addEventListener("click", ({ target }) => target.closest("a") && open(false));
  drawer.addEventListener("keydown", ({ key }) => key === "Escape" && open(false));
  byId("forget").addEventListener("click", forget);
  wide.addEventListener("change", () => open(false));
  load();
}

function open(isOpen) {
  const drawer = byId("threads");
  const isShutting = drawer.classList.contains("is-open") && !isOpen;
  drawer.classList.toggle("is-open", isOpen);
  byId("menu").setAttribute("aria-expanded", isOpen);
  byId("main").inert = byId("focus").inert = isOpen;
  if (isOpen) drawer.querySelector("a").focus();
  else if (isShutting && !wide.matches) byId("menu").focus();
}

async function load() {
  try {
    const { threads } = await get("/api/threads");
    byId("thread-list").replaceChildren(...threads.map(line));
    showCurrent();
  } catch {
    byId("thread-note").textContent = NOT_LOADED;
  }
}

function line({ id, title, picture, at }) {
  const size = { alt: "", width: 44, height: 44, loading: "lazy" };
  const thumbnail = picture
    ? h("img.thread-picture", { src: thumbnailSrc(picture), ...size })
    : h("span.thread-picture");
  const datetime = new Date(at * 1000).toISOString();
  const words = h(
    "span",
    h("span.thread-title", title.trim() || UNTITLED),
    h("time.fine", { datetime }, since(at)),
  );
  return h("li", h("a.thread", { href: threadHref(id) }, thumbnail, words));
}

function showCurrent() {
  const here = state.thread && threadHref(state.thread.id);
  for (const link of document.querySelectorAll(".thread")) {
    link.ariaCurrent = link.getAttribute("href") === here ? "page" : null;
  }
}

async function forget() {
  if (!(await isMeant())) return;
  try {
    await change("DELETE", `/api/threads/${state.thread.id}`);
  } catch (error) {
    byId("thread-says").textContent = error.message;
    return;
  }
  leaveThread();
  ring("threads");
  announce("The thread is forgotten.");
}
