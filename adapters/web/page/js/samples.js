// Three pictures to try, each with a good question: one click asks it.

import { get } from "./api.js";
import { askDraft } from "./composer.js";
import { byId, h } from "./dom.js";
import { addFiles } from "./draft.js";

const FOLDER = "/page/samples";

export async function startSamples() {
  try {
    const samples = await get(`${FOLDER}/samples.json`);
    byId("samples").replaceChildren(...samples.map((sample) => h("li", card(sample))));
  } catch {
    byId("samples").hidden = true; // nice to have, and the field below works without
  }
}

function card({ file, title, question }) {
  const src = `${FOLDER}/${file}`;
  const onclick = async () => {
    node.disabled = true;
    try {
      const content = await (await fetch(src)).blob();
      await addFiles([new File([content], file, { type: content.type })]);
      await askDraft(question);
    } catch {
      byId("composer-says").textContent = "The sample could not be loaded. Try again.";
    }
    node.disabled = false;
  };
  const node = h(
    "button.sample",
    { onclick },
    h("img", { src, alt: "", width: 320, height: 200 }),
    h("span.sample-words", h("span.fine.sample-title", title), question),
  );
  return node;
}
