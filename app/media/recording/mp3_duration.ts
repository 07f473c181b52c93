import { open, type FileHandle } from 'node:fs/promises'
import { frameAt, id3Length, type Frame } from '#app/media/mpeg_audio'

/** What counts the frames of the whole file may stand in the first one (LAME, Fraunhofer). */
const xing = { names: ['Xing', 'Info'], flags: 4, frames: 8, hasFrames: 1 }
const vbri = { name: 'VBRI', at: 36, frames: 14 }

/** So much of a file is walked over; the rest is taken to be alike. */
const mostBytes = 64 * 1024 * 1024
const windowBytes = 1024 * 1024

/** Bytes that may lie before the first frame, or between two. */
const mostJunk = 64 * 1024

/**
 * The seconds of an MP3: by the count of frames in its first one, or by walking over them, for a
 * bit rate that varies tells nothing. Undefined where there are none.
 */
export async function mp3Duration(path: string): Promise<number | undefined> {
  await using file = await open(path)
  const { size } = await file.stat()
  const first = await windowAt(file, 0)
  const start = id3Length(first)
  const window = start > 0 ? await windowAt(file, start) : first
  const at = nextFrame(window, 0)
  if (at === undefined) return undefined
  const frame = frameAt(window, at)!
  const told = framesTold(window.subarray(at), frame)
  if (told) return (told * frame.samples) / frame.sampleRate
  return await walk(file, start + at, size)
}

function framesTold(bytes: Buffer, { side }: Frame) {
  const nameAt = (at: number) => bytes.toString('latin1', at, at + 4)
  if (xing.names.includes(nameAt(side)) && bytes[side + 7] & xing.hasFrames) {
    return bytes.readUInt32BE(side + xing.frames)
  }
  return nameAt(vbri.at) === vbri.name ? bytes.readUInt32BE(vbri.at + vbri.frames) : undefined
}

async function walk(file: FileHandle, start: number, size: number) {
  const end = Math.min(size, start + mostBytes)
  let seconds = 0
  let offset = start
  while (offset < end) {
    const window = await windowAt(file, offset)
    let at: number | undefined = 0
    let walked = 0
    while (at !== undefined && at + 4 <= window.length) {
      const frame: Frame | undefined = frameAt(window, at)
      if (frame) {
        seconds += frame.samples / frame.sampleRate
        at += frame.length
        walked = at
      } else {
        at = nextFrame(window, at)
      }
    }
    offset += walked
    if (walked === 0) break
  }
  const share = (Math.min(offset, size) - start) / (size - start)
  return offset >= end && end < size ? seconds / share : seconds
}

/** Where a frame begins that another one follows, or that ends the window. */
function nextFrame(window: Buffer, from: number) {
  const end = Math.min(window.length, from + mostJunk)
  for (
    let at = window.indexOf(0xff, from);
    at >= 0 && at < end;
    at = window.indexOf(0xff, at + 1)
  ) {
    const frame = frameAt(window, at)
    const next = frame && at + frame.length
    if (next && (next >= window.length - 4 || frameAt(window, next))) return at
  }
}

async function windowAt(file: FileHandle, offset: number) {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(windowBytes), 0, windowBytes, offset)
  return buffer.subarray(0, bytesRead)
}
