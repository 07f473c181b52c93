import { open } from 'node:fs/promises'
import { exifOfTiff } from '#app/media/image/tiff_exif'

/** Where a CR3 keeps its EXIF, each directory as a TIFF of its own, and what leads to such a one. */
const canonBoxes = { CMT1: undefined, CMT2: 0x8769, CMT4: 0x8825 }
const canonHead = 512 * 1024

/** The blocks of EXIF of a RAW photograph; none where its preview has them. */
export async function blocksOfRaw(path: string, type: string): Promise<Buffer[]> {
  if (type === 'image/x-fuji-raf') return []
  if (type === 'image/x-canon-cr3') return blocksOfCr3(path)
  const block = await exifOfTiff(path)
  return block ? [block] : []
}

async function blocksOfCr3(path: string) {
  await using file = await open(path)
  const { buffer, bytesRead } = await file.read(Buffer.alloc(canonHead), 0, canonHead, 0)
  const head = buffer.subarray(0, bytesRead)
  return Object.entries(canonBoxes).flatMap(([name, pointer]) => {
    const at = head.indexOf(name)
    if (at < 4) return []
    const block = head.subarray(at + 4, at - 4 + head.readUInt32BE(at - 4))
    return block.length < 8 ? [] : [pointer ? ledTo(block, pointer) : block]
  })
}

/** The block with a first directory that leads to the one it has. */
function ledTo(block: Buffer, pointer: number) {
  const isLittle = block.toString('latin1', 0, 2) === 'II'
  const whole = Buffer.concat([block, Buffer.alloc(block.length % 2), Buffer.alloc(18)])
  const write = (value: number, at: number, size: number) =>
    isLittle ? whole.writeUIntLE(value, at, size) : whole.writeUIntBE(value, at, size)
  const directory = whole.length - 18
  write(1, directory, 2)
  write(pointer, directory + 2, 2)
  write(4, directory + 4, 2)
  write(1, directory + 6, 4)
  write(isLittle ? block.readUInt32LE(4) : block.readUInt32BE(4), directory + 10, 4)
  write(directory, 4, 4)
  return whole
}
