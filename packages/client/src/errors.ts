/** One reason of a refusal: a stable code, and a sentence that says what to do. */
export interface ErrorDetail {
  code: string
  message: string
  field?: string
}

/** The API or the object store refused a request, or a file that was sent. */
export class MediaInboxError extends Error {
  override name = 'MediaInboxError'

  constructor(
    /** The status of the answer; 422 for a file that was refused after it was sent. */
    readonly status: number,
    readonly errors: ErrorDetail[],
    /** Seconds to wait before trying again, if the answer names them. */
    readonly retryAfter: number | null = null
  ) {
    super(errors[0]!.message)
  }

  get code() {
    return this.errors[0]!.code
  }

  /** The error that an answer holds. */
  static async from(response: Response) {
    const body = await response.json().catch(() => null)
    const { status } = response
    const unreadable = { code: 'E_UNREADABLE', message: `The server answered ${status}.` }
    const retryAfter = Number(response.headers.get('retry-after')) || null
    return new MediaInboxError(status, body?.errors ?? [unreadable], retryAfter)
  }
}

/** Whether the same request may succeed later: nobody answered, or not now. */
export function isTemporary(error: unknown) {
  if (!(error instanceof MediaInboxError)) return error instanceof TypeError
  return error.status === 408 || error.status === 429 || error.status >= 500
}
