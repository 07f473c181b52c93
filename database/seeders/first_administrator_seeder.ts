import { BaseSeeder } from '@adonisjs/lucid/seeders'
import { cliui } from '@adonisjs/core/ace'
import { firstAdministrator } from '#config/administrator'
import { CreateFirstAdministrator } from '#app/accounts/actions/create_first_administrator'

/** Tells the terminal alone, for a log would keep the password. */
export default class extends BaseSeeder {
  async run() {
    const { email, password } = firstAdministrator
    const made = await new CreateFirstAdministrator().handle({
      email,
      password: password?.release(),
    })
    const { logger } = cliui()
    if (!made) return logger.log('There is an administrator already: you have its password.')
    logger.success(`made the administrator ${made.user.email}`)
    if (made.password) logger.log(`Its password, shown only this once: ${made.password}`)
  }
}
