import type { CanvasFrame } from "./frame";

export interface Finished { readonly image: ImageBitmap; readonly frame: CanvasFrame }

/** Decides when a finished picture is shown: at once, at the end of a zoom animation, or not at all, when that has made it outdated. */
export class PictureGate {
  readonly #show: (picture: Finished) => void;
  #animating = false;
  #goal = 0; // the scale that the last zoom animation leads to, until a picture of it is shown; 0 = none
  #next: Finished | null = null; // waits for the end of the animation

  constructor(show: (picture: Finished) => void) {
    this.#show = show;
  }

  /** Whether the picture for the end of a zoom animation is there: others before that end would never be seen. */
  get holds(): boolean { return this.#next !== null; }

  /** Returns whether the picture is shown now. */
  present(picture: Finished): boolean {
    if (this.#goal !== 0 && picture.frame.scale !== this.#goal) {
      // Handing it to the screen would take the time that the next one needs.
      picture.image.close();
      return false;
    }
    this.#next?.image.close();
    this.#next = picture;
    // In the middle of an animation the old picture is on its way to where the new one will lie.
    return !this.#animating && this.#showNext();
  }

  /** A zoom animation begins, towards this scale. */
  begin(goal: number): void {
    this.#animating = true;
    this.#goal = goal;
  }

  /** The animation has ended. Returns whether a picture was waiting for that. */
  end(): boolean {
    this.#animating = false;
    return this.#next !== null && this.#showNext();
  }

  /** The map is at this scale, by whatever way. */
  at(scale: number): void {
    if (scale !== this.#goal) this.#goal = 0;
  }

  dispose(): void {
    this.#next?.image.close();
  }

  #showNext(): true {
    const picture = this.#next!;
    this.#next = null;
    this.#goal = 0;
    this.#show(picture);
    return true;
  }
}
