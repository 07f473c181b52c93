/** One number, or the first of several; of a fraction its quotient. */
export function numberOf(value: unknown): number | undefined {
  if (typeof value === 'number') return value
  if (!Array.isArray(value)) return undefined
  if (Array.isArray(value[0])) return numberOf(value[0])
  const [numerator, denominator] = value
  const quotient = denominator === undefined ? numerator : numerator / denominator
  return Number.isFinite(quotient) ? quotient : undefined
}

/**
 * Degrees, minutes and seconds, or degrees alone, as one number. `hemispheres` are the first
 * letters of the positive and the negative one; a value that names neither is no place.
 */
export function degreesOf(
  value: unknown,
  reference = '',
  [positive, negative]: string
): number | undefined {
  const letter = reference.slice(0, 1).toUpperCase()
  if (!Array.isArray(value) || (letter !== positive && letter !== negative)) return undefined
  const parts = Array.isArray(value[0]) ? value : [value]
  const [degrees, minutes = 0, seconds = 0] = parts.map(numberOf)
  if (degrees === undefined) return undefined
  const size = Math.abs(degrees) + minutes / 60 + seconds / 3600
  return letter === negative ? -size : size
}
