import { escapeIdentifier } from 'pg'
import { BaseSchema } from '@adonisjs/lucid/schema'
import { applicationRole } from '#config/database'

/**
 * The application's role sees which migrations have run. Their tables are made before the first of
 * them, so that no default privilege is theirs.
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
    const tables = 'adonis_schema, adonis_schema_versions'
    this.schema.raw(`${verb} select on ${tables} ${preposition} ${role}`)
  }
}
