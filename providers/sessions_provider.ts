import { keysLastUsed, lastUsed } from '#app/accounts/auth/last_used'

/** Writes what is noted of sessions before the database goes. */
export default class SessionsProvider {
  async shutdown() {
    await lastUsed.flush()
    await keysLastUsed.flush()
  }
}
