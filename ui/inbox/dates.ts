/** The first day of a year, month or day, and the first one after it; null if it is none. */
export function dateRange(text: string) {
  const [, year, month, day] = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/.exec(text) ?? []
  if (!year) return null
  const [y, m, d] = [Number(year), Number(month ?? 1) - 1, Number(day ?? 1)]
  const from = new Date(Date.UTC(y, m, d))
  if (from.getUTCMonth() !== m || from.getUTCDate() !== d) return null
  const to = new Date(day ? Date.UTC(y, m, d + 1) : month ? Date.UTC(y, m + 1) : Date.UTC(y + 1, 0))
  return { from: dayOf(from), to: dayOf(to) }
}

function dayOf(date: Date) {
  return date.toISOString().slice(0, 10)
}
