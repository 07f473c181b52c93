import type { IncomingHttpHeaders } from 'node:http'
import type { PartGrant, PutGrant } from '#app/storage/disk/url_signer'
import { LengthMismatch, LengthMissing, TypeMismatch } from '#app/storage/refusals'

/** Refuses a request whose headers are not those that its url was made for. */
export function assertSigned(grant: PutGrant | PartGrant, headers: IncomingHttpHeaders): void {
  const length = headers['content-length']
  if (length === undefined) throw new LengthMissing()
  if (Number(length) !== grant.size) throw new LengthMismatch()
  if ('contentType' in grant && grant.contentType !== headers['content-type']) {
    throw new TypeMismatch()
  }
}
