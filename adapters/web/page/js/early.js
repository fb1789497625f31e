// Puts the chosen theme on before the first paint, so that nothing flashes. The one
// classic script of the page: modules run too late for this.
try {
  const chosen = localStorage.getItem("theme");
  if (chosen) document.documentElement.dataset.theme = chosen;
} catch {
  // storage is forbidden here: the system's theme it is
}
