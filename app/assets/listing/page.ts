import type { AssetStatus } from '#app/assets/models/asset'

export type AssetSort = 'added' | 'taken'

/** Which assets of an owner are listed, how they are sorted, and which page of them. */
export interface AssetsPage {
  userId: string
  limit: number
  cursor?: string
  sort?: AssetSort
  /** Those in the trash instead of the others. */
  trashed?: boolean
  status?: AssetStatus
  kind?: string
  /** Base64 of the digest that was verified. */
  sha256?: string
  externalId?: string
  /** A part of the filename. */
  q?: string
  /** A part of make and model. */
  camera?: string
  tag?: string
  albumId?: string
  linkId?: string
  contentType?: string
  favorite?: boolean
  hasLocation?: boolean
  /** Dates or moments: inclusive, and exclusive. */
  takenAfter?: string
  takenBefore?: string
}

/** By what assets are sorted as taken: the camera's own clock, else when they were added. */
export const TAKEN_KEY = `coalesce(assets.taken_at, assets.created_at at time zone 'UTC')`

export const CAMERA = `(coalesce(assets.meta #>> '{camera,make}', '') || ' ' ||
  coalesce(assets.meta #>> '{camera,model}', ''))`

/** The values of a statement, each at its own place. */
export class Values {
  readonly list: unknown[] = []

  /** The placeholder of the value. */
  add(value: unknown) {
    this.list.push(value)
    return `$${this.list.length}`
  }
}
