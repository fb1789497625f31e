// One voice for who listens instead of looking; each thing is said once.

import { byId } from "./dom.js";

export function announce(words) {
  const live = byId("live");
  live.textContent = "";
  // a region that gets the same words twice stays silent: let it be empty first
  requestAnimationFrame(() => (live.textContent = words));
}
