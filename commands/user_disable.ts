import { args, flags } from '@adonisjs/core/ace'
import { AccountCommand } from '#commands/_account_command'

export default class UserDisable extends AccountCommand {
  static commandName = 'user:disable'
  static description = 'Disable an account, or enable it again'
  static help = [
    'Its sessions end at once, on every node; what else it has works again once it is enabled.',
    '',
    '  {{ binaryName }} user:disable ada@example.org',
    '  {{ binaryName }} user:disable ada@example.org --off',
  ]

  @args.string({ description: 'The email of the account', required: false })
  declare email: string

  @flags.boolean({ description: 'Enable it again' })
  declare off: boolean

  async run() {
    const { UpdateUser } = await import('#app/accounts/actions/update_user')
    const { emailValidator } = await import('#app/accounts/validators')
    const given = this.email ?? (await this.asks.ask('Email'))
    const { email } = await emailValidator.validate({ email: given })
    const disabled = !this.off
    await new UpdateUser().handle({ email }, { disabled }, { actorId: null })
    this.logger.success(`${email} is ${disabled ? 'disabled' : 'enabled'}`)
  }
}
