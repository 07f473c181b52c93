import { computed, signal } from '@preact/signals'
import { uploads } from './queue'
import type { UploadState } from './upload'

/** Over so many seconds the speed is averaged. */
const WINDOW = 12

export interface Totals {
  count: number
  done: number
  bytes: number
  sent: number
}

const counted = computed(() =>
  uploads.value.filter(({ state }) => !['failed', 'duplicate', 'rejected'].includes(state.value))
)

/** Where all uploads together stand. */
export const totals = computed<Totals>(() => {
  const total = { count: 0, done: 0, bytes: 0, sent: 0 }
  for (const { state, size, progress } of counted.value) {
    const isDone = state.value === 'done' || state.value === 'processing'
    const isSending = !['checking', 'waiting'].includes(state.value)
    total.count++
    total.bytes += size
    total.done += isDone ? 1 : 0
    total.sent += isDone ? size : isSending ? progress.value : 0
  }
  return total
})

export const isBusy = computed(() =>
  counted.value.some(({ state }) => ['waiting', 'checking', 'sending'].includes(state.value))
)

/** How many are in each state. */
export const tally = computed(() => {
  const numbers: Partial<Record<UploadState, number>> = {}
  for (const { state } of uploads.value) numbers[state.value] = (numbers[state.value] ?? 0) + 1
  return numbers
})

/** Bytes a second, lately. */
export const speed = signal(0)
/** Files a second: of many small ones, the requests cost more than the bytes. */
const filesPerSecond = signal(0)

export const secondsLeft = computed(() => {
  const { bytes, sent, count, done } = totals.value
  if (speed.value === 0) return null
  const byFiles = filesPerSecond.value > 0 ? (count - done) / filesPerSecond.value : 0
  return Math.max((bytes - sent) / speed.value, byFiles)
})

/** Measures the speed for as long as anything moves; the answer ends it. */
export function measureSpeed() {
  const samples = [totals.value]
  const timer = setInterval(() => {
    samples.push(totals.value)
    if (samples.length > WINDOW + 1) samples.shift()
    const [first, last] = [samples[0], samples.at(-1)!]
    const seconds = samples.length - 1
    speed.value = Math.max(0, last.sent - first.sent) / seconds
    filesPerSecond.value = Math.max(0, last.done - first.done) / seconds
  }, 1_000)
  return () => {
    clearInterval(timer)
    speed.value = filesPerSecond.value = 0
  }
}
