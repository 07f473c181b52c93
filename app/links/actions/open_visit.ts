import db from '@adonisjs/lucid/services/db'
import Grant from '#app/accounts/keys/models/grant'
import { verifyPassword } from '#app/accounts/auth/passwords'
import { SignInAttempts } from '#app/accounts/sessions/sign_in_attempts'
import { neighbourhoodOf } from '#app/http/limits/network'
import { LinkNotFound, WrongLinkPassword } from '#app/links/errors'
import Link from '#app/links/models/link'
import { senderOfVisit } from '#app/links/sender'
import { visitLifetime } from '#config/links'

export interface VisitInput {
  secret: string
  password?: string | null
  name?: string | null
  email?: string | null
}

/**
 * Lets a visitor of a link send, by a grant of their own. Throws `LinkNotFound`, `LinkClosed`,
 * `WrongLinkPassword`, and `E_TOO_MANY_REQUESTS` after too many wrong passwords.
 */
export class OpenVisit {
  async handle({ secret, password, ...given }: VisitInput, ip: string) {
    const link = await Link.findBySecret(secret)
    link.ensureOpen()
    if (link.password) await this.#verify(link.id, link.password, password, ip)
    const sender = senderOfVisit(link, given)
    const { id: linkId, userId } = link
    return db.transaction(async (trx) => {
      if (!(await Link.hold(link, trx))) throw new LinkNotFound()
      return Grant.open({ userId, linkId, ...sender, expiresIn: visitLifetime }, trx)
    })
  }

  async #verify(id: string, hash: string, password: string | null | undefined, ip: string) {
    if (!password) throw new WrongLinkPassword()
    const attempts = SignInAttempts.ofStranger(`link ${id}`, ip)
    await attempts.admit()
    const turn = { isKnown: false, lane: neighbourhoodOf(ip) }
    const beforehand = () => attempts.check()
    if (!(await verifyPassword(password, hash, { beforehand, turn }))) {
      await attempts.countFailure()
      throw new WrongLinkPassword()
    }
    await attempts.countSuccess()
  }
}
