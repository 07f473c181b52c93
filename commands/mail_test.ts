import { randomUUID } from 'node:crypto'
import { args, BaseCommand } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'

export default class MailTest extends BaseCommand {
  static commandName = 'mail:test'
  static description = 'Send a mail, to see whether SMTP_URL and MAIL_FROM work'
  static options: CommandOptions = { startApp: true }
  static help = [
    'Sends at once, past the queue, and shows what the mail server says.',
    '',
    '  {{ binaryName }} mail:test ada@example.org',
  ]

  @args.string({ description: 'The address to send to' })
  declare address: string

  async run() {
    const { isMailEnabled, mailSettings } = await import('#config/mail')
    if (!isMailEnabled()) {
      this.exitCode = 1
      return this.logger.error('No mail server is configured: set SMTP_URL and MAIL_FROM.')
    }
    const { deliver } = await import('#app/mail/deliver')
    const message = {
      subject: 'A test from Media Inbox',
      paragraphs: ['This mail shows that Media Inbox can send mail.'],
    }
    try {
      await deliver({ id: randomUUID(), to: this.address, message })
      this.logger.success(`sent a mail to ${this.address} from ${mailSettings.from}`)
    } catch (error) {
      const { describeFailure } = await import('#app/observability/logging/failure')
      this.exitCode = 1
      this.logger.error(`The mail was not sent. ${describeFailure(error)}`)
    }
  }
}
