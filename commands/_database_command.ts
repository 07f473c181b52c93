import { BaseCommand } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import { StartError } from '#app/process/start_error'

/** What the commands on rows share: if the database is down they end with one line that says what to do. */
export abstract class DatabaseCommand extends BaseCommand {
  static options: CommandOptions = { startApp: true }

  async prepare() {
    const { default: env } = await import('#start/env')
    const { dataDir } = await import('#config/app')
    const { checkDatabase } = await import('#app/installation/environment')
    const { embeddedVariables } = await import('#app/process/variables')
    const url = env.get('DATABASE_URL')
    try {
      await checkDatabase(url)
    } catch (cause) {
      if (embeddedVariables(dataDir).DATABASE_URL !== url) throw cause
      throw new StartError(
        `The PostgreSQL below ${dataDir} does not run: start \`npm start\` with this DATA_DIR first.`,
        { cause }
      )
    }
  }
}
