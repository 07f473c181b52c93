import { compact } from '#app/media/meta'
import { takenFacts, type Written } from '#app/media/taken'

/** What one block of metadata tells of a photo. */
export interface PhotoFacts {
  facts: Record<string, unknown>
  /** When the picture was taken, made digital, and according to the satellites. */
  original?: Written[]
  digitized?: Written[]
  satellites?: Written[]
}

/**
 * The facts of all blocks, each from the first one that has it; the moment from the first block
 * that tells when the picture was taken, then when it was made digital
 * (docs/adr/0106-moments-and-places.md).
 */
export function combine(blocks: PhotoFacts[]): Record<string, unknown> {
  const facts = blocks.map((block) => compact(block.facts) ?? {})
  const camera = blocks.map((block) => block.facts.camera ?? {})
  const moments = [
    ...blocks.flatMap(({ original = [] }) => original),
    ...blocks.flatMap(({ digitized = [] }) => digitized),
    ...blocks.flatMap(({ satellites = [] }) => satellites),
  ]
  const combined = {
    ...Object.assign({}, ...facts.toReversed()),
    camera: compact(Object.assign({}, ...camera.toReversed())),
    ...takenFacts(moments),
  }
  return compact(combined) ?? {}
}
