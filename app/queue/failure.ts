/**
 * A failure in a few words that may be stored and shown to an administrator: its code and the
 * first line of its message, without urls and paths.
 */
export function describeFailure(error: unknown): string {
  const { message } = error instanceof Error ? error : new Error('unknown')
  const line = message
    .split('\n', 1)[0]
    .replace(/\w+:\/\/\S+/g, '<url>')
    .replace(/(?<![\w<])\/[^\s'"]+/g, '<path>')
  return `${failureCode(error)}: ${line}`.slice(0, 500)
}

/** The failure in one word of few: its code, or the name of its kind. */
export function failureCode(error: unknown): string {
  if (!(error instanceof Error)) return 'Error'
  return (error as NodeJS.ErrnoException).code ?? error.name
}
