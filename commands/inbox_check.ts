import { flags } from '@adonisjs/core/ace'
import { StoreCommand } from '#commands/_store_command'
import type { Difference } from '#app/maintenance/actions/compare_store'

const SHOWN = 100
const BAR_WIDTH = 30

export default class InboxCheck extends StoreCommand {
  static commandName = 'inbox:check'
  static description = 'Compare all rows with all objects in the store'
  static help = [
    'Ends with exit code 1 where they differ. The service may run meanwhile.',
    'With --repair, objects that no row owns move below quarantine/, missing variants are made again, and assets whose original is missing are marked failed until it is brought back.',
  ]

  @flags.boolean({ description: 'Mend what differs' })
  declare repair: boolean

  @flags.boolean({ description: `Name all that differs, not ${SHOWN} of each kind` })
  declare all: boolean

  #counts = new Map<string, number>()
  #unmended = 0

  async run() {
    const { default: db } = await import('@adonisjs/lucid/services/db')
    const { CompareStore } = await import('#app/maintenance/actions/compare_store')
    const { count } = await db.from('assets').count('* as count').firstOrFail()
    const comparison = new CompareStore()
    const drawing = setInterval(() => this.#draw(comparison.assets, count), 500)
    try {
      for await (const difference of comparison.differences()) await this.#take(difference)
    } finally {
      clearInterval(drawing)
    }
    this.#draw(comparison.assets, count)
    this.logger.logUpdatePersist()
    if (!this.all) this.#tellHowManyMore()
    this.#report(comparison.assets)
  }

  async #take(difference: Difference) {
    const { kind } = difference
    const seen = (this.#counts.get(kind) ?? 0) + 1
    this.#counts.set(kind, seen)
    const isMended = this.repair && (await this.#mend(difference))
    if (!isMended) this.#unmended++
    if (seen > SHOWN && !this.all) return
    this.logger.log(`${isMended ? 'mended' : 'found'}: ${kind} ${keyOf(difference)}`)
  }

  /** One that cannot be mended does not keep the others from being. */
  async #mend(difference: Difference) {
    const { MendDifference } = await import('#app/maintenance/actions/mend_difference')
    try {
      return await new MendDifference().handle(difference)
    } catch (error) {
      this.logger.error(`${keyOf(difference)}: ${(error as Error).message}`)
      return false
    }
  }

  #draw(done: number, all: number) {
    const share = all ? Math.min(1, done / all) : 1
    const bar = '█'.repeat(share * BAR_WIDTH).padEnd(BAR_WIDTH, '░')
    this.logger.logUpdate(`${bar} ${Math.floor(share * 100)} %  ${done} of ${all} assets`)
  }

  #tellHowManyMore() {
    for (const [kind, count] of this.#counts) {
      const more = count - SHOWN
      if (more > 0) this.logger.log(`… and ${more} more: ${kind} (--all names them)`)
    }
  }

  #report(assets: number) {
    const counts = [...this.#counts].map(([kind, count]) => `${count} ${kind}`)
    if (counts.length === 0) {
      this.logger.success(`${assets} assets and their objects agree.`)
      return
    }
    const summary = `${assets} assets compared: ${counts.join(', ')}`
    if (this.#unmended === 0) {
      this.logger.success(`${summary}. All of it is mended.`)
      return
    }
    this.exitCode = 1
    const advice = this.repair ? `${this.#unmended} are left.` : 'Mend with --repair.'
    this.logger.error(`${summary}. ${advice}`)
  }
}

function keyOf(difference: Difference) {
  if (difference.kind === 'orphan') return difference.object.key
  return 'owned' in difference ? difference.owned.key : difference.upload.key
}
