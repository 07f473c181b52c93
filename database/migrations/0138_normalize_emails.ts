import { BaseSchema } from '@adonisjs/lucid/schema'
import { isUniqueViolation } from '#app/persistence/unique_violation'

const BATCH = 1_000

/**
 * Sign-in looks emails up in the spelling of `User.normalizeEmail`, in which 0.1.0 did not write
 * them. Of accounts that differ by spelling alone, the one that has it already, or else the oldest,
 * gets it; the others keep theirs, for an administrator to change.
 */
export default class extends BaseSchema {
  static disableTransactions = true

  async up() {
    this.defer(async (client) => {
      let last = '00000000-0000-0000-0000-000000000000'
      for (;;) {
        const rows = await client
          .from('users')
          .where('id', '>', last)
          .whereRaw('email is not nfkc normalized')
          .orderBy('id')
          .limit(BATCH)
          .select('id', 'email')
        if (rows.length === 0) return
        for (const { id, email } of rows) {
          const normalized = client.from('users').where({ id, email })
          try {
            await normalized.update({ email: email.normalize('NFKC').trim().toLowerCase() })
          } catch (error) {
            if (!isUniqueViolation(error)) throw error
          }
        }
        last = rows.at(-1).id
      }
    })
  }

  // The former spelling is not needed: it signs in as well.
  async down() {}
}
