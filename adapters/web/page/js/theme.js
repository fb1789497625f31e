// Dark or light: the system decides until the switch is used.

import { byId } from "./dom.js";
import { icon } from "./icons.js";

const system = matchMedia("(prefers-color-scheme: dark)");
const root = document.documentElement;

export function startTheme() {
  byId("theme").addEventListener("click", () => choose(isDark() ? "light" : "dark"));
  system.addEventListener("change", show);
  show();
}

function isDark() {
  return root.dataset.theme ? root.dataset.theme === "dark" : system.matches;
}

function choose(theme) {
  root.dataset.theme = theme;
  try {
    localStorage.setItem("theme", theme);
  } catch {
    // storage is forbidden here: the choice lasts as long as the page
  }
  show();
}

function show() {
  const [drawn, words] = isDark() ? ["sun", "Light theme"] : ["moon", "Dark theme"];
  byId("theme").replaceChildren(icon(drawn), words);
}
