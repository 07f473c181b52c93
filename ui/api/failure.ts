interface ApiError {
  code: string
  message: string
  field?: string
  /** What a code is sent with, where a second factor is asked for. */
  challenge?: string
}

/** The API has said no. */
export class ApiFailure extends Error {
  constructor(
    readonly status: number,
    readonly errors: ApiError[],
    /** Seconds to wait, where the answer names them. */
    readonly retryAfter: number | null
  ) {
    super(errors[0].message)
  }

  get code() {
    return this.errors[0].code
  }

  get challenge() {
    return this.errors[0].challenge
  }

  /** Trying again later may help: too many requests, or something is down for the moment. */
  get isPassing() {
    return this.status === 429 || this.status >= 500
  }

  /** What was wrong with each field of a form. */
  get fields(): Record<string, string> {
    const named = this.errors.filter(({ field }) => field)
    return Object.fromEntries(named.map(({ field, message }) => [field, message]))
  }

  static async from(response: Response) {
    const body = await response.json().catch(() => null)
    const errors: ApiError[] = body?.errors ?? [
      { code: 'E_UNREADABLE', message: `The server answered with ${response.status}.` },
    ]
    const retryAfter = Number(response.headers.get('retry-after')) || null
    return new ApiFailure(response.status, errors, retryAfter)
  }
}

/** Nobody answered. */
export class Offline extends Error {
  constructor(cause: unknown) {
    super('The connection was lost.', { cause })
  }
}

/** The browser or the person said no; the message is a sentence for people. */
export class Refused extends Error {}

/** A sentence for people, whatever was thrown. */
export function sentenceOf(error: unknown) {
  if (error instanceof ApiFailure || error instanceof Offline || error instanceof Refused) {
    return error.message
  }
  return 'Something went wrong. Please try again.'
}
