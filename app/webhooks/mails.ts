import type { MailMessage } from '#app/mail/message'
import { appUrl } from '#config/app'

/** Tells the owner of a webhook that it was turned off. */
export function turnedOffMail(receiver: string): MailMessage {
  return {
    subject: 'A webhook was turned off',
    paragraphs: [
      `The webhook to ${new URL(receiver).host} had no successful delivery in three days and was turned off.`,
      'Its deliveries show what went wrong. Turn it on again once the receiver works, and replay what it missed.',
    ],
    action: { label: 'See your webhooks', url: `${appUrl}/#/account` },
  }
}
