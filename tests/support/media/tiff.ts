interface Tiff {
  width: number
  height: number
  photometric: number
  samples: number
  bits?: number
  compression?: number
  planar?: number
  extra?: number[]
  format?: number
  pixels: Buffer
}

/** An uncompressed TIFF of one strip, in little-endian order, that says of its bytes what it is told to. */
export function makeTiff({ width, height, photometric, samples, pixels, ...rest }: Tiff): Buffer {
  const { bits = 8, compression = 1, planar = 1, extra = [], format = 1 } = rest
  const start = 8
  const values: [tag: number, values: number[]][] = [
    [256, [width]],
    [257, [height]],
    [258, Array.from({ length: samples }, () => bits)],
    [259, [compression]],
    [262, [photometric]],
    [273, [start]],
    [277, [samples]],
    [278, [height]],
    [279, [pixels.length]],
    [284, [planar]],
    ...(extra.length > 0 ? [[338, extra] as [number, number[]]] : []),
    [339, Array.from({ length: samples }, () => format)],
  ]
  const directory = start + pixels.length + (pixels.length % 2)
  const head = Buffer.alloc(2 + 12 * values.length + 4)
  head.writeUInt16LE(values.length)
  const far: Buffer[] = []
  let free = directory + head.length
  for (const [index, [tag, numbers]] of values.entries()) {
    const at = 2 + 12 * index
    const isLong = tag === 273 || tag === 279
    const bytes = Buffer.alloc(numbers.length * (isLong ? 4 : 2))
    for (const [place, value] of numbers.entries()) {
      if (isLong) bytes.writeUInt32LE(value, 4 * place)
      else bytes.writeUInt16LE(value, 2 * place)
    }
    head.writeUInt16LE(tag, at)
    head.writeUInt16LE(isLong ? 4 : 3, at + 2)
    head.writeUInt32LE(numbers.length, at + 4)
    if (bytes.length <= 4) {
      bytes.copy(head, at + 8)
      continue
    }
    head.writeUInt32LE(free, at + 8)
    far.push(bytes)
    free += bytes.length
  }
  const header = Buffer.from('II*\0\0\0\0\0', 'latin1')
  header.writeUInt32LE(directory, 4)
  return Buffer.concat([header, pixels, Buffer.alloc(pixels.length % 2), head, ...far])
}
