import { crc32, deflateSync } from 'node:zlib'

const inflated = 200_000_000

/** 200 MB of zeros, packed into 200 KB. */
const packed = deflateSync(Buffer.alloc(inflated))

function pngChunk(type: string, data: Buffer) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const chunk = Buffer.alloc(body.length + 8)
  chunk.writeUInt32BE(data.length)
  body.copy(chunk, 4)
  chunk.writeUInt32BE(crc32(body), chunk.length - 4)
  return chunk
}

/** A black PNG in grey, one byte a pixel, with further chunks before its picture. */
export function png(
  width: number,
  height: number,
  { extra = [] as Buffer[], pixels = packed } = {}
) {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width)
  header.writeUInt32BE(height, 4)
  header[8] = 8
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    pngChunk('IHDR', header),
    ...extra,
    pngChunk('IDAT', pixels),
    pngChunk('IEND', Buffer.alloc(0)),
  ])
}

/** A PNG of ten pixels a side with a metadata chunk that unpacks to 200 MB. */
export function pngWithPackedChunk(type: string, prefix: string) {
  const chunk = pngChunk(type, Buffer.concat([Buffer.from(prefix, 'latin1'), packed]))
  return png(10, 10, { extra: [chunk] })
}

/** A GIF whose frames take 15 bytes each, whatever size they claim. */
export function gif(width: number, height: number, frames: number) {
  const size = Buffer.alloc(4)
  size.writeUInt16LE(width)
  size.writeUInt16LE(height, 2)
  const palette = Buffer.from([0, 0, 0, 255, 255, 255])
  const frame = Buffer.concat([
    Buffer.from([0x2c, 0, 0, 0, 0]),
    size,
    Buffer.from([0, 2, 2, 0x44, 1, 0]),
  ])
  return Buffer.concat([
    Buffer.from('GIF89a', 'latin1'),
    size,
    Buffer.from([0x80, 0, 0]),
    palette,
    ...Array.from({ length: frames }, () => frame),
    Buffer.from([0x3b]),
  ])
}

/** A lossless WebP that claims the largest size there is, and holds nothing. */
export function hugeWebp() {
  const picture = Buffer.from([0x2f, 0xfe, 0xbf, 0xff, 0x0f, 0, 0, 0])
  const file = Buffer.alloc(20 + picture.length)
  file.write('RIFF....WEBPVP8L', 'latin1')
  file.writeUInt32LE(file.length - 8, 4)
  file.writeUInt32LE(picture.length, 16)
  picture.copy(file, 20)
  return file
}

/** A TIFF of one strip that claims `side` pixels a side; its directory may point to itself. */
export function tiff(side: number, { isLoop = false } = {}) {
  const tags = [
    [256, 4, side],
    [257, 4, side],
    [258, 3, 8],
    [259, 3, 8],
    [262, 3, 1],
    [273, 4, 128],
    [277, 3, 1],
    [278, 4, side],
    [279, 4, packed.length],
  ]
  const head = Buffer.alloc(128)
  head.write('II*\0', 'latin1')
  head.writeUInt32LE(8, 4)
  head.writeUInt16LE(tags.length, 8)
  for (const [index, [tag, type, value]] of tags.entries()) {
    const offset = 10 + index * 12
    head.writeUInt16LE(tag, offset)
    head.writeUInt16LE(type, offset + 2)
    head.writeUInt32LE(1, offset + 4)
    head.writeUInt32LE(value, offset + 8)
  }
  if (isLoop) head.writeUInt32LE(8, 10 + tags.length * 12)
  return Buffer.concat([head, packed])
}

/** An EXIF block whose tags each claim all of it, in a JPEG. */
export function jpegWithHostileExif(jpeg: Buffer) {
  const exif = Buffer.alloc(65_500)
  exif.write('Exif\0\0II*\0', 'latin1')
  exif.writeUInt32LE(8, 10)
  const count = Math.floor((exif.length - 20) / 12)
  exif.writeUInt16LE(count, 14)
  for (let index = 0; index < count; index++) {
    const offset = 16 + index * 12
    exif.writeUInt16LE(0x010f + index, offset)
    exif.writeUInt16LE(1, offset + 2)
    exif.writeUInt32LE(exif.length, offset + 4)
  }
  const marker = Buffer.from([0xff, 0xe1, 0, 0])
  marker.writeUInt16BE(exif.length + 2, 2)
  return Buffer.concat([jpeg.subarray(0, 2), marker, exif, jpeg.subarray(2)])
}

/** 200 MB of spaces, packed, as what is painted on a page. */
export const packedContent = Buffer.concat([
  Buffer.from(`<< /Filter /FlateDecode /Length ${packed.length} >>\nstream\n`),
  packed,
  Buffer.from('\nendstream'),
])

/** A PDF of one page, of any size, content and page tree. A reader finds the objects by itself. */
export function pdf({
  box = [300, 200],
  count = 1,
  kids = '3 0 R',
  content = Buffer.from('null'),
}) {
  return Buffer.concat([
    Buffer.from(`%PDF-1.4
1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj
2 0 obj << /Type /Pages /Kids [${kids}] /Count ${count} /MediaBox [0 0 ${box.join(' ')}] >> endobj
3 0 obj << /Type /Page /Parent 2 0 R /Contents 4 0 R >> endobj
4 0 obj `),
    content,
    Buffer.from(' endobj\ntrailer << /Root 1 0 R /Size 5 >>\n%%EOF\n'),
  ])
}

/** A PDF whose page is elsewhere, and which opens, embeds and submits what is elsewhere. */
export function pdfWithReferences(path: string) {
  const file = `<< /Type /Filespec /FS /URL /F (file://${path}) /UF (${path}) >>`
  return Buffer.from(`%PDF-1.7
1 0 obj << /Type /Catalog /Pages 2 0 R /OpenAction << /S /Launch /F ${file} >> >> endobj
2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 300 200] >> endobj
3 0 obj << /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /XObject << /R 5 0 R >> >> >> endobj
4 0 obj << /F ${file} /Length 6 >> stream
/R Do 
endstream endobj
5 0 obj << /Type /XObject /Subtype /Form /BBox [0 0 300 200] /Length 0
  /Ref << /F ${file} /Page 0 >> /F ${file} >> stream
endstream endobj
trailer << /Root 1 0 R /Info ${file} /Size 6 >>
%%EOF
`)
}
