import { isoOrNull } from '#app/http/iso'
import type Share from '#app/sharing/models/share'

/** What the audit log keeps of a share's terms: never its secret or its password. */
export function auditedTerms(share: Share) {
  const { title, expiresAt, maxDownloads, originals, location, password } = share
  return {
    title,
    expiresAt: isoOrNull(expiresAt),
    maxDownloads,
    originals,
    location,
    hasPassword: password !== null,
  }
}
