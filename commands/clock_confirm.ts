import { DatabaseCommand } from '#commands/_database_command'

export default class ClockConfirm extends DatabaseCommand {
  static commandName = 'clock:confirm'
  static description = 'Confirm that the clock of the database is right after it jumped'
  static help = [
    'After the clock has moved ahead by more than a day at once, nothing is erased by time: no trash, no expired upload, no orphan. The same follows a stop of more than a day, and the restore of an older backup. Look at the time that this prints before you confirm it, for what is due by then is erased for good.',
  ]

  async run() {
    const { confirmClock, isClockTrusted, readClock } = await import('#app/persistence/clock_guard')
    const { ahead, now } = await readClock()
    const time = now.toISOString()
    if (await isClockTrusted()) {
      this.logger.success(`The clock of the database is trusted already: ${time}.`)
      return
    }
    await confirmClock()
    const days = Math.round(ahead / 86_400)
    this.logger.success(`Confirmed: it is ${time}, ${days} days after the service last looked.`)
  }
}
