import { open } from 'node:fs/promises'
import { Rejection } from '#media/rejection'

/** The outermost boxes of a picture. Phones put data of their own behind them, in no form at all. */
const boxes = new Set(['ftyp', 'meta', 'mdat', 'moov', 'free', 'skip', 'wide', 'uuid'])

/** More than any program writes: a file could be nothing but boxes of eight bytes. */
const mostBoxes = 1000

/**
 * Walks over the outermost boxes of an ISO media file (ISO/IEC 14496-12) and throws a rejection
 * when one claims more bytes than there are, or there are too many: the decoders of HEIC and AVIF
 * fill in what is missing without a word.
 */
export async function assertWhole(path: string): Promise<void> {
  await using file = await open(path)
  const { size: end } = await file.stat()
  const head = Buffer.alloc(16)
  for (let offset = 0, count = 1; offset < end; count++) {
    await file.read(head, 0, head.length, offset)
    if (!boxes.has(head.toString('latin1', 4, 8))) return
    const length = lengthOf(head, end - offset)
    const isBeyond = length < 8 || offset + length > end || count > mostBoxes
    if (isBeyond) throw new Rejection('E_IMAGE_CORRUPT')
    offset += length
  }
}

/** Zero means up to the end of the file, one that the length follows in eight bytes. */
function lengthOf(head: Buffer, rest: number) {
  const length = head.readUInt32BE(0)
  if (length === 0) return rest
  return length === 1 ? Number(head.readBigUInt64BE(8)) : length
}
