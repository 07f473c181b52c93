/** A share, as `GET /shares` lists it. */
export interface ShareRow {
  id: string
  url: string | null
  title: string | null
  count: number
  expiresAt: string | null
  hasPassword: boolean
  maxDownloads: number | null
  views: number
  downloads: number
}
