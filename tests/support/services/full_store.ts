import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { v7 } from 'uuid'
import db from '@adonisjs/lucid/services/db'
import storage from '#config/storage'
import store from '#app/storage/main'
import Asset from '#app/assets/models/asset'
import { atOnce } from '#tests/support/http/at_once'

const BATCH = 5_000
const VARIANTS = ['preview-1', 'thumbnail-1']

/** Of so many assets the last lacks a variant and has an object too many. */
export const DIFFERING = 1_000

/** An asset's original and variants, as so many ready assets have them, of one byte each. */
export const OBJECTS_EACH = 1 + VARIANTS.length

/** Makes ready assets in bulk, with their objects in the store, and says how far it is. */
export async function fillStore(userId: string, count: number, told: (done: number) => void) {
  for (let done = 0; done < count; done += BATCH) {
    const ids = Array.from({ length: Math.min(BATCH, count - done) }, () => v7())
    await db.rawQuery(INSERT_ASSETS, { ids, userId, names: VARIANTS })
    await atOnce(32, [...ids.keys()], (index) => putObjects(ids[index], done + index + 1))
    told(done + ids.length)
  }
}

async function putObjects(id: string, number: number) {
  const differs = number % DIFFERING === 0
  const names = ['original', 'preview-1', differs ? 'stray' : 'thumbnail-1']
  const keys = names.map((name) => Asset.prefix(id) + name)
  if (storage.s3) {
    const input = { size: 1, contentType: 'image/webp' }
    await Promise.all(keys.map((key) => store.put(key, Buffer.from('.'), input)))
    return
  }
  // Not by the store, which waits for the disk at each of them.
  const paths = keys.map((key) => join(storage.disk.root, key))
  await mkdir(dirname(paths[0]), { recursive: true })
  await Promise.all(paths.map((path) => writeFile(path, '.')))
}

const INSERT_ASSETS = `
  insert into assets (id, user_id, status, kind, filename, content_type, size, sha_256, upload_expires_at,
    variants)
  select id, :userId, 'ready', 'image', 'photo.jpg', 'image/jpeg', 1, 'digest', now(), (
    select jsonb_agg(jsonb_build_object('name', name, 'objectKey', 'assets/' || id || '/' || name,
      'contentType', 'image/webp', 'width', 1, 'height', 1, 'size', 1, 'recipe', 'r'))
    from unnest(:names::text[]) as name
  )
  from unnest(:ids::uuid[]) as id`
