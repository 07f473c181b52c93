import { DateTime } from 'luxon'
import {
  verifyAuthenticationResponse,
  type AuthenticationResponseJSON,
} from '@simplewebauthn/server'
import { compose } from '@adonisjs/core/helpers'
import { PasskeySchema } from '#database/schema'
import { Identified } from '#app/persistence/identified'
import { relyingParty } from '#config/factors'

/** One passkey of a user. */
export default class Passkey extends compose(PasskeySchema, Identified) {
  /**
   * Whether the response answers the challenge by this key, with its user verified. A key that
   * counts its uses may not go back: then it was copied.
   */
  async verify(response: AuthenticationResponseJSON, challenge: string) {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response,
      expectedChallenge: challenge,
      expectedOrigin: relyingParty.origin,
      expectedRPID: relyingParty.id,
      requireUserVerification: true,
      credential: {
        id: this.credentialId,
        publicKey: new Uint8Array(this.publicKey),
        counter: this.counter,
      },
    })
    if (!verified) return false
    const used = await Passkey.query()
      .where({ id: this.id, counter: this.counter })
      .update({ counter: authenticationInfo.newCounter, lastUsedAt: DateTime.utc() })
    return Number(used) === 1
  }
}
