import { open } from 'node:fs/promises'
import { promisify } from 'node:util'
import { inflate as inflateWithCallback } from 'node:zlib'
import { chunksOf, type Chunk } from '#app/media/image/chunks'

/** Blocks of metadata, as they lie in other formats too, and what a PNG tells in plain text. */
export interface PngBlocks {
  exif?: Buffer
  xmp?: Buffer
  iptc?: Buffer
  creationTime?: string
}

const inflate = promisify(inflateWithCallback)
const textChunks = new Set(['tEXt', 'zTXt', 'iTXt'])

/** The keywords of XMP, of the date, and of the blocks that ImageMagick and others keep as text. */
const textBlocks: Record<string, keyof PngBlocks> = {
  'XML:com.adobe.xmp': 'xmp',
  'Creation Time': 'creationTime',
  'Raw profile type exif': 'exif',
  'Raw profile type APP1': 'exif',
  'Raw profile type xmp': 'xmp',
  'Raw profile type iptc': 'iptc',
}

/**
 * The metadata of a PNG, wherever it lies: libvips reads what comes before the pixels, and no block
 * that is kept as text. What has more than `mostBytes` is left out, and so is what is damaged.
 */
export async function blocksOfPng(path: string, mostBytes: number): Promise<PngBlocks> {
  const blocks: PngBlocks = {}
  for await (const chunk of chunksOf(path, 'image/png')) {
    if (chunk.name === 'IEND') break
    const found = chunk.length > mostBytes ? {} : await blocksIn(path, chunk, mostBytes)
    Object.assign(blocks, { ...found, ...blocks })
  }
  return blocks
}

async function blocksIn(path: string, chunk: Chunk, mostBytes: number): Promise<PngBlocks> {
  if (chunk.name === 'eXIf') return { exif: await contentOf(path, chunk) }
  const keyword = chunk.start.toString('latin1', 0, chunk.start.indexOf(0))
  const name = textBlocks[keyword]
  if (!name || !textChunks.has(chunk.name)) return {}
  const text = await textOf(chunk.name, await contentOf(path, chunk), mostBytes)
  if (name === 'creationTime') return { creationTime: text?.toString('latin1') }
  return { [name]: keyword.startsWith('Raw') ? profileIn(text) : text }
}

async function contentOf(path: string, { offset, length }: Chunk) {
  await using file = await open(path)
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, offset + 8)
  return buffer.subarray(0, bytesRead)
}

/** The text of a chunk, behind its keyword (PNG specification, 11.3.3). */
async function textOf(name: string, content: Buffer, mostBytes: number) {
  let start = content.indexOf(0) + 1
  const isDeflated = name === 'zTXt' || (name === 'iTXt' && content[start] === 1)
  if (name === 'zTXt') start += 1
  // Flag and method of compression, then a language and the keyword in it.
  if (name === 'iTXt') start = content.indexOf(0, content.indexOf(0, start + 2) + 1) + 1
  const text = content.subarray(start)
  if (!isDeflated) return text
  return inflate(text, { maxOutputLength: 3 * mostBytes }).catch(() => undefined)
}

/** A line break, the kind and the length in lines of their own, then the bytes as digits. */
function profileIn(text?: Buffer) {
  const digits = /^\s*\w+\s+\d+\s([\s0-9a-f]*)/i.exec(text?.toString('latin1') ?? '')?.[1]
  return digits ? Buffer.from(digits.replaceAll(/\s/g, ''), 'hex') : undefined
}
