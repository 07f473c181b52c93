import { createRequire } from 'node:module'
import { Rejection } from '#app/media/rejection'

/** Decoded pixels in the library's own memory. */
export interface HeifPixels {
  width: number
  height: number
  channels: 3 | 4
  /** Bytes of one line, padding included. */
  stride: number
  data: Uint8Array
}

/** Either an error or what was asked for. */
interface HeifResult {
  code?: unknown
  message?: string
  image?: unknown
  channels?: Omit<HeifPixels, 'channels'>[]
}

/** The part of libheif-js that is used; the package types neither its bundle nor its results. */
interface Libheif {
  heif_error_code: { heif_error_Ok: unknown }
  heif_colorspace: { heif_colorspace_RGB: unknown }
  heif_chroma: Record<'heif_chroma_interleaved_RGB' | 'heif_chroma_interleaved_RGBA', unknown>
  heif_context_alloc(): unknown
  heif_context_read_from_memory(context: unknown, bytes: Buffer): HeifResult
  heif_js_context_get_primary_image_handle(context: unknown): HeifResult
  heif_js_context_get_image_handle(context: unknown, id: number): HeifResult
  heif_js_decode_image2(handle: unknown, colorspace: unknown, chroma: unknown): HeifResult
  heif_image_release(image: unknown): void
  heif_image_handle_release(handle: unknown): void
}

/** A HEIC that libheif has opened. Throws a rejection when the file is damaged. */
export class OpenHeif {
  private constructor(
    private readonly libheif: Libheif,
    private readonly context: unknown
  ) {}

  static async open(file: Buffer): Promise<OpenHeif> {
    const libheif: Libheif = await createRequire(import.meta.url)('libheif-js/wasm-bundle')
    const heif = new OpenHeif(libheif, libheif.heif_context_alloc())
    heif.#successOf(libheif.heif_context_read_from_memory(heif.context, file))
    return heif
  }

  /**
   * Decodes the primary image, orientation and crop applied. The pixels lie in memory that is never
   * given back, so this is for a process that ends with its file.
   */
  decode(hasAlpha: boolean): HeifPixels {
    const handle = this.libheif.heif_js_context_get_primary_image_handle(this.context)
    return this.#pixelsOf(this.#successOf(handle), hasAlpha).pixels
  }

  /** Decodes one of the images; its memory is used again when `use` has seen it. */
  decodePart(id: number, use: (pixels: HeifPixels) => void): void {
    const found = this.libheif.heif_js_context_get_image_handle(this.context, id)
    const handle = this.#successOf(found)
    const { image, pixels } = this.#pixelsOf(handle, false)
    use(pixels)
    this.libheif.heif_image_release(image)
    this.libheif.heif_image_handle_release(handle)
  }

  #pixelsOf(handle: unknown, hasAlpha: boolean) {
    const { heif_colorspace: colorspace, heif_chroma: chroma } = this.libheif
    const { image, channels: planes } = this.#successOf(
      this.libheif.heif_js_decode_image2(
        handle,
        colorspace.heif_colorspace_RGB,
        hasAlpha ? chroma.heif_chroma_interleaved_RGBA : chroma.heif_chroma_interleaved_RGB
      )
    )
    const channels = hasAlpha ? 4 : 3
    return { image, pixels: { ...planes![0], channels } as HeifPixels }
  }

  #successOf(result: HeifResult) {
    const ok = this.libheif.heif_error_code.heif_error_Ok
    if ((result.code ?? ok) === ok) return result
    throw new Rejection('E_IMAGE_CORRUPT', undefined, { cause: result.message })
  }
}
