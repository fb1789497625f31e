// The server, as functions. A request ends in a value, a Refusal (the server said no,
// in a sentence) or Lost (nobody answered: worth trying again).

import { ring } from "./state.js";
import { AWAY, NOT_SENT } from "./words.js";

export class Lost extends Error {
  message = NOT_SENT;
}

export class Refusal extends Error {
  constructor(status, { error, receipt = [] }) {
    super(error?.sentence ?? AWAY);
    Object.assign(this, { status, receipt });
  }
}

let csrf = "";

export async function session() {
  const known = await get("/api/session");
  csrf = known.csrf;
  return known;
}

export const get = (path) => request("GET", path);

/** A request that changes something. */
export function change(method, path, body) {
  const headers = { "Content-Type": "application/json", "X-CSRF-Token": csrf };
  return request(method, path, { headers, body: body && JSON.stringify(body) });
}

/** Sends a form; *onProgress* hears the sent fraction, which fetch cannot tell. */
export function upload(path, form, { key, onProgress, signal }) {
  return new Promise((resolve, reject) => {
    const sending = new XMLHttpRequest();
    sending.open("POST", path);
    sending.setRequestHeader("X-CSRF-Token", csrf);
    sending.setRequestHeader("Idempotency-Key", key);
    sending.upload.onprogress = ({ loaded, total }) => onProgress(loaded / total);
    sending.onload = () => settle(sending.status, sending.responseText, resolve, reject);
    sending.onerror = () => reject(new Lost());
    sending.onabort = () => reject(signal.reason);
    signal.addEventListener("abort", () => sending.abort());
    sending.send(form);
  });
}

async function request(method, path, options) {
  let status, text;
  try {
    const response = await fetch(path, { method, ...options });
    status = response.status;
    text = await response.text();
  } catch {
    throw new Lost();
  }
  return new Promise((resolve, reject) => settle(status, text, resolve, reject));
}

function settle(status, text, resolve, reject) {
  const body = parsed(text);
  if (status === 401) ring("signed-out");
  if (status >= 200 && status < 300) resolve(body);
  // a 5xx without our own words comes from something in between, not from the server
  else reject(status >= 500 && !body.error ? new Lost() : new Refusal(status, body));
}

function parsed(text) {
  try {
    return JSON.parse(text) ?? {};
  } catch {
    return {};
  }
}
