import { args, flags } from '@adonisjs/core/ace'
import { AccountCommand } from '#commands/_account_command'

export default class UserInvite extends AccountCommand {
  static commandName = 'user:invite'
  static description = 'Invite somebody to create an account'
  static help = [
    'Prints a link to hand over, which works once; with an email it is mailed too, if mail is',
    'configured, and works for that email only.',
    '',
    '  {{ binaryName }} user:invite ada@example.org --role=ADMIN',
    '  {{ binaryName }} user:invite',
  ]

  @args.string({ description: 'The email to invite', required: false })
  declare email: string

  @flags.string({ description: 'USER, which is the default, or ADMIN' })
  declare role: string

  @flags.number({ description: 'Bytes that the account may keep' })
  declare quotaBytes: number

  @flags.number({ description: 'Seconds for which the link works, 7 days unless it is said' })
  declare expiresIn: number

  async run() {
    const { CreateInvitation } = await import('#app/accounts/actions/create_invitation')
    const { invitationValidator } = await import('#app/accounts/validators')
    const { invitationLifetime } = await import('#config/registration')
    const { appUrl } = await import('#config/app')
    const { email, role, quotaBytes, expiresIn } = this
    const given = await invitationValidator.validate({ email, role, quotaBytes, expiresIn })
    const { url } = await new CreateInvitation().handle(
      {
        email: given.email ?? null,
        role: given.role ?? 'USER',
        quotaBytes: given.quotaBytes ?? null,
        expiresIn: given.expiresIn ?? invitationLifetime.default,
        baseUrl: appUrl,
      },
      { actorId: null }
    )
    this.logger.success(`invited ${given.email ?? 'the holder of this link'}`)
    this.logger.log(url)
  }
}
