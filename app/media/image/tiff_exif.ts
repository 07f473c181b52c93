import { open } from 'node:fs/promises'
import {
  firstDirectory,
  readDirectory,
  type ByteOrder,
  type Entry,
} from '#app/media/image/tiff_directory'

/** Tags of the first directory that lead to others (EXIF 2.3, 4.6.3). */
const pointers = [0x8769, 0x8825]

/** Of the make and model, which are enough. */
const camera = [0x010f, 0x0110]

/**
 * The EXIF of a TIFF as a block of its own, such as other formats carry, for libvips does not hand
 * it over and its parts lie anywhere in the file: the entries of the first directory and of those
 * that it names. Undefined where it has neither those
 * nor a camera, or is a BigTIFF.
 */
export async function exifOfTiff(path: string): Promise<Buffer | undefined> {
  await using file = await open(path)
  const first = await firstDirectory(file)
  if (!first) return undefined
  const { head, number, entries: main } = first
  const isPointer = ({ tag, value }: Entry) => pointers.includes(tag) && value.length === 4
  const leading = main.filter(isPointer)
  if (leading.length === 0 && !main.some(({ tag }) => camera.includes(tag))) return undefined
  const rest = main.filter((entry) => !leading.includes(entry))
  let end = 8 + sizeOf([...rest, ...leading])
  const others: Buffer[] = []
  for (const { value } of leading) {
    const entries = await readDirectory(file, number.read(value, 0, 4), number)
    others.push(write(entries, end, number))
    number.write(value, end, 0, 4)
    end += sizeOf(entries)
  }
  number.write(head, 42, 2, 2)
  number.write(head, 8, 4, 4)
  return Buffer.concat([head, write([...rest, ...leading], 8, number), ...others])
}

/** A directory that begins at `offset`, with its longer values behind it. */
function write(entries: Entry[], offset: number, number: ByteOrder) {
  const bytes = Buffer.alloc(sizeOf(entries))
  number.write(bytes, entries.length, 0, 2)
  let free = 2 + 12 * entries.length + 4
  for (const [index, { tag, type, count, value }] of entries.entries()) {
    const at = 2 + 12 * index
    number.write(bytes, tag, at, 2)
    number.write(bytes, type, at + 2, 2)
    number.write(bytes, count, at + 4, 4)
    if (value.length <= 4) {
      value.copy(bytes, at + 8)
    } else {
      number.write(bytes, offset + free, at + 8, 4)
      free += value.copy(bytes, free)
    }
  }
  return bytes
}

function sizeOf(entries: Entry[]) {
  const far = entries.filter(({ value }) => value.length > 4)
  return 2 + 12 * entries.length + 4 + far.reduce((sum, { value }) => sum + value.length, 0)
}
