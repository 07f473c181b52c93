import { BaseSchema } from '@adonisjs/lucid/schema'

/** Copies the variants into the rows of their assets, a batch of assets at a time. */
export default class extends BaseSchema {
  static disableTransactions = true

  async up() {
    this.defer(async (client) => {
      let last = '00000000-0000-0000-0000-000000000000'
      for (;;) {
        const { rows } = await client.rawQuery(MOVE_BATCH, [last, BATCH])
        if (rows.length === 0) return
        last = rows[0].last
      }
    })
  }

  async down() {}
}

const BATCH = 1_000

const MOVE_BATCH = `
  with batch as (
    select distinct asset_id from variants where asset_id > ? order by asset_id limit ?
  ), moved as (
    update assets set variants = (
      select jsonb_agg(jsonb_build_object('name', name, 'objectKey', object_key, 'contentType',
        content_type, 'width', width, 'height', height, 'size', size, 'recipe', recipe)
        order by width)
      from variants where asset_id = assets.id
    )
    from batch where assets.id = batch.asset_id
  )
  select asset_id as last from batch order by asset_id desc limit 1
`
