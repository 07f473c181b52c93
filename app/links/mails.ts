import type { MailMessage } from '#app/mail/message'
import { appUrl } from '#config/app'

export function linkMail(title: string): MailMessage {
  return {
    subject: 'New files in your Media Inbox',
    paragraphs: [`Somebody sent you files through your link “${title}”.`],
    action: { label: 'See what arrived', url: `${appUrl}/` },
    note: 'You can turn these mails off in the settings of the link.',
  }
}
