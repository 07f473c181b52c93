/** One who waits: exactly one of the two is called. */
export interface Waiting {
  enter(): void
  refuse(): void
}

/**
 * Who waits, in lanes that take turns. When all places are taken, the last one of the longest lane
 * gives way to a shorter lane.
 */
export class Lanes {
  readonly #lanes = new Map<string, Waiting[]>()
  #size = 0

  constructor(private limit: number) {}

  /** Calls `refuse` of the newcomer, or of the one who gives way, if there is no place. */
  add(name: string, newcomer: Waiting) {
    const lane = this.#lanes.get(name) ?? []
    if (this.#size >= this.limit) {
      const longest = [...this.#lanes.values()].reduce(longer, lane)
      if (longest.length <= lane.length + 1) return newcomer.refuse()
      longest.pop()!.refuse()
      this.#size--
    }
    lane.push(newcomer)
    this.#lanes.set(name, lane)
    this.#size++
  }

  /** Takes out the one whose turn it is. */
  next(): Waiting | undefined {
    const [entry] = this.#lanes
    if (!entry) return undefined
    const [name, lane] = entry
    const next = lane.shift()!
    this.#size--
    // A map keeps the order of insertion: the lane goes behind all others.
    this.#lanes.delete(name)
    if (lane.length > 0) this.#lanes.set(name, lane)
    return next
  }
}

function longer(one: Waiting[], other: Waiting[]) {
  return other.length > one.length ? other : one
}
