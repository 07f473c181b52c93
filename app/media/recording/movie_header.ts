import { open } from 'node:fs/promises'
import { positive } from '#app/media/meta'

/** What an MP4 or QuickTime file tells in the headers of its movie. */
export interface MovieHeader {
  /** Seconds. */
  duration?: number
  /** When it was begun, in ISO 8601 and UTC. */
  created?: string
}

/** A file could be nothing but boxes of eight bytes. */
const mostBoxes = 1000

/** What a writer that does not know the duration fills in. */
const unknown = 0xffffffff

/** Boxes that hold the headers, which all begin alike. */
const parents = ['moov', 'trak', 'mdia']
const headers = ['mvhd', 'tkhd', 'mdhd']

/** Seconds between the epochs of QuickTime (1904) and of computers, which some cameras write. */
const epoch = 2_082_844_800

/**
 * Reads the header of the movie (ISO/IEC 14496-12), found without reading its tables, of which a
 * long one has an entry a frame; the moment from that of the first track where it tells none.
 */
export async function readMovieHeader(path: string): Promise<MovieHeader> {
  const found: MovieHeader = {}
  await using file = await open(path)
  const { size } = await file.stat()
  for (let offset = 0, count = 0; offset < size && count < mostBoxes; count++) {
    const { buffer } = await file.read(Buffer.alloc(48), 0, 48, offset)
    const isLong = buffer.readUInt32BE(0) === 1
    const length = isLong ? Number(buffer.readBigUInt64BE(8)) : buffer.readUInt32BE(0)
    const body = isLong ? 16 : 8
    if (length < body) return found
    const name = buffer.toString('latin1', 4, 8)
    if (headers.includes(name)) found.created ??= creationIn(buffer.subarray(body))
    if (name === 'mvhd') found.duration = durationIn(buffer.subarray(body))
    if (name === 'mdhd' || (name === 'mvhd' && found.created)) return found
    offset += parents.includes(name) ? body : length
  }
  return found
}

/** Version, creation, modification, time scale and duration; version 1 takes eight bytes for three. */
function durationIn(header: Buffer) {
  if (header[0] === 1) return positive(Number(header.readBigUInt64BE(24)) / header.readUInt32BE(20))
  const duration = header.readUInt32BE(16)
  return duration === unknown ? undefined : positive(duration / header.readUInt32BE(12))
}

/** Zero, in either epoch, is what a clock shows that was never set. */
function creationIn(header: Buffer) {
  const told = header[0] === 1 ? Number(header.readBigUInt64BE(4)) : header.readUInt32BE(4)
  const seconds = told < epoch ? told : told - epoch
  const moment = new Date(seconds * 1000)
  return seconds > 0 && !Number.isNaN(moment.getTime()) ? moment.toISOString() : undefined
}
