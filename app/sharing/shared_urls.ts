import type { OpenShare } from '#app/sharing/open_share'
import { issueTicket, visitOf } from '#app/sharing/tickets'
import { sharedUrlReuse, sharedUrlTtl } from '#config/sharing'

/**
 * Addresses of a share's files. Those of a share with a password hold a visit, for no header can be
 * sent with a picture: it lives as long as a signed URL, and stays the same for a while.
 */
export function sharedUrls(share: OpenShare, base: string) {
  const step = sharedUrlReuse * 1_000
  const expiresAt = new Date(Math.floor(Date.now() / step) * step + sharedUrlTtl * 1_000)
  const query = share.password === null ? '' : `?visit=${issueTicket(visitOf(share), expiresAt)}`
  return (assetId: string, variant: string) => `${base}/assets/${assetId}/${variant}${query}`
}
