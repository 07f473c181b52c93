import { BaseSchema } from '@adonisjs/lucid/schema'

/** One row of work on one asset. The queue carries its id alone and may be lost at any time. */
export default class extends BaseSchema {
  protected tableName = 'jobs'

  async up() {
    this.schema.createTable(this.tableName, (table) => {
      table.uuid('id').primary()
      table.uuid('asset_id').notNullable().references('assets.id').onDelete('CASCADE')
      table.string('state', 16).notNullable().defaultTo('queued')
      table.integer('attempts').notNullable().defaultTo(0)
      // How many of these attempts began because the run before them had died.
      table.integer('takeovers').notNullable().defaultTo(0)
      table.string('last_error', 500).nullable()
      // The run that owns an active job: an older run that wakes up again changes nothing.
      table.uuid('run_id').nullable()
      table.timestamp('heartbeat_at').nullable()
      // A retry waits until then.
      table.timestamp('run_at').notNullable().defaultTo(this.now())
      // When the queue was last told of it.
      table.timestamp('enqueued_at').nullable()
      table.string('request_id', 100).nullable()
      table.string('traceparent', 100).nullable()
      table.timestamp('created_at').notNullable().defaultTo(this.now())
      table.timestamp('updated_at').notNullable().defaultTo(this.now())

      table.check(`state in ('queued', 'active', 'completed', 'failed')`, [], 'jobs_state_is_known')
      table.index(['state', 'id'])
      table.index(['asset_id'])
    })
    this.schema.raw(`
      create unique index jobs_one_live_per_asset on jobs (asset_id)
      where state in ('queued', 'active')
    `)
    this.schema.raw(`create index jobs_queued_index on jobs (run_at, id) where state = 'queued'`)
    this.schema.raw(`
      create index jobs_active_index on jobs (heartbeat_at, id) where state = 'active'
    `)
  }

  async down() {
    this.schema.dropTable(this.tableName)
  }
}
