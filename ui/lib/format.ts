const UNITS = ['bytes', 'kB', 'MB', 'GB', 'TB']

/** A size as people read it: 4.2 MB. */
export function bytes(size: number) {
  if (size < 1_000) return `${size} ${size === 1 ? 'byte' : 'bytes'}`
  const step = Math.min(Math.floor(Math.log10(size) / 3), UNITS.length - 1)
  const value = size / 1_000 ** step
  return `${value.toFixed(value < 10 ? 1 : 0)} ${UNITS[step]}`
}

/** How long something takes, roughly: 2 min. */
export function duration(seconds: number) {
  if (seconds < 60) return `${Math.max(1, Math.round(seconds))} s`
  if (seconds < 3_600) return `${Math.round(seconds / 60)} min`
  const hours = Math.floor(seconds / 3_600)
  return hours < 48
    ? `${hours} h ${Math.round((seconds % 3_600) / 60)} min`
    : `${Math.round(hours / 24)} d`
}

/** The length of a recording: 1:02:03. */
export function playtime(seconds: number) {
  const whole = Math.round(seconds)
  const parts = [Math.floor(whole / 3_600), Math.floor((whole % 3_600) / 60), whole % 60]
  if (parts[0] === 0) parts.shift()
  return parts.map((part, index) => (index ? String(part).padStart(2, '0') : part)).join(':')
}

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' })
const STEPS: [number, Intl.RelativeTimeFormatUnit][] = [
  [60, 'second'],
  [60, 'minute'],
  [24, 'hour'],
  [30, 'day'],
  [12, 'month'],
  [Infinity, 'year'],
]

/** How long ago: 5 minutes ago. */
export function ago(time: string, now = Date.now()) {
  let value = (Date.parse(time) - now) / 1_000
  for (const [size, unit] of STEPS) {
    if (Math.abs(value) < size) return relative.format(Math.round(value), unit)
    value /= size
  }
  return time
}

const moment = new Intl.DateTimeFormat('en', { dateStyle: 'long', timeStyle: 'short' })

export function dateTime(time: string) {
  return moment.format(new Date(time))
}

const thisYear = new Intl.DateTimeFormat('en', { weekday: 'long', day: 'numeric', month: 'long' })
const otherYear = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'long', year: 'numeric' })

/** A day as a heading: Today, Yesterday, Tuesday, March 4. */
export function day(date: Date, today = new Date()) {
  const days = Math.round((midnight(today) - midnight(date)) / 86_400_000)
  if (days === 0) return 'Today'
  if (days === 1) return 'Yesterday'
  return (date.getFullYear() === today.getFullYear() ? thisYear : otherYear).format(date)
}

const monthOfYear = new Intl.DateTimeFormat('en', { month: 'long', year: 'numeric' })

/** The name of a month such as `2026-07`: July 2026. */
export function month(given: string) {
  const [year, number] = given.split('-').map(Number)
  return monthOfYear.format(new Date(year, number - 1))
}

function midnight(date: Date) {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime()
}

export function count(number: number, one: string, many = `${one}s`) {
  return `${number.toLocaleString('en')} ${number === 1 ? one : many}`
}
