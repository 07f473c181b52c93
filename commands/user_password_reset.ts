import { args } from '@adonisjs/core/ace'
import { AccountCommand } from '#commands/_account_command'

export default class UserPasswordReset extends AccountCommand {
  static commandName = 'user:password-reset'
  static description = 'Print a link with which a new password is set'
  static help = [
    'The link works once, for an hour. Using it ends every session of the account.',
    '',
    '  {{ binaryName }} user:password-reset ada@example.org',
  ]

  @args.string({ description: 'The email of the account', required: false })
  declare email: string

  async run() {
    const { IssuePasswordReset } = await import('#app/accounts/actions/issue_password_reset')
    const { emailValidator } = await import('#app/accounts/validators')
    const { appUrl } = await import('#config/app')
    const given = this.email ?? (await this.asks.ask('Email'))
    const { email } = await emailValidator.validate({ email: given })
    const { url } = await new IssuePasswordReset().handle({ email }, appUrl, { actorId: null })
    this.logger.success(`made a link for ${email}`)
    this.logger.log(url)
  }
}
