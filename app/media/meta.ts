/**
 * The entries of `facts` that say something; undefined when none does, so that an answer never
 * carries an empty part.
 */
export function compact<T extends Record<string, unknown>>(facts: T): Partial<T> | undefined {
  const entries = Object.entries(facts).filter(([, value]) => value !== undefined)
  return entries.length > 0 ? (Object.fromEntries(entries) as Partial<T>) : undefined
}

/** A text out of a file, made fit for JSON and a screen: one line, 200 characters at most. */
export function printable(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined
  const line = value
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim()
  return line ? line.slice(0, 200).toWellFormed() : undefined
}

/** The most that an integer of the database takes. */
const most = 2 ** 31 - 1

/** A measure out of a file, if it is one: larger ones are lies, which the database may refuse. */
export function positive(value: unknown): number | undefined {
  return typeof value === 'number' && value > 0 && value <= most ? value : undefined
}
