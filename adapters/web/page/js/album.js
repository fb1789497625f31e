// The pictures of the shown thread: their numbers, where they load from, and which of
// them a question is about.

import { questions, ring, state } from "./state.js";

const previews = new Map(); // picture name -> the file it came from, already here

export const keepPreview = (name, url) => previews.set(name, url);

function pictureSrc(name, query = "") {
  return previews.get(name) ?? `/api/pictures/${name}${query}`;
}

export const thumbnailSrc = (name) => pictureSrc(name, "?width=160");

export const album = () => state.thread?.pictures ?? [];

export const pictureByName = (wanted) => album().find(({ name }) => name === wanted);

/** Takes in the pictures of a question as the server numbers them. */
export function learnPictures(question) {
  const fresh = question.pictures.filter(({ name }) => !pictureByName(name));
  if (!fresh.length) return;
  state.thread.pictures.push(...fresh);
  state.thread.pictures.sort((one, other) => one.number - other.number);
  ring("album");
}

/** The pictures to show with a question, the most telling first. */
export function picturesOf({ answer, picture, pictures }) {
  const pointedAt = (answer?.findings ?? []).map((finding) => finding.picture);
  const names = new Set([...pointedAt, picture, ...pictures.map(({ name }) => name)]);
  return [...names].map(pictureByName).filter(Boolean);
}

/** The picture to look at with a question: without one of its own, the one before's. */
export function mainPicture(question) {
  const until = questions().slice(0, questions().indexOf(question));
  for (const one of [question, ...until.reverse()]) {
    const [first] = picturesOf(one);
    if (first) return first;
  }
  return album().at(-1);
}

/** What there is to see in one picture, seen from one question (or from none). */
export function viewOf(picture, question) {
  const { name, number, width, height } = picture;
  const { findings = [], drawn = [] } = question?.answer ?? {};
  const overview = drawn.find((one) => one.shape === "overview" && one.picture === name);
  const asked = question?.picture ?? question?.pictures[0]?.name;
  return {
    id: name,
    number,
    width,
    height,
    src: pictureSrc(name),
    alt: overview?.alt ?? `Picture ${number}`,
    of: question?.id ?? "",
    findings: findings.filter((finding) => finding.picture === name),
    asked: asked === name ? question.region : null,
  };
}
