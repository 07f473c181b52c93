import { contentDisposition } from '#app/storage/content_disposition'
import type { ByteRange } from '#app/storage/disk/byte_range'
import type { GetGrant } from '#app/storage/disk/url_signer'
import type { ObjectHead } from '#app/storage/object_store'

// A browser shows an image or a video in a page of its own, with inline styles.
const NOTHING_RUNS = [
  `default-src 'none'`,
  `img-src 'self'`,
  `media-src 'self'`,
  `style-src 'unsafe-inline'`,
  'sandbox',
].join('; ')

/**
 * The headers of an object that is served, or of a range of it. It comes from the application's
 * own origin, so nothing in it may run, whatever it holds.
 */
export function servedHeaders(grant: GetGrant, head: ObjectHead, range?: ByteRange) {
  const { size, etag, modifiedAt } = head
  const { start, end } = range ?? { start: 0, end: size - 1 }
  const headers = new Map([
    ['content-type', grant.contentType],
    ['content-disposition', contentDisposition(grant)],
    ['content-length', String(end - start + 1)],
    ['etag', etag],
    ['last-modified', modifiedAt.toUTCString()],
    ['accept-ranges', 'bytes'],
    ['cache-control', 'private, max-age=3600'],
    ['x-content-type-options', 'nosniff'],
    ['content-security-policy', NOTHING_RUNS],
    ['cross-origin-resource-policy', 'cross-origin'],
  ])
  return range ? headers.set('content-range', `bytes ${start}-${end}/${size}`) : headers
}
