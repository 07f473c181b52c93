import { flags } from '@adonisjs/core/ace'
import { StoreCommand } from '#commands/_store_command'

const PROGRESS_EVERY = 100
const TRIED_AGAIN = 'one of which none can be made is tried in each run'

export default class MediaRegenerate extends StoreCommand {
  static commandName = 'media:regenerate'
  static description = 'Render again the variants whose recipe or encoder has changed'
  static help = [
    'Videos and PDFs without a picture get theirs, once ffmpeg or poppler is installed. The old variants are served until the new ones are there. May be stopped and run again at any time, beside the workers: it goes on with what is left.',
    '',
    '  {{ binaryName }} media:regenerate --dry-run',
    '  {{ binaryName }} media:regenerate --only=preview --concurrency=2',
  ]

  @flags.boolean({ description: 'Only count the assets' })
  declare dryRun: boolean

  @flags.array({ description: 'Names of recipes; all by default' })
  declare only: string[]

  @flags.number({ description: 'Assets at a time', default: 1 })
  declare concurrency: number

  async run() {
    const { recipes: all, tools } = await import('#config/media')
    const unknown = this.only?.filter((name) => !all.some((recipe) => recipe.name === name)) ?? []
    if (unknown.length > 0) return this.#fail(`there is no recipe named ${unknown.join(', ')}`)
    if (this.concurrency < 1) return this.#fail('--concurrency should be 1 or more')

    const { shownByTools } = await import('#app/media/tools')
    const { RegenerateOutdated } = await import('#app/processing/actions/regenerate_outdated')
    let count = 0
    let bare = 0
    await new RegenerateOutdated().handle({
      recipes: all.filter(({ name }) => this.only?.includes(name) ?? true),
      shown: shownByTools(tools),
      concurrency: this.concurrency,
      isDryRun: this.dryRun,
      onAsset: (asset, reason) => {
        if (reason) this.#fail(`${asset.id}: ${reason}`)
        if (this.dryRun && !asset.placeholder) bare++
        if (++count % PROGRESS_EVERY === 0) this.logger.info(`${count} assets so far`)
      },
    })
    this.logger.success(
      `${count} assets ${this.dryRun ? 'would be rendered again' : 'looked after'}`
    )
    if (bare > 0) this.logger.info(`${bare} of them have no picture so far: ${TRIED_AGAIN}`)
  }

  #fail(message: string) {
    this.exitCode = 1
    this.logger.error(message)
  }
}
