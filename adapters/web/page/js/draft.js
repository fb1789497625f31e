// The question being written: its files and the one place that was marked. Only a file
// that is too large is refused here: it need not travel to hear so.

import { album } from "./album.js";
import { ring, setFocus, state } from "./state.js";
import { tooLarge } from "./words.js";

const PREVIEW_PIXELS_MAX = 50e6; // more would cost the browser its memory

let next = 1;

export async function addFiles(files) {
  const items = [...files].map(itemOf);
  if (!items.length) return;
  state.draft.items.push(...items);
  ring("draft");
  await Promise.all(items.map(measure));
  const first = sendable().find((item) => items.includes(item));
  if (first) setFocus({ item: first });
  ring("draft");
}

function itemOf(file) {
  const most = state.session.limits.bytes_max;
  const refusal = file.size > most ? tooLarge(file.size, most) : null;
  const url = URL.createObjectURL(file);
  return { id: `draft-${next++}`, file, url, label: file.name, refusal, isShown: false };
}

/** Learns width and height; decoding itself waits until something is painted. */
async function measure(item) {
  const image = new Image();
  await new Promise((resolve) => {
    image.onload = image.onerror = resolve;
    image.src = item.url;
  });
  const { naturalWidth: width, naturalHeight: height } = image;
  const isShown = width > 0 && width * height <= PREVIEW_PIXELS_MAX;
  Object.assign(item, { width, height, isShown });
}

export function removeItem(item) {
  const { draft, focus } = state;
  draft.items = draft.items.filter((other) => other !== item);
  if (draft.place?.item === item) draft.place = null;
  URL.revokeObjectURL(item.url);
  if (focus.item === item) setFocus({ item: sendable()[0] });
  ring("draft");
}

/** Files that would be sent, in their order. */
export const sendable = () => state.draft.items.filter(({ refusal }) => !refusal);

export const itemNumber = (item) => (album().at(-1)?.number ?? 0) + sendable().indexOf(item) + 1;

/** *view* is a picture of the thread or a file of the draft. */
export function markPlace({ id, number }, box) {
  const { draft } = state;
  const item = draft.items.find((one) => one.id === id);
  // a place in a new file can only mean the first: the server knows no other name yet
  if (item) draft.items = [item, ...draft.items.filter((other) => other !== item)];
  draft.place = item ? { item, box } : { picture: id, number, box };
  ring("draft");
}

export function unmarkPlace() {
  state.draft.place = null;
  ring("draft");
}

/** Empties the draft; the files' previews live on in the thread. */
export function clearDraft() {
  state.draft = { items: [], place: null };
  ring("draft");
}

/** What can be seen of a file that was not sent yet. */
export function draftView(item) {
  const { id, isShown, url, width, height, label: alt } = item;
  const src = isShown ? url : null;
  const size = { width: width || 3, height: height || 2 };
  return { id, number: itemNumber(item), src, ...size, alt, of: "", findings: [], asked: null };
}
