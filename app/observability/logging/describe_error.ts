interface DescribedError {
  type: string
  code?: string
  message: string
  stack?: string
  cause?: DescribedError
}

// A chain of causes that leads back to itself would have no end.
const MAX_CAUSES = 5

/**
 * An error for the log: what it is and where, with its causes. Whatever else libraries hang on
 * their errors stays out, for it may be a request, a row or a body.
 */
export function describeError(error: unknown, depth = 0): DescribedError {
  if (!(error instanceof Error)) return { type: typeof error, message: String(error) }
  const { name, message, stack, cause } = error
  const { code } = error as NodeJS.ErrnoException
  return {
    type: error.constructor.name || name,
    code,
    message,
    stack,
    cause: cause && depth < MAX_CAUSES ? describeError(cause, depth + 1) : undefined,
  }
}
