import { verifyRegistrationResponse, type RegistrationResponseJSON } from '@simplewebauthn/server'
import db from '@adonisjs/lucid/services/db'
import Session from '#app/accounts/sessions/models/session'
import Passkey from '#app/accounts/factors/models/passkey'
import AuditLog, { type RequestContext } from '#app/audit/models/audit_log'
import { redeemChallenge } from '#app/accounts/factors/passkeys'
import { InvalidPasskey } from '#app/accounts/factors/errors'
import { relyingParty } from '#config/factors'

interface Registration {
  userId: string
  sessionId: string
  name: string
  response: RegistrationResponseJSON
}

/** Adds a passkey to an account. Throws `InvalidPasskey`, also for one that is registered already. */
export class RegisterPasskey {
  async handle({ userId, sessionId, name, response }: Registration, origin: RequestContext) {
    const redeemed = await redeemChallenge('passkey_new', response)
    if (redeemed.userId !== userId) throw new InvalidPasskey()
    const { id, publicKey, counter } = await this.#verify(response, redeemed.challenge)
    const values = { userId, name, counter, credentialId: id, publicKey: Buffer.from(publicKey) }
    return db.transaction(async (trx) => {
      if (await Passkey.findBy({ credentialId: id }, { client: trx })) throw new InvalidPasskey()
      const passkey = await Passkey.create(values, { client: trx })
      await Session.confirm(sessionId, { hasSecondFactor: true }, trx)
      await AuditLog.record('factor.passkey_added', userId, origin, trx, { passkeyId: passkey.id })
      return passkey.refresh()
    })
  }

  async #verify(response: RegistrationResponseJSON, challenge: string) {
    const verification = verifyRegistrationResponse({
      response,
      expectedChallenge: challenge,
      expectedOrigin: relyingParty.origin,
      expectedRPID: relyingParty.id,
      requireUserVerification: true,
    })
    // The library throws for whatever is malformed or does not match.
    const { verified, registrationInfo } = await verification.catch((cause: unknown) => {
      throw new InvalidPasskey(undefined, { cause })
    })
    if (!verified) throw new InvalidPasskey()
    return registrationInfo.credential
  }
}
