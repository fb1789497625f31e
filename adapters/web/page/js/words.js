// Every sentence that the page makes itself, so that its voice stays one.

const SURE_FROM = 0.9;
export const UNSURE_BELOW = 0.6;

export const LOST = "The connection is lost. Your question is kept; trying again.";
export const NOT_SENT = "The connection is lost, and this was not kept. Try again.";
export const AWAY = "Sightline cannot be reached just now. Try again in a moment.";
export const UNTITLED = "About this picture";

const STEPS = {
  reading: "reading the text",
  looking: "looking",
  answering: "finding the words",
  drawing: "drawing",
};
const SOURCES = {
  read: "read in the picture",
  measured: "measured in the picture",
  seen: "seen by KOSMOS-2",
};

export const stepWords = (step) => STEPS[step] ?? "working";

/** "3rd in line, about 6 s" */
export function inLine(position, eta) {
  const place = position > 1 ? `${ordinal(position)} in line` : "Next in line";
  return eta ? `${place}, about ${duration(eta)}` : place;
}

function ordinal(number) {
  const isTeen = number % 100 > 10 && number % 100 < 14;
  return number + ((!isTeen && { 1: "st", 2: "nd", 3: "rd" }[number % 10]) || "th");
}

function duration(seconds) {
  if (seconds < 90) return `${Math.max(1, Math.round(seconds))} s`;
  return `${Math.round(seconds / 60)} min`;
}

/** "seen by KOSMOS-2, fairly sure" */
export function sourceWords({ source, confidence }) {
  const isUnsure = confidence < UNSURE_BELOW;
  const sure = confidence >= SURE_FROM ? "sure" : isUnsure ? "unsure" : "fairly sure";
  return `${SOURCES[source] ?? source}, ${sure}`;
}

export function placeWords(number, isOnly) {
  return `this place in ${isOnly ? "the picture" : `picture ${number}`}`;
}

/** Where a rectangle lies, for who cannot see it. */
export function spotWords([left, top, right, bottom]) {
  const parts = [left, top, right - left, bottom - top];
  const [x, y, wide, high] = parts.map((part) => `${Math.round(part * 100)} %`);
  return `${x} from the left, ${y} from the top, ${wide} wide, ${high} high`;
}

export function tooLarge(bytes, most) {
  return `This file is ${megabytes(bytes)}; pictures up to ${megabytes(most)} work.`;
}

function megabytes(bytes) {
  const size = bytes / 1e6;
  return `${size < 10 ? Math.round(size * 10) / 10 : Math.round(size)} MB`;
}

const UNITS = [["day", 86400], ["hour", 3600], ["minute", 60]];
const ago = new Intl.RelativeTimeFormat("en", { numeric: "auto" });

/** "5 minutes ago", "yesterday" */
export function since(at) {
  const passed = Date.now() / 1000 - at;
  const unit = UNITS.find(([, seconds]) => passed >= seconds);
  return unit ? ago.format(-Math.floor(passed / unit[1]), unit[0]) : "just now";
}
