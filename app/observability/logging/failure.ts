import { scrub } from '#app/observability/logging/scrub'

// Knex puts the statement before what the database said of it.
const STATEMENT = /^(?:select|insert|update|delete|with|begin|commit|rollback)\b.* - (?=\S)/is

/** Characters of a message that are looked at. */
const MAX_READ = 1_000

/**
 * A failure in a few words that may be stored and shown to an administrator: its code and the
 * first line of its message, without statements, secrets, urls and paths.
 */
export function describeFailure(error: unknown): string {
  const { message } = error instanceof Error ? error : new Error('unknown')
  const [first] = message.replace(STATEMENT, '').split('\n', 1)
  const line = scrub(first.slice(0, MAX_READ))
    .replace(/\w+:\/\/\S+/g, '<url>')
    .replace(/(?<![\w<])\/[^\s'"]+/g, '<path>')
  return `${failureCode(error)}: ${line}`.slice(0, 500)
}

/** The failure in one word of few: its code, or the name of its kind. */
export function failureCode(error: unknown): string {
  if (!(error instanceof Error)) return 'Error'
  return (error as NodeJS.ErrnoException).code ?? error.name
}
