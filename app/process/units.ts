const UNITS = ['bytes', 'kB', 'MB', 'GB', 'TB']

/** A size for people: "64 kB", "1.5 GB". Never more than it is, with one decimal at most. */
export function formatBytes(bytes: number) {
  let value = bytes
  let unit = 0
  while (value >= 1000 && unit < UNITS.length - 1) {
    value /= 1000
    unit++
  }
  return `${Math.floor(value * 10) / 10} ${UNITS[unit]}`
}
