import { BaseSchema } from '@adonisjs/lucid/schema'

/** Reads the table beside those who write to it. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw('alter table grants validate constraint grants_link_id_foreign')
  }

  async down() {}
}
