import { type AttachedImage } from 'mediabunny'
import { readHeader } from '#app/media/image/header'
import { decodeMemory } from '#app/media/image/memory'
import { decode, type Raster } from '#app/media/image/raster'
import { type ProcessOptions } from '#app/media/media'
import { largestEdge } from '#app/media/size'
import { Rejection } from '#app/media/rejection'
import { typesOf } from '#app/media/sniff'

/**
 * The cover of a recording, held to the same limits as any picture. Undefined when it has none, or
 * one that is damaged or too large, which is no reason to turn the music away.
 */
export async function readCover(
  images: AttachedImage[] = [],
  { recipes, limits }: ProcessOptions
): Promise<Raster | undefined> {
  const cover = images.find(({ kind }) => kind === 'coverFront') ?? images[0]
  if (!cover) return undefined
  const bytes = Buffer.from(cover.data)
  const [type] = typesOf(bytes.subarray(0, 4096))
  if (type !== 'image/jpeg' && type !== 'image/png') return undefined
  try {
    const header = await readHeader(bytes, type, limits)
    if ((await decodeMemory('', type, header)) > limits.memory) return undefined
    return await decode(bytes, largestEdge(recipes))
  } catch (error) {
    if (error instanceof Rejection) return undefined
    throw error
  }
}
