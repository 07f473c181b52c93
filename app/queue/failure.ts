/**
 * A failure in a few words that may be stored and shown to an administrator: its code and the
 * first line of its message, without urls and paths.
 */
export function describeFailure(error: unknown): string {
  const { code, name, message } =
    error instanceof Error ? named(error) : named(new Error('unknown'))
  const line = message
    .split('\n', 1)[0]
    .replace(/\w+:\/\/\S+/g, '<url>')
    .replace(/(?<![\w<])\/[^\s'"]+/g, '<path>')
  return `${code ?? name}: ${line}`.slice(0, 500)
}

function named(error: Error & { code?: string }) {
  return { code: error.code, name: error.name, message: error.message }
}
