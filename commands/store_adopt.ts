import { BaseCommand } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'

export default class StoreAdopt extends BaseCommand {
  static commandName = 'store:adopt'
  static description = 'Have the store belong to the database, on purpose'
  static help = [
    'Nothing starts where the store belongs to another installation than the database, or where one of them is empty beside the other. Where that is a wrong variable, correct it. Where the two are to belong together all the same, as after the database was lost for good, this marks the store as that of the database. It changes nothing else.',
    'Afterwards `inbox:check` lists what differs, and `inbox:check --recover` gives originals without a row their rows back. No original is erased before ORPHAN_GRACE has passed twice.',
  ]
  static options: CommandOptions = { startApp: true }

  async run() {
    const { dataDir } = await import('#config/app')
    const { default: env } = await import('#start/env')
    const { adoptStore } = await import('#app/maintenance/belonging/bind_store')
    const { withSides } = await import('#app/maintenance/belonging/with_sides')
    const { withEmbeddedDatabase } = await import('#app/installation/with_database')
    const { embeddedVariables } = await import('#app/process/variables')
    const url = env.get('DATABASE_URL')
    const adopt = (address: string) => {
      return withSides(address, async (sides) => ({ id: await adoptStore(sides), ...sides.names }))
    }
    const isEmbedded = embeddedVariables(dataDir).DATABASE_URL === url
    const { id, store, database } = await (isEmbedded
      ? withEmbeddedDatabase(dataDir, adopt)
      : adopt(url))
    this.logger.success(
      `The store (${store}) belongs to the database (${database}) now, as installation ${id}.`
    )
  }
}
