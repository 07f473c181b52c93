import type { ApplicationService } from '@adonisjs/core/types'

/**
 * Keeps a server from starting on services that refuse it or do not belong together. A worker
 * checks for itself.
 */
export default class ServicesProvider {
  constructor(protected app: ApplicationService) {}

  async start() {
    if (this.app.getEnvironment() !== 'web') return
    const { reportFailedStart } = await import('#app/process/start_error')
    const { checkServices } = await import('#app/installation/check_services')
    await checkServices(async (error) => {
      reportFailedStart(error)
      await this.app.terminate()
    })
  }
}
