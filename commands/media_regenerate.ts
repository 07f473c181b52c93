import { BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'

const PROGRESS_EVERY = 100

export default class MediaRegenerate extends BaseCommand {
  static commandName = 'media:regenerate'
  static description = 'Make the variants anew whose recipe or encoder has changed'
  static help = [
    'The old variants are served until the new ones are there. May be stopped and run again at any time, beside the workers: it goes on with what is left.',
    '',
    '  {{ binaryName }} media:regenerate --dry-run',
    '  {{ binaryName }} media:regenerate --only=preview --concurrency=2',
  ]
  static options: CommandOptions = { startApp: true }

  @flags.boolean({ description: 'Only count the assets' })
  declare dryRun: boolean

  @flags.array({ description: 'Names of recipes; all by default' })
  declare only: string[]

  @flags.number({ description: 'Assets at a time', default: 1 })
  declare concurrency: number

  async run() {
    const { recipes: all } = await import('#config/media')
    const unknown = this.only?.filter((name) => !all.some((recipe) => recipe.name === name)) ?? []
    if (unknown.length > 0) return this.#fail(`there is no recipe named ${unknown.join(', ')}`)
    if (this.concurrency < 1) return this.#fail('--concurrency should be 1 or more')

    const { RegenerateOutdated } = await import('#actions/regenerate_outdated')
    let count = 0
    await new RegenerateOutdated().handle({
      recipes: all.filter(({ name }) => this.only?.includes(name) ?? true),
      concurrency: this.concurrency,
      isDryRun: this.dryRun,
      onAsset: (asset, reason) => {
        if (reason) this.#fail(`${asset.id}: ${reason}`)
        if (++count % PROGRESS_EVERY === 0) this.logger.info(`${count} assets so far`)
      },
    })
    this.logger.success(`${count} assets ${this.dryRun ? 'would be made anew' : 'looked after'}`)
  }

  #fail(message: string) {
    this.exitCode = 1
    this.logger.error(message)
  }
}
