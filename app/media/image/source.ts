import { open, readFile, stat } from 'node:fs/promises'
import { type Limits } from '#app/media/media'
import { Rejection } from '#app/media/rejection'
import { isUtf16, textOf } from '#app/media/xml_text'

/** What sharp reads a picture from: its path, or its bytes. */
export type Source = string | Buffer

/** Where an ISO media file names what it is, and the names of a moving and a still AVIF. */
const brand = { start: 8, end: 12, moving: 'avis', still: 'avif' }

const longestDeclaration = 512
const drawingMark = Buffer.from('<!--<svg-->')

/**
 * A drawing is read into memory: without an address, no reference in it (image, style sheet,
 * entity) leads anywhere. So is a moving AVIF, to call it a still one, for libvips would not open
 * it, though such a file holds a still picture as well. Every other picture is read from its path.
 */
export async function sourceOf(path: string, type: string, limits: Limits): Promise<Source> {
  if (type === 'image/svg+xml') return readDrawing(path, limits)
  if (type === 'image/avif' && (await isMoving(path))) return readAsStill(path)
  return path
}

/** The bytes of a moving AVIF, which are in memory while `sourceOf` is used; none of any other. */
export async function movingBytes(path: string, type: string): Promise<number> {
  if (type !== 'image/avif' || !(await isMoving(path))) return 0
  const { size } = await stat(path)
  return size
}

async function readDrawing(path: string, limits: Limits) {
  const { size } = await stat(path)
  if (size > limits.drawingBytes) throw new Rejection('E_IMAGE_TOO_LARGE')
  return asDrawing(await readFile(path))
}

/**
 * libvips takes for a drawing what has `<svg` near its start, which a prefix or a long comment can
 * prevent, and what is written in bytes: the first is put into a comment, behind the declaration.
 */
function asDrawing(bytes: Buffer) {
  const isWide = isUtf16(bytes)
  const plain = isWide ? Buffer.from(textOf(bytes).replace(/^\uFEFF?(<\?xml[^>]*\?>)?/, '')) : bytes
  const start = plain.toString('latin1', 0, longestDeclaration)
  const end = /^(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*\?>)?/.exec(start)![0].length
  return Buffer.concat([plain.subarray(0, end), drawingMark, plain.subarray(end)])
}

/** Whether an AVIF is a sequence, in which a still picture may lie as well. */
export async function isMoving(path: string): Promise<boolean> {
  await using file = await open(path)
  const { buffer } = await file.read(Buffer.alloc(brand.end), 0, brand.end, 0)
  return buffer.toString('latin1', brand.start) === brand.moving
}

async function readAsStill(path: string) {
  const bytes = await readFile(path)
  bytes.write(brand.still, brand.start, 'latin1')
  return bytes
}
