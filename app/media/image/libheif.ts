import { createRequire } from 'node:module'
import { Rejection } from '#media/rejection'

/** Decoded pixels in the library's own memory. */
export interface HeifPixels {
  width: number
  height: number
  channels: 3 | 4
  data: Buffer
}

interface Plane {
  width: number
  height: number
  /** Bytes of one line, padding included. */
  stride: number
  data: Uint8Array
}

/** Either an error or what was asked for. */
interface HeifResult {
  code?: unknown
  message?: string
  channels?: Plane[]
}

/** The part of libheif-js that is used; the package types neither its bundle nor its results. */
interface Libheif {
  heif_error_code: { heif_error_Ok: unknown }
  heif_colorspace: { heif_colorspace_RGB: unknown }
  heif_chroma: Record<'heif_chroma_interleaved_RGB' | 'heif_chroma_interleaved_RGBA', unknown>
  heif_context_alloc(): unknown
  heif_context_read_from_memory(context: unknown, bytes: Buffer): HeifResult
  heif_js_context_get_primary_image_handle(context: unknown): HeifResult
  heif_js_decode_image2(handle: unknown, colorspace: unknown, chroma: unknown): HeifResult
}

/**
 * Decodes the primary image of a HEIC, orientation and crop applied. The pixels lie in memory that
 * is never given back, so this is for a process that ends with its file. Throws a rejection when
 * the file is damaged.
 */
export async function decodeHeif(file: Buffer, hasAlpha: boolean): Promise<HeifPixels> {
  const libheif: Libheif = await createRequire(import.meta.url)('libheif-js/wasm-bundle')
  const { heif_colorspace: colorspace, heif_chroma: chroma } = libheif
  const successOf = (result: HeifResult) => {
    if (
      (result.code ?? libheif.heif_error_code.heif_error_Ok) ===
      libheif.heif_error_code.heif_error_Ok
    ) {
      return result
    }
    throw new Rejection('E_IMAGE_CORRUPT', undefined, { cause: result.message })
  }

  const context = libheif.heif_context_alloc()
  successOf(libheif.heif_context_read_from_memory(context, file))
  const handle = successOf(libheif.heif_js_context_get_primary_image_handle(context))
  const { channels } = successOf(
    libheif.heif_js_decode_image2(
      handle,
      colorspace.heif_colorspace_RGB,
      hasAlpha ? chroma.heif_chroma_interleaved_RGBA : chroma.heif_chroma_interleaved_RGB
    )
  )
  return packed(channels![0], hasAlpha ? 4 : 3)
}

/** Moves the lines together, where they lie. */
function packed({ data, stride, width, height }: Plane, channels: 3 | 4): HeifPixels {
  const line = width * channels
  for (let row = 1; row < height && stride > line; row++) {
    data.copyWithin(row * line, row * stride, row * stride + line)
  }
  const pixels = Buffer.from(data.buffer, data.byteOffset, line * height)
  return { data: pixels, width, height, channels }
}
