import { getActiveTestOrFail } from '@japa/runner'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import sharp from '#app/media/sharp'
import { formats } from '#app/media/formats'
import { processFile } from '#app/media/process_file'
import { Rejection } from '#app/media/rejection'
import {
  type Limits,
  type ProcessOptions,
  type Recipe,
  type RenderedVariant,
} from '#app/media/media'

// The application reads pictures by path alone; the specs look at variants in memory.
sharp.unblock({ operation: ['VipsForeignLoadWebpBuffer'] })

export const recipes: Recipe[] = [
  {
    name: 'thumbnail',
    edge: 320,
    format: 'webp',
    quality: 80,
    effort: 0,
    animation: { frames: 20, pixels: 2_000_000 },
  },
  { name: 'preview', edge: 1600, format: 'webp', quality: 80, effort: 0 },
]

export const limits: Limits = {
  pixels: 100_000_000,
  frames: 10_000,
  metadataBytes: 1_048_576,
  drawingBytes: 10_485_760,
  seconds: 30,
  drawingSeconds: 10,
  memory: 838_860_800,
}

/** The path of a file under tests/fixtures/media, `good/phone.jpg` for one. */
export function fixture(name: string) {
  return fileURLToPath(new URL(`../../fixtures/media/${name}`, import.meta.url))
}

/** What the extension of a file says that it is. */
export function formatOfFixture(name: string) {
  const extension = extname(name).slice(1)
  const { type } = formats.find(({ extensions }) => extensions.includes(extension))!
  return { contentType: type }
}

/** Processes a file as the worker would, and gives what was found with the variants in their order. */
export async function run(
  path: string,
  options: Partial<ProcessOptions> & { contentType: string }
) {
  const variants: RenderedVariant[] = []
  const inspection = await processFile(path, {
    recipes,
    limits,
    onVariant: async (variant) => {
      variants.push(variant)
    },
    ...options,
  })
  return { ...inspection, variants }
}

/** How a file ends: `ready`, or the code of its rejection. Anything else is thrown. */
export async function outcomeOf(path: string, options: Parameters<typeof run>[1]) {
  try {
    await run(path, options)
    return 'ready'
  } catch (error) {
    if (error instanceof Rejection) return error.code
    throw error
  }
}

/** A file that lives as long as the test. */
export async function write(name: string, content: string | Buffer) {
  const folder = await mkdtemp(join(tmpdir(), 'media-'))
  getActiveTestOrFail().cleanup(() => rm(folder, { recursive: true }))
  await writeFile(join(folder, name), content)
  return join(folder, name)
}

/** The chunks of a WebP that make a picture move or stand; `EXIF`, `XMP ` and `ICCP` are not among them. */
export const pictureChunks = ['VP8X', 'VP8 ', 'VP8L', 'ALPH', 'ANIM', 'ANMF']

/** The names of the chunks of a WebP file. */
export function chunksOf(webp: Buffer) {
  const names: string[] = []
  for (let offset = 12; offset < webp.length;) {
    names.push(webp.toString('latin1', offset, offset + 4))
    const length = webp.readUInt32LE(offset + 4)
    offset += 8 + length + (length % 2)
  }
  return names
}
