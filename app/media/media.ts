import { type MemoryBudget } from '#app/media/memory_budget'

export const mediaKinds = ['image', 'video', 'audio', 'document'] as const

export type MediaKind = (typeof mediaKinds)[number]

export const variantFormats = ['webp', 'avif', 'jpeg', 'png'] as const

export type VariantFormat = (typeof variantFormats)[number]

/** A picture fits `inside` its box, or is cropped to `cover` it, around what draws attention. */
export const variantFits = ['inside', 'cover'] as const

export interface Box {
  /** Pixels. */
  width: number
  height: number
  fit: (typeof variantFits)[number]
}

/** How one variant is made. `config/media.ts` lists them. */
export interface Recipe {
  name: string
  /** Longest edge in pixels; a smaller picture keeps its size. */
  edge: number
  /** What the variant fits inside or covers, unless that is the square of `edge` to fit inside. */
  box?: Box
  format: VariantFormat
  /** 1 to 100; a PNG without it is lossless. */
  quality?: number
  /** Encoder effort, 0 (fast) to 6 (small), of WebP and AVIF. */
  effort?: number
  /** What may move: an animation keeps as many of its first frames as both numbers allow. */
  animation?: { frames: number; pixels: number }
}

/** What a file may cost. Everything is checked from the header, before decoding, where it can be. */
export interface Limits {
  /** Width times height of one frame. A drawing has none of its own and may be of any size. */
  pixels: number
  /** Frames of an animation or pages of a document. */
  frames: number
  /** Bytes of one metadata block; a larger one is left unread. */
  metadataBytes: number
  /** Bytes of an SVG, which is read into memory whole. */
  drawingBytes: number
  /** Seconds of decoding; of computing, in a process that reads one file alone. */
  seconds: number
  /** The same of a drawing. */
  drawingSeconds: number
  /** Bytes that reading one file may take. */
  memory: number
}

/** Where the programs are that make a picture of what is none; those not there are left out. */
export interface Tools {
  ffmpeg?: string
  ffprobe?: string
  pdfinfo?: string
  pdftoppm?: string
  /** Bounds the others. */
  prlimit?: string
  /** Ends what takes long when the process that started it is killed. */
  setpriv?: string
}

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
  /** As determined from the bytes, by its canonical name. */
  contentType: string
  kind: MediaKind
  /** As a person sees it, orientation applied. Null where the file has no picture. */
  width: number | null
  height: number | null
  /** Facts from the file: camera, lens, takenAt, exposure, gps, duration, … */
  meta: Record<string, unknown>
  /** Base64 of a ThumbHash. */
  placeholder: string | null
}

export interface ProcessOptions {
  /** As declared by the owner, an alias included. */
  contentType: string
  /** As given by the owner; its extension must not name another type. */
  filename?: string
  /** Keep the position out of `meta`. */
  withholdGps?: boolean
  recipes: Recipe[]
  limits: Limits
  /** Shared by all files in work; none where each file is bounded otherwise. */
  budget?: MemoryBudget
  /** See `findTools`. Without them a recording or document has no thumbnail. */
  tools?: Tools
  /** The placeholder is there already. */
  skipPlaceholder?: boolean
  /** Read it in a sandbox, whatever its type. */
  apart?: boolean
  /** This process is the sandbox of this file, bounded by its parent. */
  isSandboxed?: boolean
  /** Ends the work early, for a reason that is not the content's. */
  signal?: AbortSignal
  /** Called with each variant, smallest first, while the next one is made, and one at a time. */
  onVariant: (variant: RenderedVariant) => Promise<void>
}
