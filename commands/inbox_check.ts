import { flags } from '@adonisjs/core/ace'
import { StoreCommand } from '#commands/_store_command'
import type { Inconsistency } from '#app/maintenance/actions/check_consistency'

const SHOWN = 100
const BAR_WIDTH = 30

export default class InboxCheck extends StoreCommand {
  static commandName = 'inbox:check'
  static description = 'Compare all rows with all objects in the store'
  static help = [
    'Ends with exit code 1 where they differ. The service may run meanwhile.',
    'With --recover, originals without a row, as after an older database was restored, get one again: from the record beside them, or else for the account that --owner names. A worker verifies them anew.',
    'With --repair, objects that no row owns move below quarantine/, missing variants are made again, and assets whose original is missing are marked failed until it is brought back.',
  ]

  @flags.boolean({ description: 'Repair what differs' })
  declare repair: boolean

  @flags.boolean({ description: 'Give originals without a row their rows back' })
  declare recover: boolean

  @flags.string({ description: 'The email of the account that gets those whose owner is unknown' })
  declare owner: string

  @flags.boolean({ description: `Name all that differs, not ${SHOWN} of each kind` })
  declare all: boolean

  #counts = new Map<string, number>()
  #unrepaired = 0

  async run() {
    const { default: db } = await import('@adonisjs/lucid/services/db')
    const { CheckConsistency } = await import('#app/maintenance/actions/check_consistency')
    const { count } = await db.from('assets').count('* as count').firstOrFail()
    if (this.recover) await this.#recoverAll()
    const comparison = new CheckConsistency()
    const drawing = setInterval(() => this.#draw(comparison.assets, count), 500)
    try {
      for await (const inconsistency of comparison.inconsistencies())
        await this.#take(inconsistency)
    } finally {
      clearInterval(drawing)
    }
    this.#draw(comparison.assets, count)
    this.logger.logUpdatePersist()
    if (this.repair && this.#unrepaired === 0) await this.#releaseSweep()
    if (!this.all) this.#tellHowManyMore()
    this.#report(comparison.assets)
  }

  /** First, so that the comparison does not find what is recovered. */
  async #recoverAll() {
    const { RecoverOrphans } = await import('#app/maintenance/actions/recover_orphans')
    const { default: Users } = await import('#app/accounts/models/user')
    const fallback = this.owner ? await Users.findByOrFail('email', this.owner) : undefined
    for await (const { id, owner, error } of new RecoverOrphans().handle(fallback)) {
      const said =
        error ?? (owner ? `for ${owner.email}` : 'its owner is unknown: name one by --owner')
      this.logger.log(`${owner ? 'recovered' : 'left'}: ${id} (${said})`)
    }
  }

  async #take(inconsistency: Inconsistency) {
    const { kind } = inconsistency
    const seen = (this.#counts.get(kind) ?? 0) + 1
    this.#counts.set(kind, seen)
    const isRepaired = this.repair && (await this.#repair(inconsistency))
    if (!isRepaired) this.#unrepaired++
    if (seen > SHOWN && !this.all) return
    this.logger.log(`${isRepaired ? 'repaired' : 'found'}: ${kind} ${keyOf(inconsistency)}`)
  }

  /** One that cannot be repaired does not keep the others from being. */
  async #repair(inconsistency: Inconsistency) {
    const { RepairInconsistency } = await import('#app/maintenance/actions/repair_inconsistency')
    try {
      return await new RepairInconsistency().handle(inconsistency)
    } catch (error) {
      this.logger.error(`${keyOf(inconsistency)}: ${(error as Error).message}`)
      return false
    }
  }

  /** An administrator has decided about all orphans: a halted sweep resumes. */
  async #releaseSweep() {
    const { clearHalt } = await import('#app/maintenance/orphans/round')
    await clearHalt()
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
    if (this.#unrepaired === 0) {
      this.logger.success(`${summary}. All of it is repaired.`)
      return
    }
    this.exitCode = 1
    const recover = this.#counts.has('orphan') ? '--recover gives originals rows; ' : ''
    const advice = this.repair ? `${this.#unrepaired} are left.` : `${recover}--repair repairs.`
    this.logger.error(`${summary}. ${advice}`)
  }
}

function keyOf(inconsistency: Inconsistency) {
  if (inconsistency.kind === 'orphan') return inconsistency.object.key
  return 'owned' in inconsistency ? inconsistency.owned.key : inconsistency.upload.key
}
