import pg from 'pg'

/**
 * How plain rows are read: times as the text that answers write, which takes a fraction of parsing
 * each into a `Date` and formatting it again.
 */
export const plainTypes = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (oid === pg.types.builtins.TIMESTAMPTZ) return isoTime
    return pg.types.getTypeParser(oid, format as 'text')
  },
} as pg.CustomTypesConfig

/** `2026-07-01 10:00:00.5+00` is `2026-07-01T10:00:00.500Z`. */
export function isoTime(written: string) {
  // Sessions in UTC are the rule; any other zone, and years of more digits, take the long way.
  if (!written.endsWith('+00') || written[10] !== ' ') return new Date(written).toISOString()
  const fraction = written.slice(20, -3).slice(0, 3).padEnd(3, '0')
  return `${written.slice(0, 10)}T${written.slice(11, 19)}.${fraction}Z`
}
