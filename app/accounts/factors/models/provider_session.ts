import encryption from '@adonisjs/core/services/encryption'
import { ProviderSessionSchema } from '#database/schema'

const PURPOSE = 'id-token'

/** At which provider a session was opened, and the ID token by which it is ended there. */
export default class ProviderSession extends ProviderSessionSchema {
  static async remember(values: { sessionId: string; provider: string; idToken: string }) {
    const idToken = encryption.encrypt(values.idToken, undefined, PURPOSE)
    await ProviderSession.create({ ...values, idToken })
  }

  /** Undefined if it was written with another APP_KEY. */
  get hint() {
    return encryption.decrypt<string>(this.idToken, PURPOSE) ?? undefined
  }
}
