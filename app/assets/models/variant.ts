/** A derived file of an asset: which recipe made it, what it is, and where its bytes are. */
export interface Variant {
  name: string
  objectKey: string
  contentType: string
  /** Pixels. */
  width: number
  height: number
  /** Bytes. */
  size: number
  /** Digest of the recipe and the encoder that made it. */
  recipe: string
}
