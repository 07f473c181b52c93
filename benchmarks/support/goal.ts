/** A figure that is to be reached, and whether it was. */
export class Goal {
  private constructor(
    readonly what: string,
    readonly aim: string,
    readonly measured: number,
    readonly isMet: boolean
  ) {}

  static atLeast(limit: number, measured: number, what: string) {
    return new Goal(what, `≥ ${limit}`, measured, measured >= limit)
  }

  static below(limit: number, measured: number, what: string) {
    return new Goal(what, `< ${limit}`, measured, measured < limit)
  }

  static atMost(limit: number, measured: number, what: string) {
    return new Goal(what, `≤ ${limit}`, measured, measured <= limit)
  }

  get verdict() {
    return this.isMet ? 'met' : '**missed**'
  }

  /** For the cell beside the figure. */
  toString() {
    return `${this.aim}, ${this.verdict}`
  }
}
