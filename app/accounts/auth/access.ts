import type { Principal } from '#app/accounts/auth/bearer'
import type { Scope } from '#app/accounts/keys/scopes'
import { ScopeMissing } from '#app/accounts/keys/errors'
import { Forbidden } from '#app/http/exceptions/errors'

/** What a route allows besides sessions: without any of it, keys and grants are refused. */
export interface Access {
  /** The scope that a key needs. */
  scope?: Scope
  /** Keys with `uploads:write` may call as well, and see only what they sent. */
  ownUploads?: boolean
  /** Grants may call, and see only what they sent. */
  grants?: boolean
}

/**
 * Lets pass sessions, and keys and grants as far as the route allows them; notes on the principal
 * whether it sees only what it sent. Throws `ScopeMissing` or `Forbidden`.
 */
export function admit(principal: Principal, { scope, ownUploads, grants }: Access) {
  const { scopes } = principal
  if (principal.grantId) {
    if (!grants) throw new Forbidden('A grant only allows to send files and to see what it sent.')
    principal.seesOnlySent = true
  } else if (scopes) {
    if (!scope) throw new Forbidden('No key may do this. Sign in instead.')
    const isSender = scopes.includes('uploads:write')
    if (!scopes.includes(scope) && !(ownUploads && isSender)) throw new ScopeMissing([scope])
    const isLimited = isSender && !scopes.includes('assets:read')
    principal.seesOnlySent = isLimited && ['assets:read', 'uploads:write'].includes(scope)
  }
}

/** The scope of calls for administrators: what changes something needs `admin:write`. */
export function administrationScope(method: string): Scope {
  return ['GET', 'HEAD'].includes(method) ? 'admin:read' : 'admin:write'
}

/** Whose assets are meant, and as far as whom they are seen. */
export type Owner = Pick<Principal, 'id'> & Partial<Principal>

/** The sender to whose uploads a principal is limited: a column of assets, and its value. */
export interface SentBy {
  column: 'grant_id' | 'key_id'
  id: string
}

/** Undefined for those who see all assets of their owner. */
export function sentBy({ seesOnlySent, grantId, keyId }: Owner): SentBy | undefined {
  if (!seesOnlySent) return undefined
  return grantId ? { column: 'grant_id', id: grantId } : { column: 'key_id', id: keyId! }
}

/** Who sends a file, and on whose behalf: what its asset keeps about it. */
export interface Sender {
  userId: string
  keyId?: string
  grantId?: string
  linkId?: string | null
}

export function senderOf({ id, keyId, grantId, linkId }: Principal): Sender {
  return { userId: id, keyId, grantId, linkId }
}
