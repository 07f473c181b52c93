import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import announcements from '#app/persistence/announcements/main'

/**
 * Notifies every node that there is news for the user, as soon as the transaction is committed.
 * Nobody waits for it: it must not hold up an answer.
 */
export function announce(userId: string, trx?: TransactionClientContract) {
  if (trx) trx.after('commit', () => void announcements.publish(userId))
  else announcements.publish(userId)
}
