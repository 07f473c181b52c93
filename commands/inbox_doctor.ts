import { BaseCommand } from '@adonisjs/core/ace'
import type { PartFinding } from '#app/monitoring/doctor/examine'

export default class InboxDoctor extends BaseCommand {
  static commandName = 'inbox:doctor'
  static description = 'Try database, queue, store and machine as they are configured'
  static help = ['Says what to do about each fault. Ends with exit code 1 where one is serious.']

  async run() {
    const { examineAll } = await import('#app/monitoring/doctor/examine')
    for await (const finding of examineAll()) this.#tell(finding)
  }

  #tell({ part, outcome, found, fix }: PartFinding) {
    const marks = {
      pass: this.colors.green('pass'),
      warn: this.colors.yellow('warn'),
      fail: this.colors.red('fail'),
    }
    this.logger.log(`${marks[outcome]}  ${part.padEnd(9)} ${found}`)
    if (fix && outcome !== 'pass') this.logger.log(`                → ${fix}`)
    if (outcome === 'fail') this.exitCode = 1
  }
}
