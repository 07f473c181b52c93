import { args, flags } from '@adonisjs/core/ace'
import { AccountCommand } from '#commands/_account_command'

const DEFAULT = { bytes: null, assets: null }

export default class UserQuota extends AccountCommand {
  static commandName = 'user:quota'
  static description = 'Set how much an account may keep'
  static help = [
    'What is not named stays as it is. It holds from the next upload on.',
    '',
    '  {{ binaryName }} user:quota ada@example.org --bytes=5000000000 --assets=10000',
    '  {{ binaryName }} user:quota ada@example.org --default',
  ]

  @args.string({ description: 'The email of the account' })
  declare email: string

  @flags.number({ description: 'Bytes that it may keep, of originals' })
  declare bytes: number

  @flags.number({ description: 'Assets that it may keep' })
  declare assets: number

  @flags.boolean({ description: 'Back to QUOTA_BYTES and QUOTA_ASSETS' })
  declare default: boolean

  async run() {
    const { UpdateUser } = await import('#app/accounts/actions/update_user')
    const { defaultQuota } = await import('#config/uploads')
    const { quotaValidator } = await import('#app/accounts/validators')
    const { email, bytes, assets } = this
    const given = await quotaValidator.validate({ email, bytes, assets })
    const { bytes: quotaBytes, assets: quotaAssets } = this.default ? DEFAULT : given
    const changes = { quotaBytes, quotaAssets }
    const user = await new UpdateUser().handle({ email: given.email }, changes, { actorId: null })
    const say = (value: number | null, unit: 'bytes' | 'assets') =>
      value === null ? `${defaultQuota[unit]} ${unit} (the default)` : `${value} ${unit}`
    this.logger.success(
      `${user.email} may keep ${say(user.quotaBytes, 'bytes')} and ${say(user.quotaAssets, 'assets')}; ` +
        `it keeps ${user.usedBytes} bytes and ${user.usedAssets} assets`
    )
  }
}
