import { BaseSchema } from '@adonisjs/lucid/schema'

/**
 * Albums, and which assets are in them. The database keeps each album's count of assets that are
 * not in the trash, so that no list has to count.
 */
export default class extends BaseSchema {
  async up() {
    this.schema.createTable('albums', (table) => {
      table.uuid('id').primary()
      table.uuid('user_id').notNullable().references('users.id').onDelete('CASCADE')
      table.string('title', 200).notNullable()
      table.integer('count').notNullable().defaultTo(0)
      table.timestamp('created_at').notNullable().defaultTo(this.now())
      table.timestamp('updated_at').notNullable().defaultTo(this.now())
      table.index(['user_id', 'id'])
    })
    this.schema.createTable('album_assets', (table) => {
      table.uuid('album_id').notNullable().references('albums.id').onDelete('CASCADE')
      table.uuid('asset_id').notNullable().references('assets.id').onDelete('CASCADE')
      table.boolean('is_live').notNullable()
      table.primary(['album_id', 'asset_id'])
      table.index('asset_id')
      table.index(['album_id', 'is_live', 'asset_id'])
    })
    this.schema.raw(COUNT)
    this.schema.raw(`
      create trigger album_assets_come after insert on album_assets
      referencing new table as come for each statement execute function count_album_assets()`)
    this.schema.raw(`
      create trigger album_assets_go after delete on album_assets
      referencing old table as gone for each statement execute function count_album_assets()`)
    this.schema.raw(`
      create trigger album_assets_change after update on album_assets
      referencing old table as gone new table as come
      for each statement execute function count_album_assets()`)
  }

  async down() {
    this.schema.dropTable('album_assets')
    this.schema.dropTable('albums')
    this.schema.raw('drop function count_album_assets()')
  }
}

// Albums in the order of their ids, so that no two statements wait for each other.
const COUNT = `
  create function count_album_assets() returns trigger language plpgsql as $$
  declare
    change record;
  begin
    if tg_op = 'INSERT' then
      for change in select album_id, count(*) as n from come where is_live group by 1 order by 1 loop
        update albums set count = count + change.n where id = change.album_id;
      end loop;
    elsif tg_op = 'DELETE' then
      for change in select album_id, count(*) as n from gone where is_live group by 1 order by 1 loop
        update albums set count = count - change.n where id = change.album_id;
      end loop;
    else
      for change in
        select album_id, sum(n) as n from (
          select album_id, 1 as n from come where is_live
          union all
          select album_id, -1 from gone where is_live
        ) changes group by 1 order by 1
      loop
        update albums set count = count + change.n where id = change.album_id;
      end loop;
    end if;
    return null;
  end $$`
