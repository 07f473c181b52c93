import { type Metadata } from 'sharp'
import { readFile } from 'node:fs/promises'
import sharp from '#media/sharp'
import { decodeHeif } from '#media/image/libheif'
import { rasterizeIn } from '#media/image/profile'
import { fitWithin, type Raster } from '#media/image/raster'

/**
 * Decodes a HEIC, whose HEVC the prebuilt libvips cannot read, to `edge` pixels at most. It
 * computes in this thread and keeps its memory, so it wants a process of its own.
 */
export async function decodeHeic(path: string, header: Metadata, edge: number): Promise<Raster> {
  const { data, ...raw } = await decodeHeif(await readFile(path), Boolean(header.hasAlpha))
  return rasterizeIn(header.icc, fitWithin(sharp(data, { raw }), edge))
}
