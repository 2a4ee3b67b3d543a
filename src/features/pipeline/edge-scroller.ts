import { edgeSpeed } from './auto-scroll.ts';

/** What scrolls while something is dragged near its edge. */
export type EdgeTargets = { readonly sideways: HTMLElement | null; readonly upAndDown: HTMLElement | null };

const nowhere: EdgeTargets = { sideways: null, upAndDown: null };

/** Scrolls what the pointer is near the edge of, once a frame, as long as a drag lasts. */
export class EdgeScroller {
  #x = 0;
  #y = 0;
  #targets = nowhere;
  #frame: number | undefined;
  #last = 0;

  start(): void {
    this.stop();
    this.#last = performance.now();
    this.#frame = requestAnimationFrame(this.#step);
  }

  stop(): void {
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
    this.#frame = undefined;
    this.#targets = nowhere;
  }

  /** @param x position in the window, CSS pixels */
  pointerAt(x: number, y: number, targets: EdgeTargets): void {
    this.#x = x;
    this.#y = y;
    this.#targets = targets;
  }

  readonly #step = (now: number): void => {
    // A frame that came late must not make a leap.
    const seconds = Math.min(now - this.#last, 50) / 1000;
    this.#last = now;
    const { sideways, upAndDown } = this.#targets;
    if (sideways) {
      const { left, right } = sideways.getBoundingClientRect();
      const speed = edgeSpeed(this.#x, left, right);
      if (speed !== 0) sideways.scrollLeft += speed * seconds;
    }
    if (upAndDown) {
      const { top, bottom } = upAndDown.getBoundingClientRect();
      const speed = edgeSpeed(this.#y, top, bottom);
      if (speed !== 0) upAndDown.scrollTop += speed * seconds;
    }
    this.#frame = requestAnimationFrame(this.#step);
  };
}
