import db from '@adonisjs/lucid/services/db'
import Mail from '#app/mail/models/mail'
import { linkMail } from '#app/links/mails'
import { claimNotifications } from '#app/links/models/due_notifications'

/**
 * Mails owners what arrived through their links since the last mail, at most once in 15 minutes a
 * link. Returns how many links it worked on.
 */
export class NotifyOwners {
  handle({ limit }: { limit: number }) {
    return db.transaction(async (trx) => {
      const due = await claimNotifications(limit, trx)
      for (const { id, userId, email, title, notifiedAt } of due) {
        const event = `link:${id}:${notifiedAt.toISOString()}`
        await Mail.queue({ event, to: email, userId, message: linkMail(title) }, trx)
      }
      return due.length
    })
  }
}
