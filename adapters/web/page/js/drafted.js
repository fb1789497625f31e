// What the draft holds, above the question field: thumbnails and the marked place.

import { album } from "./album.js";
import { byId, h } from "./dom.js";
import { itemNumber, removeItem, sendable, unmarkPlace } from "./draft.js";
import { icon, iconButton } from "./icons.js";
import { setFocus, state } from "./state.js";
import { thumb } from "./thumbs.js";
import { placeWords } from "./words.js";

export function showDraft() {
  const { items, place } = state.draft;
  byId("draft-thumbs").replaceChildren(...items.map(itemThumb));
  byId("draft-chips").replaceChildren(...(place ? [placeChip(place)] : []));
}

function itemThumb(item) {
  const { refusal, label: kind } = item;
  const onRemove = () => {
    removeItem(item);
    byId("text").focus();
  };
  if (refusal) return thumb({ kind, receipt: refusal, isRefused: true, onRemove });
  return thumb({
    src: item.isShown ? item.url : null,
    number: itemNumber(item),
    kind,
    isCurrent: state.focus.item === item,
    onOpen: () => setFocus({ item }),
    onRemove,
  });
}

function placeChip({ item, number }) {
  const isOnly = album().length + sendable().length < 2;
  const words = placeWords(item ? itemNumber(item) : number, isOnly);
  const onclick = () => {
    unmarkPlace();
    byId("text").focus();
  };
  const remove = iconButton("icon-button", "close", `Remove ${words}`, onclick);
  return h("span.place-chip", icon("place"), words, remove);
}
