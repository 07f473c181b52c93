import pg from 'pg'
import { runMigrations } from 'bullmq'
import { BaseSchema } from '@adonisjs/lucid/schema'
import { queueSchema } from '#config/queue'
import { applicationRole, migrationUrl } from '#config/database'

/**
 * The queue's own tables, for when PostgreSQL carries it. They are made where Redis does too, so
 * that one can move between both without a migration.
 */
export default class extends BaseSchema {
  static disableTransactions = true

  async up() {
    this.defer(() => withClient((client) => runMigrations(client, queueSchema)))
    if (!applicationRole) return
    const role = pg.escapeIdentifier(applicationRole)
    this.schema.raw(`grant usage on schema ${queueSchema} to ${role}`)
    for (const what of ['tables', 'sequences', 'functions']) {
      this.schema.raw(`grant all on all ${what} in schema ${queueSchema} to ${role}`)
      this.schema.raw(
        `alter default privileges in schema ${queueSchema} grant all on ${what} to ${role}`
      )
    }
  }

  async down() {
    this.defer(() => withClient((client) => client.query(`drop schema ${queueSchema} cascade`)))
  }
}

async function withClient(work: (client: pg.Client) => Promise<unknown>) {
  const client = new pg.Client({ connectionString: migrationUrl })
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}
