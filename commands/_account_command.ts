import { errors } from '@vinejs/vine'
import { BaseCommand } from '@adonisjs/core/ace'
import { Exception } from '@adonisjs/core/exceptions'
import type { CommandOptions } from '@adonisjs/core/types/ace'

/** What the commands on accounts share: they fail in one line for each thing that is wrong. */
export abstract class AccountCommand extends BaseCommand {
  static options: CommandOptions = { startApp: true }

  /** For what was not given and has to be asked for: somebody must be there to answer. */
  protected get asks() {
    if (process.stdin.isTTY) return this.prompt
    throw new Exception(`Nobody is there to answer: see ace ${this.commandName} --help`)
  }

  async completed() {
    const { error } = this
    if (error instanceof errors.E_VALIDATION_ERROR) {
      for (const { message } of error.messages) this.logger.error(message)
    } else if (error instanceof Exception) {
      this.logger.error(error.message)
    } else {
      return false
    }
    this.exitCode = 1
    return true
  }
}
