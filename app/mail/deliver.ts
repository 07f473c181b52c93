import app from '@adonisjs/core/services/app'
import { toHtml, toText, type MailMessage } from '#app/mail/message'
import { mailSettings } from '#config/mail'

interface Delivery {
  /** Stays the same from one attempt to the next, so that a mailbox recognises a repetition. */
  id: string
  to: string
  message: MailMessage
}

/** Gives one mail to the mail server, and rejects with its refusal. */
export async function deliver({ id, to, message }: Delivery) {
  const mail = await app.container.make('mail.manager')
  const { domain, from } = mailSettings
  await mail.use(mailSettings.smtpUrl ? 'smtp' : 'files').send((letter) => {
    letter
      .from(from)
      .to(to)
      .subject(message.subject)
      .text(toText(message))
      .html(toHtml(message))
      .header('Auto-Submitted', 'auto-generated')
    letter.nodeMailerMessage.messageId = `<${id}@${domain}>`
  })
}
