import { DatabaseCommand } from '#commands/_database_command'

/** What the commands on rows and objects share: both must belong to one installation. */
export abstract class StoreCommand extends DatabaseCommand {
  async prepare() {
    await super.prepare()
    const { checkBelonging } = await import('#app/maintenance/belonging/check_belonging')
    await checkBelonging()
  }
}
