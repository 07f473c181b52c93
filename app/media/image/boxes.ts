import { open } from 'node:fs/promises'
import { Rejection } from '#app/media/rejection'

/** The outermost boxes of a picture. Phones put films behind them, in a box or in no form at all. */
const boxes = new Set(['ftyp', 'meta', 'mdat', 'moov', 'free', 'skip', 'wide', 'uuid'])

/** Those that tell where the picture is, or are part of it: they count wherever they are. */
const directories = new Set(['ftyp', 'meta', 'moov'])

/** More than any program writes: a file could be nothing but boxes of eight bytes. */
const mostBoxes = 1000

/**
 * Walks over the outermost boxes of an ISO media file (ISO/IEC 14496-12) and throws a rejection
 * when one claims more bytes than there are, or there are too many: the decoders of HEIC and AVIF
 * fill in what is missing without a word. Gives where the last of them ends; a second `ftyp` begins
 * another file, which is none of the picture's. Where `lastByte` is known to be its last one, what
 * only keeps bytes behind it does not count.
 */
export async function endOfPicture(path: string, lastByte = Infinity): Promise<number> {
  await using file = await open(path)
  const { size } = await file.stat()
  const head = Buffer.alloc(16)
  let end = 0
  for (let offset = 0, count = 1; offset < size; count++) {
    // What is left of the last box must not count as the name of what follows.
    head.fill(0)
    await file.read(head, 0, head.length, offset)
    const name = head.toString('latin1', 4, 8)
    if (name === 'ftyp' && offset > 0) return end
    const isOwn = boxes.has(name)
    const length = lengthOf(head, size - offset)
    const isBeyond = length < 8 || offset + length > size || count > mostBoxes
    if (isBeyond && isOwn) throw new Rejection('E_IMAGE_CORRUPT')
    if (isBeyond) return end
    offset += length
    if (isOwn) end = Math.max(end, directories.has(name) ? offset : Math.min(offset, lastByte))
  }
  return end
}

/** Zero means up to the end of the file, one that the length follows in eight bytes. */
function lengthOf(head: Buffer, rest: number) {
  const length = head.readUInt32BE(0)
  if (length === 0) return rest
  return length === 1 ? Number(head.readBigUInt64BE(8)) : length
}
