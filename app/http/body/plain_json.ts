import { BadJson } from '#app/http/exceptions/errors'

/** Deeper than anything that a client has a reason to send. */
const MAX_DEPTH = 32

/**
 * The same value with well-formed text: half a surrogate pair becomes U+FFFD, as in every UTF-8
 * encoder, since PostgreSQL takes neither. Throws `BadJson` where it is nested too deeply for
 * those who walk through it, or names a prototype.
 */
export function plainJson(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return value.toWellFormed()
  if (typeof value !== 'object' || value === null) return value
  if (depth === MAX_DEPTH)
    throw new BadJson(`The body is nested more than ${MAX_DEPTH} levels deep.`)
  if (Array.isArray(value)) return value.map((item) => plainJson(item, depth + 1))
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => {
      if (name === '__proto__') throw new BadJson('The body has a field "__proto__".')
      return [name.toWellFormed(), plainJson(item, depth + 1)]
    })
  )
}
