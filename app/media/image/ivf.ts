import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { type PrimaryItem } from '#app/media/image/items'
import { Rejection } from '#app/media/rejection'

/** Where the bytes of a picture are in its file, none of them empty. */
export type Extents = PrimaryItem['extents']

/**
 * The extents of a picture, each with its length. Throws a rejection when they lead beyond the end
 * of the file, or have more bytes than it: they overlap then, to be more and more of them.
 */
export async function extentsIn(path: string, told: Extents): Promise<Extents> {
  const { size } = await stat(path)
  // None means up to the end of the file.
  const extents = told.map(({ offset, length }) => ({ offset, length: length || size - offset }))
  const isBeyond = extents.some(({ offset, length }) => length < 0 || offset + length > size)
  if (isBeyond || sizeOf(extents) > size) throw new Rejection('E_IMAGE_CORRUPT')
  return extents.filter(({ length }) => length > 0)
}

/** The bytes of all of them. */
export function sizeOf(extents: Extents): number {
  return extents.reduce((sum, { length }) => sum + length, 0)
}

/** A container of one picture, which every ffmpeg reads from a pipe, piece by piece. */
export async function* asIvf(path: string, extents: Extents): AsyncGenerator<Buffer> {
  const head = Buffer.alloc(44)
  head.write('DKIF\0\0\x20\0AV01', 'latin1')
  for (const [offset, value] of [
    [12, 0x10001],
    [16, 1],
    [20, 1],
    [24, 1],
    [32, sizeOf(extents)],
  ]) {
    head.writeUInt32LE(value, offset)
  }
  yield head
  for (const { offset, length } of extents) {
    yield* createReadStream(path, { start: offset, end: offset + length - 1 })
  }
}
