import { writeFile } from 'node:fs/promises'
import { BaseCommand } from '@adonisjs/core/ace'

export default class DocsGenerate extends BaseCommand {
  static commandName = 'docs:generate'
  static description = 'Write docs/openapi.json, the API document that the application serves'
  static help = ['It reads the sources alone: no database and no other service is needed.']

  async run() {
    await this.#startWithoutServices()
    const { documentFile } = await import('#config/autoswagger')
    const { makeDocument, printDocument } = await import('#app/web/openapi/document')
    await writeFile(documentFile, printDocument(await makeDocument()))
    this.logger.success(`wrote ${this.app.relativePath(documentFile)}`)
  }

  /** The start insists on variables of which the document does not depend. */
  async #startWithoutServices() {
    process.env.DATABASE_URL ||= 'postgres://localhost/unused'
    process.env.APP_KEY ||= 'unused 0123456789 abcdefghijklmnopqrstuvwxyz'
    await this.app.boot()
    await this.app.start(() => {})
  }
}
