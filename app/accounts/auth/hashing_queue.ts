import { ServiceBusy } from '#app/accounts/sessions/errors'
import { Lanes } from '#app/accounts/auth/lanes'

/** Whose turn it is: all of one lane share theirs. */
export interface Turn {
  lane: string
  /** Known devices and signed-in users get every second turn, however many strangers wait. */
  isKnown: boolean
}

/** For commands, which compete with nobody. */
const ALONE: Turn = { lane: '', isKnown: true }

/**
 * Lets so many run at once and so many wait, each lane in its turn, and refuses the rest with
 * `ServiceBusy`: each hash takes 19 MiB and a thread of the pool that files and names need too.
 */
export class HashingQueue {
  #running = 0
  #isKnownNext = true
  readonly #known: Lanes
  readonly #strangers: Lanes

  constructor(
    private concurrency: number,
    limit: number
  ) {
    this.#known = new Lanes(limit)
    this.#strangers = new Lanes(limit)
  }

  async run<Result>(work: () => Promise<Result>, turn = ALONE): Promise<Result> {
    await this.#enter(turn)
    try {
      return await work()
    } finally {
      this.#leave()
    }
  }

  async #enter({ lane, isKnown }: Turn) {
    if (this.#running < this.concurrency) {
      this.#running++
      return
    }
    const lanes = isKnown ? this.#known : this.#strangers
    await new Promise<void>((enter, reject) => {
      lanes.add(lane, { enter, refuse: () => reject(new ServiceBusy()) })
    })
  }

  // The place goes straight to the next one who waits, so that nobody who comes later can take it.
  #leave() {
    const [first, second] = this.#isKnownNext
      ? [this.#known, this.#strangers]
      : [this.#strangers, this.#known]
    this.#isKnownNext = !this.#isKnownNext
    const next = first.next() ?? second.next()
    if (next) next.enter()
    else this.#running--
  }
}
