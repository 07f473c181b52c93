import { BaseSchema } from '@adonisjs/lucid/schema'
import { buildIndex } from '#app/persistence/build_index'

// Whether an asset is in the trash is part of each key, so that no list reads past the others.
const LIVE = 'user_id, (trashed_at is null)'

/** Each list of an owner reads one of these backwards; the last finds what is rare in them. */
const INDEXES = {
  assets_list_index: `assets (${LIVE}, id)`,
  assets_status_list_index: `assets (${LIVE}, status, id)`,
  assets_kind_list_index: `assets (${LIVE}, kind, id)`,
  assets_status_kind_list_index: `assets (${LIVE}, status, kind, id)`,
  assets_taken_list_index: `assets (${LIVE},
    (coalesce(taken_at, created_at at time zone 'UTC')), id)`,
  assets_trash_index: 'assets (trashed_at, id) where trashed_at is not null',
  assets_search_index: `assets using gin (user_id, filename gin_trgm_ops,
    (coalesce(meta #>> '{camera,make}', '') || ' ' || coalesce(meta #>> '{camera,model}', ''))
    gin_trgm_ops, tags)`,
}

const REPLACED = [
  'assets_user_id_status_id_index',
  'assets_user_id_kind_id_index',
  'assets_user_id_status_kind_id_index',
]

export default class extends BaseSchema {
  static disableTransactions = true

  async up() {
    // Both are trusted: whoever owns the database may add them.
    this.schema.raw('create extension if not exists pg_trgm')
    this.schema.raw('create extension if not exists btree_gin')
    this.defer(async () => {
      for (const [name, on] of Object.entries(INDEXES)) await buildIndex(this.db, name, on)
    })
    for (const name of REPLACED) this.schema.raw(`drop index concurrently if exists ${name}`)
  }

  async down() {
    for (const name of Object.keys(INDEXES)) {
      this.schema.raw(`drop index concurrently if exists ${name}`)
    }
  }
}
