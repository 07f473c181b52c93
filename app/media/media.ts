export type MediaKind = 'image' | 'video' | 'audio' | 'document'

/** A derived image, ready to be stored. */
export interface RenderedVariant {
  name: string
  /** Digest of recipe and encoder: with the original's digest it names the variant's key. */
  recipe: string
  contentType: string
  width: number
  height: number
  bytes: Buffer
}

/** What is known of a file once it has been read whole. */
export interface Inspection {
  contentType: string
  kind: MediaKind
  /** As a person sees it, orientation applied. Null where the file has no picture. */
  width: number | null
  height: number | null
  /** What the file tells of itself: camera, lens, takenAt, exposure, gps, duration, … */
  meta: Record<string, unknown>
  /** Base64 of a ThumbHash. */
  placeholder: string | null
}
