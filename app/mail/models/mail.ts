import { v7 } from 'uuid'
import { DateTime } from 'luxon'
import { compose } from '@adonisjs/core/helpers'
import db from '@adonisjs/lucid/services/db'
import encryption from '@adonisjs/core/services/encryption'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { MailSchema } from '#database/schema'
import { Identified } from '#app/persistence/identified'
import { preparedRows } from '#app/persistence/prepared_rows'
import type { MailMessage } from '#app/mail/message'
import { isMailEnabled, mailTimes } from '#config/mail'

const QUEUE = `
  insert into mails (id, event, recipient, user_id, content, expires_at)
  values ($1, $2, $3, $4, $5, now() + make_interval(secs => $6)) on conflict (event) do nothing
`

export interface NewMail {
  /** Names what happened, once: a second mail with the same event is not queued. */
  event: string
  to: string
  message: MailMessage
  /** The account that it is about: the mail goes when the account does. */
  userId?: string
  /** For how long it makes sense to send it, in seconds; three days unless it is said. */
  expiresIn?: number
}

/** One mail that is still to be sent, or could not be. The row goes when it is sent. */
export default class Mail extends compose(MailSchema, Identified) {
  // English has no plural of it, and the naming strategy knows that.
  static table = 'mails'

  /**
   * Queues a mail in the transaction of its event, so that there is one if and only if the event
   * happened. Does nothing if mail is not configured.
   */
  static async queue(
    { event, to, message, userId, expiresIn = mailTimes.expireAfter }: NewMail,
    trx: TransactionClientContract
  ) {
    if (!isMailEnabled()) return
    const content = encryption.encrypt(message, undefined, 'mail')
    await preparedRows(
      {
        name: 'queue_mail',
        text: QUEUE,
        values: [v7(), event, to, userId ?? null, content, expiresIn],
      },
      trx
    )
  }

  /**
   * Takes the mails that are due, for so long that they are either sent or the process has died;
   * then somebody else takes them.
   */
  static async claim(limit: number): Promise<Mail[]> {
    const due = db
      .from('mails')
      .whereNull('failed_at')
      .whereRaw('run_at <= now()')
      .orderBy(['run_at', 'id'])
      .limit(limit)
      .select('id')
      .forUpdate()
      .skipLocked()
    const rows = await db
      .from('mails')
      .whereIn('id', due)
      .update({
        attempts: db.raw('attempts + 1'),
        run_at: db.raw('now() + make_interval(secs => ?)', [mailTimes.lease]),
      })
      .returning('*')
    return rows.map((row) => Mail.$createFromAdapterResult(row)!)
  }

  get message() {
    return encryption.decrypt<MailMessage>(this.content, 'mail')
  }

  get isExpired() {
    return this.expiresAt < DateTime.utc()
  }

  /** The mail server has taken it. */
  async markSent() {
    await Mail.query().where({ id: this.id }).delete()
  }

  /** Tries again after twice as long each time, an hour at most. */
  async reschedule(reason: string) {
    const pause = `least(power(2, attempts) * 5, 3600) * interval '1 second'`
    await Mail.query()
      .where({ id: this.id })
      .update({ lastError: reason.slice(0, 500), runAt: db.raw(`now() + ${pause}`) })
  }

  /** Nobody will ever take it; what it said is forgotten, why it failed is kept for the operator. */
  async markFailed(reason: string) {
    await Mail.query()
      .where({ id: this.id })
      .update({ lastError: reason.slice(0, 500), failedAt: db.raw('now()'), content: '' })
  }
}
