import { escapeIdentifier } from 'pg'
import { BaseSchema } from '@adonisjs/lucid/schema'
import { applicationRole } from '#config/database'

/**
 * Where the application's role owns no table, it may use each one that migrations make from here
 * on. What it must not do with one of them, that one's migration takes away again.
 */
export default class extends BaseSchema {
  async up() {
    this.#forApplicationRole('grant', 'to')
  }

  async down() {
    this.#forApplicationRole('revoke', 'from')
  }

  #forApplicationRole(verb: 'grant' | 'revoke', preposition: 'to' | 'from') {
    if (!applicationRole) return
    const role = escapeIdentifier(applicationRole)
    const rights = { tables: 'select, insert, update, delete', sequences: 'usage, select' }
    for (const [what, which] of Object.entries(rights)) {
      this.schema.raw(
        `alter default privileges in schema public ${verb} ${which} on ${what} ${preposition} ${role}`
      )
    }
  }
}
