import { BaseSchema } from '@adonisjs/lucid/schema'

/** What a person owns, from presign to deletion. Ids sort by creation time. */
export default class extends BaseSchema {
  protected tableName = 'assets'

  async up() {
    this.schema.createTable(this.tableName, (table) => {
      table.uuid('id').primary()
      table.uuid('user_id').notNullable().references('users.id')
      table.string('status', 16).notNullable().defaultTo('pending')
      table.string('kind', 16).notNullable()
      table.string('filename', 255).notNullable()
      table.string('content_type', 100).notNullable()
      table.bigInteger('size').notNullable()
      // Base64: what the client declared, and what was proved of the bytes.
      table.string('declared_sha_256', 44).nullable()
      table.string('sha_256', 44).nullable()
      // The version of the object that the proof is about.
      table.string('etag', 100).nullable()
      table.integer('width').nullable()
      table.integer('height').nullable()
      table.jsonb('meta').nullable()
      table.string('placeholder', 100).nullable()
      table.boolean('withhold_gps').notNullable().defaultTo(false)
      table.string('error_code', 50).nullable()
      table.string('error_message', 500).nullable()
      // An upload in parts: the store's own id of it, and its part size in bytes.
      table.text('multipart_id').nullable()
      table.bigInteger('part_size').nullable()
      // Until then a client may still send bytes.
      table.timestamp('upload_expires_at').notNullable()
      // When the sweep looks next whether the bytes of a pending asset have arrived.
      table.timestamp('next_look_at').notNullable().defaultTo(this.now())
      table.timestamp('created_at').notNullable().defaultTo(this.now())
      table.timestamp('updated_at').notNullable().defaultTo(this.now())

      const statuses = `'pending', 'processing', 'ready', 'failed', 'rejected'`
      table.check(`status in (${statuses})`, [], 'assets_status_is_known')
      table.check(`kind in ('image', 'video', 'audio', 'document')`, [], 'assets_kind_is_known')
      table.check('size > 0', [], 'assets_size_is_positive')
      table.check(
        `(status in ('failed', 'rejected')) = (error_code is not null)`,
        [],
        'assets_error_goes_with_status'
      )
      table.check(`status <> 'ready' or sha_256 is not null`, [], 'assets_ready_means_proved')

      // Each listing of an owner reads one of these backwards.
      table.index(['user_id', 'id'])
      table.index(['user_id', 'status', 'id'])
      table.index(['user_id', 'kind', 'id'])
      table.index(['user_id', 'status', 'kind', 'id'])
    })
    this.schema.raw(`
      create index assets_pending_index on assets (next_look_at, id) where status = 'pending'
    `)
    this.schema.raw(`
      create index assets_digest_index on assets (user_id, sha_256) where sha_256 is not null
    `)
  }

  async down() {
    this.schema.dropTable(this.tableName)
  }
}
