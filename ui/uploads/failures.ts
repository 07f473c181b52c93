/** The file cannot be read any more: it was moved, changed or deleted since it was chosen. */
export class FileUnreadable extends Error {
  constructor() {
    super('The file has changed or moved since it was chosen. Choose it again.')
  }
}

/** The store refused the bytes. */
export class StoreRefusal extends Error {
  constructor(readonly status: number) {
    super('The store refused the upload.')
  }

  /** Something is there already, and what was sent once is not overwritten. */
  get isTaken() {
    return this.status === 409 || this.status === 412
  }

  /** A URL that expired while the upload was queued, or a busy store: a new URL may work. */
  get isPassing() {
    return this.status === 403 || this.status === 429 || this.status >= 500
  }
}

/** Everything was sent, and the server does not find it: once more. */
export class NotArrived extends Error {
  readonly isPassing = true

  constructor() {
    super('The upload did not complete.')
  }
}
