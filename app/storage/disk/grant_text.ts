import type { Grant } from '#app/storage/disk/url_signer'

const SEPARATOR = '~'

/**
 * A grant as the text in its url, which says all but the key: that is the path. It is short, for a
 * list shows more than a hundred, and its last value alone may hold a separator.
 */
export function writeGrant(grant: Grant, expiresAt: Date): string {
  const seconds = Math.floor(expiresAt.getTime() / 1_000).toString(36)
  return [seconds, ...valuesOf(grant)].join(SEPARATOR)
}

function valuesOf(grant: Grant) {
  if (grant.method === 'GET') {
    const { contentType, disposition, filename = '', inTrash } = grant
    const flags = (disposition === 'inline' ? '' : 'a') + (inTrash ? 't' : '')
    return ['get', contentType, flags, filename]
  }
  if ('uploadId' in grant) return ['part', grant.size, grant.partNumber, grant.uploadId]
  return ['put', grant.size, grant.sha256 ?? '', grant.contentType]
}

/** The grant for this key, and when it ends: of a text that was signed. */
export function readGrant(text: string, key: string): { grant: Grant; expiresAt: Date } {
  const [seconds, kind, first, second, ...rest] = text.split(SEPARATOR)
  const expiresAt = new Date(Number.parseInt(seconds, 36) * 1_000)
  return { grant: grantOf(kind, key, first, second, rest.join(SEPARATOR)), expiresAt }
}

function grantOf(kind: string, key: string, first: string, second: string, last: string): Grant {
  if (kind === 'get') {
    const disposition = second.includes('a') ? 'attachment' : 'inline'
    const inTrash = second.includes('t') || undefined
    return {
      method: 'GET',
      key,
      contentType: first,
      disposition,
      filename: last || undefined,
      inTrash,
    }
  }
  const put = { method: 'PUT', key, size: Number(first) } as const
  if (kind === 'part') return { ...put, partNumber: Number(second), uploadId: last }
  return { ...put, sha256: second || undefined, contentType: last }
}
