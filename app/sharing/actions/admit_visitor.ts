import { checkUrlPassword } from '#app/accounts/auth/check_url_password'
import { SharePassword } from '#app/sharing/errors'
import { type OpenShare, openShare } from '#app/sharing/open_share'
import { isValidTicket, visitOf } from '#app/sharing/tickets'

interface Visitor {
  secret: string
  ip: string
  /** Needed if the share has a password: that, or a visit. */
  password?: string
  visit?: unknown
}

/**
 * Opens a share for a visitor. Throws `ShareNotFound`, `ShareExpired`, `SharePassword`, and
 * `E_TOO_MANY_REQUESTS` after too many wrong passwords.
 */
export class AdmitVisitor {
  async handle({ secret, ip, password, visit }: Visitor): Promise<OpenShare> {
    const share = await openShare(secret)
    const { id, password: hash } = share
    if (hash === null || isValidTicket(visit, visitOf(share))) return share
    if (!password) throw new SharePassword()
    const isRight = await checkUrlPassword({ subject: `share ${id}`, hash, password, ip })
    if (!isRight) throw new SharePassword()
    return share
  }
}
