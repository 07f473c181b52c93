import { text } from 'node:stream/consumers'
import { args, flags } from '@adonisjs/core/ace'
import { AccountCommand } from '#commands/_account_command'

export default class UserCreate extends AccountCommand {
  static commandName = 'user:create'
  static description = 'Make an account'
  static help = [
    'Asks for what is not given. The password is asked for, or read from standard input:',
    '',
    '  {{ binaryName }} user:create ada@example.org --role=ADMIN',
    '  {{ binaryName }} user:create ada@example.org --password-stdin < password.txt',
  ]

  @args.string({ description: 'The email to sign in with', required: false })
  declare email: string

  @flags.string({ description: 'USER, which is the default, or ADMIN' })
  declare role: string

  @flags.string({ description: 'The full name' })
  declare fullName: string

  @flags.boolean({ description: 'Read the password from standard input' })
  declare passwordStdin: boolean

  async run() {
    const { CreateUser } = await import('#app/accounts/actions/create_user')
    const { newUserValidator } = await import('#app/accounts/validators')
    const values = await newUserValidator.validate({
      email: this.email ?? (await this.asks.ask('Email')),
      password: await this.#password(),
      fullName: this.fullName,
      role: this.role ?? 'USER',
    })
    const user = await new CreateUser().handle(values, { actorId: null })
    this.logger.success(`made ${user.email}, ${user.role}`)
  }

  async #password() {
    if (!this.passwordStdin) return this.asks.secure('Password')
    const given = await text(process.stdin)
    return given.replace(/\r?\n$/, '')
  }
}
