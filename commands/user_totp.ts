import { args, flags } from '@adonisjs/core/ace'
import { AccountCommand } from '#commands/_account_command'

export default class UserTotp extends AccountCommand {
  static commandName = 'user:totp'
  static description = 'Show whether an account signs in with codes, or turn that off'
  static help = [
    'For somebody who lost their authenticator app and their recovery codes.',
    '',
    '  {{ binaryName }} user:totp ada@example.org',
    '  {{ binaryName }} user:totp ada@example.org --off',
  ]

  @args.string({ description: 'The email of the account', required: false })
  declare email: string

  @flags.boolean({ description: 'Turn the codes off, with the recovery codes' })
  declare off: boolean

  async run() {
    const { emailValidator } = await import('#app/accounts/validators')
    const given = this.email ?? (await this.asks.ask('Email'))
    const { email } = await emailValidator.validate({ email: given })
    if (this.off) return this.#turnOff(email)
    const { findAccount } = await import('#app/accounts/find_account')
    const { describeSecondFactor } = await import('#app/accounts/factors/second_factor')
    const { id } = await findAccount(email)
    const { totp, recoveryCodes } = await describeSecondFactor(id)
    const left = `with ${recoveryCodes} recovery codes left`
    this.logger.info(totp ? `${email} signs in with codes, ${left}` : `${email} uses no codes`)
  }

  async #turnOff(email: string) {
    const { UpdateUser } = await import('#app/accounts/actions/update_user')
    await new UpdateUser().handle({ email }, { totp: false }, { actorId: null })
    this.logger.success(`${email} signs in without codes`)
  }
}
