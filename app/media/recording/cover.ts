import { stat } from 'node:fs/promises'
import { type AttachedImage } from 'mediabunny'
import { coverByFfmpeg } from '#app/media/recording/ask_ffmpeg'
import { readHeader } from '#app/media/image/header'
import { decodeMemory } from '#app/media/image/memory'
import { decode, type Raster } from '#app/media/image/raster'
import { type ProcessOptions } from '#app/media/media'
import { largestEdge } from '#app/media/size'
import { Rejection } from '#app/media/rejection'
import { typesOf } from '#app/media/sniff'

/** Bytes of a recording that can hold a picture. */
const smallest = 1024

/** What is shown of a cover is its first frame. */
const kinds = ['image/jpeg', 'image/png', 'image/webp', 'image/gif']

/**
 * The cover of a recording, held to the same limits as any picture. Undefined when it has none, or
 * one that is damaged or too large, which is no reason to turn the music away.
 */
export async function readCover(
  path: string,
  recording: string,
  images: AttachedImage[] = [],
  options: ProcessOptions
): Promise<Raster | undefined> {
  const { recipes, limits } = options
  const cover = images.find(({ kind }) => kind === 'coverFront') ?? images[0]
  const bytes = cover ? Buffer.from(cover.data) : await askForCover(path, recording, options)
  const [type] = bytes ? typesOf(bytes.subarray(0, 4096)) : []
  if (!bytes || !kinds.includes(type)) return undefined
  try {
    const header = await readHeader(bytes, type, limits)
    // A file that is not there is what costs most.
    if ((await decodeMemory('/dev/null', type, header)) > limits.memory) return undefined
    return await decode(bytes, largestEdge(recipes))
  } catch (error) {
    if (error instanceof Rejection) return undefined
    throw error
  }
}

async function askForCover(path: string, recording: string, options: ProcessOptions) {
  const { size } = await stat(path)
  return size < smallest ? undefined : coverByFfmpeg(path, recording, options)
}
