import pg from 'pg'
import { runMigrations } from 'bullmq'
import { BaseSchema } from '@adonisjs/lucid/schema'
import { queueSchema } from '#config/queue'
import env from '#start/env'

/**
 * The queue's own tables, for when PostgreSQL carries it. They are made where Redis does too, so
 * that one can move between both without a migration.
 */
export default class extends BaseSchema {
  static disableTransactions = true

  async up() {
    this.defer(() => withClient((client) => runMigrations(client, queueSchema)))
  }

  async down() {
    this.defer(() => withClient((client) => client.query(`drop schema ${queueSchema} cascade`)))
  }
}

async function withClient(work: (client: pg.Client) => Promise<unknown>) {
  const client = new pg.Client({ connectionString: env.get('DATABASE_URL') })
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}
