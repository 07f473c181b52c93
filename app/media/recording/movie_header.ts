import { open } from 'node:fs/promises'
import { positive } from '#app/media/meta'

/** A file could be nothing but boxes of eight bytes. */
const mostBoxes = 1000

/** What a writer that does not know the duration fills in. */
const unknown = 0xffffffff

/**
 * Seconds that an MP4 or QuickTime file tells in the header of its movie (ISO/IEC 14496-12), found
 * without reading its tables, of which a long one has an entry a frame. Undefined where it does not
 * tell: one in fragments, for instance.
 */
export async function durationInHeader(path: string): Promise<number | undefined> {
  await using file = await open(path)
  const { size } = await file.stat()
  for (let offset = 0, count = 0; offset < size && count < mostBoxes; count++) {
    const { buffer } = await file.read(Buffer.alloc(48), 0, 48, offset)
    const isLong = buffer.readUInt32BE(0) === 1
    const length = isLong ? Number(buffer.readBigUInt64BE(8)) : buffer.readUInt32BE(0)
    const body = isLong ? 16 : 8
    if (length < body) return undefined
    const name = buffer.toString('latin1', 4, 8)
    if (name === 'mvhd') return durationIn(buffer.subarray(body))
    offset += name === 'moov' ? body : length
  }
}

/** Version, creation, modification, time scale and duration; version 1 takes eight bytes for three. */
function durationIn(header: Buffer) {
  if (header[0] === 1) return positive(Number(header.readBigUInt64BE(24)) / header.readUInt32BE(20))
  const duration = header.readUInt32BE(16)
  return duration === unknown ? undefined : positive(duration / header.readUInt32BE(12))
}
