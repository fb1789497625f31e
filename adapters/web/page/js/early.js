// What has to be known before the first paint, so that nothing flashes: the theme, and
// whether a thread comes. The one classic script: modules run too late for this.
const { dataset } = document.documentElement;
if (location.hash.startsWith("#/t/")) dataset.isOpening = "";
try {
  const chosen = localStorage.getItem("theme");
  if (chosen) dataset.theme = chosen;
} catch {
  // storage is forbidden here: the system's theme it is
}
