import { BaseSchema } from '@adonisjs/lucid/schema'

/** Reads the table beside those who write to it. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw('alter table jobs validate constraint jobs_kind_is_known')
  }

  async down() {}
}
