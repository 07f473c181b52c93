import { computed, signal } from '@preact/signals'
import { uploads } from './queue'

/** Over so many seconds the speed is averaged. */
const WINDOW = 6

export interface Totals {
  count: number
  done: number
  bytes: number
  sent: number
}

const counted = computed(() =>
  uploads.value.filter(({ state }) => !['failed', 'duplicate'].includes(state.value))
)

/** Where all uploads together stand. */
export const totals = computed<Totals>(() => {
  const total = { count: 0, done: 0, bytes: 0, sent: 0 }
  for (const { state, size, progress } of counted.value) {
    const isDone = state.value === 'done'
    const isSending = !['checking', 'done'].includes(state.value)
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

/** Bytes a second, lately. */
export const speed = signal(0)

export const secondsLeft = computed(() => {
  const { bytes, sent } = totals.value
  return speed.value > 0 ? (bytes - sent) / speed.value : null
})

/** Measures the speed for as long as anything moves; the answer ends it. */
export function measureSpeed() {
  const samples: number[] = []
  const timer = setInterval(() => {
    samples.push(totals.value.sent)
    if (samples.length > WINDOW + 1) samples.shift()
    const moved = samples.at(-1)! - samples[0]
    speed.value = Math.max(0, moved / Math.max(1, samples.length - 1))
  }, 1_000)
  return () => {
    clearInterval(timer)
    speed.value = 0
  }
}
