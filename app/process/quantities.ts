/** What one of each unit is in the quantity that a variable is read as. */
export const units = {
  bytes: {
    B: 1,
    kB: 1e3,
    MB: 1e6,
    GB: 1e9,
    TB: 1e12,
    KiB: 1024,
    MiB: 1024 ** 2,
    GiB: 1024 ** 3,
    TiB: 1024 ** 4,
  },
  seconds: { s: 1, m: 60, h: 3_600, d: 86_400 },
  days: { d: 1, w: 7 },
} as const

export type Quantity = keyof typeof units

/** How people write each of them. */
export const examples: Record<Quantity, string> = {
  bytes: '100MB or 10GiB',
  seconds: '90s, 15m, 12h or 7d',
  days: '30d or 4w',
}

const WRITTEN = /^(\d+(?:\.\d+)?)\s*([a-z]*)$/i

/** The number that a text such as `100MB` or `15m` means; a bare number is one already. */
export function parseQuantity(given: string, quantity: Quantity): number {
  const [, amount, unit] = WRITTEN.exec(given.trim()) ?? []
  if (amount === undefined) return Number.NaN
  if (unit === '') return Number(amount)
  const known = Object.entries(units[quantity])
  const [, factor] = known.find(([name]) => name.toLowerCase() === unit.toLowerCase()) ?? []
  return factor === undefined ? Number.NaN : Math.round(Number(amount) * factor)
}
