// Trying again while nobody answers, a little later each time, until the network is back.

import { Lost } from "./api.js";

export const FIRST_MS = 400;
const LONGEST_MS = 6000;

export class Patience {
  next = FIRST_MS;

  constructor(signal) {
    this.signal = signal;
  }

  /** Returns what *act* returns once it is not Lost; an aborted signal ends it too. */
  async until(act, onLost) {
    for (;;) {
      try {
        return await act();
      } catch (error) {
        if (!(error instanceof Lost)) throw error;
        onLost();
        await this.wait();
        this.signal?.throwIfAborted();
      }
    }
  }

  wait() {
    const pause = this.next;
    this.next = Math.min(pause * 2, LONGEST_MS);
    return new Promise((resolve) => {
      setTimeout(resolve, pause);
      addEventListener("online", resolve, { once: true });
      this.signal?.addEventListener("abort", resolve, { once: true });
    });
  }
}
