import { type Metadata } from 'sharp'
import { type Format } from '#media/formats'
import { assertWhole } from '#media/image/boxes'
import { readHeader } from '#media/image/header'
import { decodeMemory } from '#media/image/memory'
import { sourceOf } from '#media/image/source'
import { type Limits } from '#media/media'
import { Rejection } from '#media/rejection'

/** What a file will cost, known before anything of it is decoded. */
export interface Plan {
  /** Bytes that reading it takes at most. */
  memory: number
  /** Of a picture whose header may be read in any process. */
  header?: Metadata
}

/** For what tells no size of its own: such a file is bounded by its own process. */
const unknown = 256 * 1024 * 1024

/** Holds a file against the limits, as far as its header tells. Throws a rejection beyond them. */
export async function planFor(path: string, format: Format, limits: Limits): Promise<Plan> {
  if (format.kind !== 'image' || format.type === 'image/svg+xml') return { memory: unknown }
  if (format.type === 'image/heic' || format.type === 'image/avif') await assertWhole(path)
  const header = await readHeader(await sourceOf(path, format.type, limits), format.type, limits)
  const memory = await decodeMemory(path, format.type, header)
  if (memory > limits.memory) throw new Rejection('E_PROCESSING_MEMORY')
  return { memory, header }
}
