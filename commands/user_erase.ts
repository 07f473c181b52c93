import { args, flags } from '@adonisjs/core/ace'
import { AccountCommand } from '#commands/_account_command'

export default class UserErase extends AccountCommand {
  static commandName = 'user:erase'
  static description = 'Stop an account and schedule its erasure, cancel that, or show the receipt'
  static help = [
    'The account stops at once and is erased after ACCOUNT_ERASE_AFTER. The receipt is what the',
    'audit log says of an erasure, by the id that this command prints.',
    '',
    '  {{ binaryName }} user:erase ada@example.org',
    '  {{ binaryName }} user:erase ada@example.org --cancel',
    '  {{ binaryName }} user:erase 01a22361-225c-7176-b9ce-8deecc35021c --receipt',
  ]

  @args.string({ description: 'The email of the account; its id for the receipt', required: false })
  declare account: string

  @flags.boolean({ description: 'Cancel the erasure, which must not have started' })
  declare cancel: boolean

  @flags.boolean({ description: 'Show when the erasure was requested, started and done' })
  declare receipt: boolean

  async run() {
    const given = this.account ?? (await this.asks.ask(this.receipt ? 'Id' : 'Email'))
    if (this.receipt) return this.#showReceipt(given)
    const { emailValidator } = await import('#app/accounts/validators')
    const { email } = await emailValidator.validate({ email: given })
    return this.cancel ? this.#cancel(email) : this.#erase(email)
  }

  async #erase(email: string) {
    const { RequestErasure } = await import('#app/accounts/actions/request_erasure')
    const { user, eraseAt } = await new RequestErasure().handle({ email }, { actorId: null })
    this.logger.success(`${email} (${user.id}) is stopped and erased at ${eraseAt.toUTC().toISO()}`)
  }

  async #cancel(email: string) {
    const { RestoreUser } = await import('#app/accounts/actions/restore_user')
    await new RestoreUser().handle({ email }, { actorId: null })
    this.logger.success(`${email} is not erased`)
  }

  async #showReceipt(id: string) {
    const { readReceipt } = await import('#app/accounts/actions/read_receipt')
    const lines = await readReceipt(id)
    if (lines.length === 0) {
      this.exitCode = 1
      return this.logger.error('The audit log knows of no erasure of an account with this id.')
    }
    for (const line of lines) this.logger.log(JSON.stringify(line))
  }
}
