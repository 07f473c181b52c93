import { open, stat } from 'node:fs/promises'
import { decode, type Raster } from '#app/media/image/raster'
import { Rejection } from '#app/media/rejection'

/** The marker at the end of a JPEG, which old webcams and phones left out (ITU-T T.81, table B.1). */
const endMarker = Buffer.from([0xff, 0xd9])

/** A larger file is not read into memory for it. */
const mostBytes = 32 * 1024 * 1024

/**
 * What was decoded of a JPEG, or all of it when nothing but the marker at its end is missing: with
 * one, its decoder has nothing to warn of.
 */
export async function withoutEnd(
  path: string,
  decoded: Promise<Raster>,
  edge: number,
  seconds?: number
): Promise<Raster> {
  try {
    return await decoded
  } catch (error) {
    const isDamaged = error instanceof Rejection && error.code === 'E_IMAGE_CORRUPT'
    const whole = isDamaged && (await completed(path))
    if (!whole) throw error
    return decode(whole, edge, seconds, 'warning').catch(() => Promise.reject(error))
  }
}

async function completed(path: string) {
  const { size } = await stat(path)
  if (size > mostBytes) return undefined
  await using file = await open(path)
  const { buffer } = await file.read(Buffer.alloc(size), 0, size, 0)
  return buffer.subarray(-2).equals(endMarker) ? undefined : Buffer.concat([buffer, endMarker])
}
