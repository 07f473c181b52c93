export type SenderRule = 'hidden' | 'optional' | 'required'

/** An upload link as `GET /links` shows it. */
export interface LinkRow {
  id: string
  url: string | null
  title: string
  message: string | null
  expiresAt: string | null
  maxAssets: number | null
  maxBytes: number | null
  maxFileSize: number | null
  hasPassword: boolean
  sender: { name: SenderRule; email: SenderRule }
  notify: boolean
  closedAt: string | null
  received: { assets: number; bytes: number }
  createdAt: string
}
