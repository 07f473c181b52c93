import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import storage from '#config/storage'
import { uploadUrlTtl } from '#config/uploads'
import { DiskStore } from '#app/storage/disk_store'
import { StoreFull } from '#app/storage/errors'

/** Milliseconds after which the disk is looked at again. */
const FRESH = 1_000

let seen = { at: 0, left: 0 }

/**
 * Throws `StoreFull` where the disk store has no room for so many more bytes, those of uploads that
 * were reserved and may still begin included. A bucket has no end.
 */
export async function ensureRoom(bytes: number) {
  if (storage.s3) return
  if (Date.now() - seen.at > FRESH) seen = { at: Date.now(), left: await roomLeft() }
  if (bytes > seen.left) throw new StoreFull()
  seen.left -= bytes
}

async function roomLeft() {
  const store = await app.container.make(DiskStore)
  return (await store.room.left()) - (await reservedBytes())
}

/** Ids are ordered by time, so that only the uploads whose URLs still live are read. */
async function reservedBytes() {
  const [{ bytes }] = await db
    .from('assets')
    .where({ status: 'pending' })
    .where('id', '>=', firstIdOf(Date.now() - uploadUrlTtl * 1_000))
    .select(db.raw('coalesce(sum(size), 0)::bigint as bytes'))
  return bytes
}

/** The smallest UUIDv7 of a millisecond. */
function firstIdOf(milliseconds: number) {
  const time = milliseconds.toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-000000000000`
}
