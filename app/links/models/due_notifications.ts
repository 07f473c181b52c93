import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

/** A link whose owner is to be told that files arrived. */
export interface DueNotification {
  id: string
  userId: string
  email: string
  title: string
  notifiedAt: Date
}

const CLAIM_NOTIFICATIONS = `
  with due as (
    select id from links where notify_at <= now()
    order by notify_at limit ? for no key update skip locked
  )
  update links set notify_at = null, notified_at = now()
  from due, users
  where links.id = due.id and users.id = links.user_id
  returning links.id, links.user_id as "userId", users.email, links.title,
    links.notified_at as "notifiedAt"
`

/** Claims the links whose owners are due a mail, in the transaction that queues it. */
export async function claimNotifications(limit: number, trx: TransactionClientContract) {
  const { rows } = await trx.rawQuery(CLAIM_NOTIFICATIONS, [limit])
  return rows as DueNotification[]
}
