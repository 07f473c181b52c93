import { BaseCommand } from '@adonisjs/core/ace'
import { Exception } from '@adonisjs/core/exceptions'
import string from '@adonisjs/core/helpers/string'
import { StartError } from '#app/process/start_error'

const BAR_WIDTH = 30

/** What backing up and restoring share: how far they are, and why they end in one line. */
export abstract class BackupCommand extends BaseCommand {
  /** Draws how far the work is until it ends. */
  protected async watch<Result>(work: Promise<Result>, draw: () => void): Promise<Result> {
    const drawing = setInterval(draw, 500)
    const result = await work.finally(() => clearInterval(drawing))
    draw()
    this.logger.logUpdatePersist()
    return result
  }

  protected draw(done: number, all: number, bytes: number) {
    const share = all ? Math.min(1, done / all) : 0
    const bar = '█'.repeat(share * BAR_WIDTH).padEnd(BAR_WIDTH, '░')
    this.logger.logUpdate(`${bar} ${done} of ${all} objects, ${string.bytes.format(bytes)}`)
  }

  async completed() {
    const { error } = this
    const isForeseen = error instanceof StartError || error instanceof Exception
    if (!isForeseen) return false
    this.exitCode = 1
    this.logger.error(error.message)
    return true
  }
}
