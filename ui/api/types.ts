/** What the API answers, as its document describes it. */

export type AssetStatus = 'pending' | 'processing' | 'ready' | 'failed' | 'rejected'
export type AssetKind = 'image' | 'video' | 'audio' | 'document'

export interface Variant {
  name: string
  contentType: string
  width: number
  height: number
  url: string
}

export interface Asset {
  id: string
  filename: string
  contentType: string
  size: number
  sha256: string | null
  status: AssetStatus
  kind: AssetKind
  width: number | null
  height: number | null
  meta: Record<string, unknown> | null
  placeholder: string | null
  urls: {
    original: string | null
    thumbnail: string | null
    preview: string | null
    /** Of a video that browsers do not play as it is. */
    playback?: string | null
  }
  /** Sorted by width. */
  variants: Variant[]
  tags: string[]
  favorite: boolean
  /** In UTC if the zone is known, else by the camera's own clock. */
  takenAt: string | null
  takenZone: string | null
  trashedAt: string | null
  /** The upload link that it came through, and who sent it. */
  link: { id: string; title: string } | null
  sender: { name: string | null; email: string | null } | null
  error: { code: string; message: string } | null
  createdAt: string
  updatedAt: string
}

/** How many assets a month has, and where the list starts that begins with it. */
export interface Month {
  /** `2026-07` */
  month: string
  count: number
  cursor: string
}

export interface User {
  id: string
  email: string
  fullName: string | null
  role: 'USER' | 'ADMIN'
  /** The service made the password up: only changing it and signing out work. */
  mustChangePassword: boolean
  emailVerifiedAt: string | null
  createdAt: string
}

export interface SignIn {
  user: User
  accessToken: string
}

export interface SessionRow {
  id: string
  userAgent: string | null
  /** Such as “Firefox on Windows”. */
  device: string | null
  ip: string | null
  createdAt: string
  lastUsedAt: string
  current: boolean
}

/** A request that the store takes as it is. */
export interface PresignedRequest {
  method: string
  url: string
  headers: Record<string, string>
  expiresAt: string
}

export interface Page<Row> {
  data: Row[]
  metadata: { nextCursor: string | null }
}
