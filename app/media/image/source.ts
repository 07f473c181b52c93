import { readFile, stat } from 'node:fs/promises'
import { type Limits } from '#media/media'
import { Rejection } from '#media/rejection'

/** What sharp reads a picture from: its path, or a drawing's text. */
export type Source = string | Buffer

/**
 * A drawing is read into memory: without an address, no reference in it (image, style sheet,
 * entity) leads anywhere. Every other picture is read from its path, as far as it is needed.
 */
export async function sourceOf(path: string, type: string, limits: Limits): Promise<Source> {
  if (type !== 'image/svg+xml') return path
  const { size } = await stat(path)
  if (size > limits.drawingBytes) throw new Rejection('E_IMAGE_TOO_LARGE')
  return readFile(path)
}
