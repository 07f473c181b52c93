import { args } from '@adonisjs/core/ace'
import { AccountCommand } from '#commands/_account_command'

export default class UserRole extends AccountCommand {
  static commandName = 'user:role'
  static description = 'Give an account another role'
  static help = [
    'It holds from the next request of the account on.',
    '',
    '  {{ binaryName }} user:role ada@example.org ADMIN',
  ]

  @args.string({ description: 'The email of the account', required: false })
  declare email: string

  @args.string({ description: 'USER or ADMIN', required: false })
  declare role: string

  async run() {
    const { UpdateUser } = await import('#app/accounts/actions/update_user')
    const { roleValidator } = await import('#app/accounts/validators')
    const { roles } = await import('#app/accounts/models/user')
    const { email, role } = await roleValidator.validate({
      email: this.email ?? (await this.asks.ask('Email')),
      role: this.role ?? (await this.asks.choice('Role', [...roles])),
    })
    await new UpdateUser().handle({ email }, { role }, { actorId: null })
    this.logger.success(`${email} is ${role} now`)
  }
}
