import { open, type FileHandle } from 'node:fs/promises'
import { chunksOf } from '#media/image/chunks'

/** What the pixels of a WebP are in, and what says how they move. */
const pixels = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ANIM', 'ANMF'])

/** The same of a PNG. */
const pngPixels = new Set(['IHDR', 'PLTE', 'IDAT', 'acTL', 'fcTL', 'fdAT', 'IEND'])

/** Texts that may be compressed, to a thousandth at best (RFC 1951), and what libvips reads of one. */
const pngTexts = new Set(['zTXt', 'iTXt'])
const deflated = 1000
const mostOfText = 8 * 1024 * 1024

/** More than a camera writes; who writes more is counted as large. */
const mostParts = 10_000

/**
 * Bytes of a picture at most that are none of its pixels, as libvips holds them: profile, EXIF,
 * XMP, texts, and what nobody knows. Of the formats that may have any number of them.
 */
export async function embeddedBytes(path: string, type: string): Promise<number> {
  if (type === 'image/webp') return embeddedInWebp(path)
  if (type === 'image/png') return inFile(path, embeddedInPng)
  return type === 'image/jpeg' ? inFile(path, embeddedInJpeg) : 0
}

async function embeddedInWebp(path: string) {
  let bytes = 0
  for await (const { name, length } of chunksOf(path)) if (!pixels.has(name)) bytes += length
  return bytes
}

/** Length, name, content and checksum: https://www.w3.org/TR/png-3/#5Chunk-layout. */
async function embeddedInPng(file: FileHandle) {
  let bytes = 0
  let offset = 8
  for (let count = 0; count < mostParts; count++) {
    const head = await headAt(file, offset)
    if (!head) return bytes
    const length = head.readUInt32BE(0)
    const name = head.toString('latin1', 4, 8)
    if (pngTexts.has(name)) bytes += Math.max(length, Math.min(length * deflated, mostOfText))
    else if (!pngPixels.has(name)) bytes += length
    offset += 12 + length
  }
  return bytes
}

/** The segments before the first scan: ITU-T T.81, annex B. */
async function embeddedInJpeg(file: FileHandle) {
  let bytes = 0
  let offset = 2
  for (let count = 0; count < mostParts; count++) {
    const head = await headAt(file, offset)
    const marker = head?.readUInt16BE(0) ?? 0
    if (!head || marker < 0xffc0 || marker === 0xffda) return bytes
    const length = head.readUInt16BE(2)
    if (marker >= 0xffe0) bytes += length
    offset += 2 + length
  }
  return bytes
}

async function inFile(path: string, work: (file: FileHandle) => Promise<number>) {
  await using file = await open(path)
  return await work(file)
}

async function headAt(file: FileHandle, offset: number) {
  const { bytesRead, buffer } = await file.read(Buffer.alloc(8), 0, 8, offset)
  return bytesRead === 8 ? buffer : undefined
}
