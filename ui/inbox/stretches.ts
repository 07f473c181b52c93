import type { Gallery } from './layout'

/** A month on the scrubber. */
export interface Stretch {
  month: string
  count: number
  /** Pixels in the gallery. */
  top: number
  height: number
  /** Shares of the scrubber's length. */
  start: number
  length: number
}

/**
 * Half of the scrubber is shared by all months alike, so that each can be hit, and half by how much
 * they hold.
 */
export function stretchesOf({ blocks, height }: Gallery): Stretch[] {
  let start = 0
  return blocks.map(({ section: { month, count }, top, height: own }) => {
    const length = 0.5 / blocks.length + (0.5 * own) / height
    const stretch = { month, count, top, height: own, start, length }
    start += length
    return stretch
  })
}

/** The month at a share of the scrubber, and the place in the gallery. */
export function pointAt(stretches: Stretch[], share: number) {
  const after = stretches.findIndex(({ start }) => start > share)
  const index = after < 0 ? stretches.length - 1 : Math.max(0, after - 1)
  const { top, height, start, length } = stretches[index]
  return { index, y: top + (height * (share - start)) / length }
}

/** The share of the scrubber for a place in the gallery. */
export function shareAt(stretches: Stretch[], y: number) {
  const after = stretches.findIndex(({ top }) => top > y)
  const { top, height, start, length } = stretches[after < 0 ? stretches.length - 1 : after - 1]
  return Math.min(1, start + (length * (y - top)) / height)
}
