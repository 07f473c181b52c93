import logger from '@adonisjs/core/services/logger'
import Mail from '#app/mail/models/mail'
import { deliver } from '#app/mail/deliver'
import { mails as counted } from '#app/observability/metrics/counters'
import { describeFailure } from '#app/observability/logging/failure'
import { isMailEnabled } from '#config/mail'

// A batch with every time-out takes less than the lease: 20 mails, 4 at once, 50 s at most each.
const BATCH = 20
const AT_ONCE = 4

/**
 * Sends what is due. A mail is deleted when the server has taken it; one that died in between is
 * sent again with the same Message-ID. Returns how many mails it worked on.
 */
export class SendMails {
  async handle() {
    if (!isMailEnabled()) return 0
    const mails = await Mail.claim(BATCH)
    const waiting = mails.values()
    const lane = async () => {
      for (const mail of waiting) await this.#send(mail)
    }
    await Promise.all(Array.from({ length: AT_ONCE }, lane))
    return mails.length
  }

  async #send(mail: Mail) {
    const { id, recipient: to, message } = mail
    if (mail.isExpired) return this.#fail(mail, mail.lastError ?? 'it expired before it was sent')
    if (!message) return this.#fail(mail, 'it was written with another APP_KEY')
    try {
      await deliver({ id, to, message })
    } catch (error) {
      const reason = describeFailure(error)
      logger.warn({ mail: id, reason }, 'a mail could not be sent')
      return isPermanent(error) ? this.#fail(mail, reason) : mail.reschedule(reason)
    }
    await mail.markSent()
    counted.inc({ outcome: 'sent' })
  }

  async #fail(mail: Mail, reason: string) {
    await mail.markFailed(reason)
    counted.inc({ outcome: 'failed' })
  }
}

/** The server rejects this recipient or content permanently (RFC 5321, 4.2.1), not our connection. */
function isPermanent(failure: unknown): boolean {
  if (!(failure instanceof Error)) return false
  const { code, responseCode } = failure as { code?: string; responseCode?: number }
  if (code === 'EENVELOPE' || code === 'EMESSAGE') return Number(responseCode) >= 500
  return isPermanent(failure.cause)
}
