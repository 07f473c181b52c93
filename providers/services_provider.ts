import type { ApplicationService } from '@adonisjs/core/types'

/** Has a server not start on a service that refuses it. A worker looks by itself. */
export default class ServicesProvider {
  constructor(protected app: ApplicationService) {}

  async start() {
    if (this.app.getEnvironment() !== 'web') return
    const { checkServices } = await import('#app/installation/check_services')
    await checkServices()
  }
}
