import { BaseSchema } from '@adonisjs/lucid/schema'

/** What ended lately is counted for administrators, without reading all that ever ended. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      create index jobs_ended_index on jobs (updated_at, state)
      where state in ('completed', 'failed')
    `)
  }

  async down() {
    this.schema.raw('drop index jobs_ended_index')
  }
}
