import { errors } from '@vinejs/vine'
import { Exception } from '@adonisjs/core/exceptions'
import { DatabaseCommand } from '#commands/_database_command'

/** What the commands on accounts share: they fail in one line for each thing that is wrong. */
export abstract class AccountCommand extends DatabaseCommand {
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
