import { fileURLToPath } from 'node:url'
import sharp from '#media/sharp'
import { processFile } from '#media/process_file'
import { type Limits, type ProcessOptions, type Recipe, type RenderedVariant } from '#media/media'

// The application reads pictures by path alone; the specs look at variants in memory.
sharp.unblock({ operation: ['VipsForeignLoadWebpBuffer'] })

export const recipes: Recipe[] = [
  { name: 'thumbnail', edge: 320, format: 'webp', quality: 80, effort: 0 },
  { name: 'preview', edge: 1600, format: 'webp', quality: 80, effort: 0 },
]

export const limits: Limits = {
  pixels: 100_000_000,
  frames: 10_000,
  metadataBytes: 1_048_576,
  seconds: 30,
}

/** The path of a file under tests/fixtures/media, `good/phone.jpg` for one. */
export function fixture(name: string) {
  return fileURLToPath(new URL(`../../fixtures/media/${name}`, import.meta.url))
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
