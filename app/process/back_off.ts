/** The pause before what died starts again doubles between these two, in milliseconds. */
const FIRST_PAUSE = 500
const LONGEST_PAUSE = 30_000

/** Having run for so long, in milliseconds, it counts as well again. */
const WELL_AFTER = 60_000

/** How long to wait after each death, so that what cannot live does not take all the processor. */
export class BackOff {
  #deaths = 0

  /** The pause after a life of so many milliseconds. */
  pauseAfter(life: number) {
    if (life > WELL_AFTER) this.#deaths = 0
    return Math.min(FIRST_PAUSE * 2 ** this.#deaths++, LONGEST_PAUSE)
  }
}
