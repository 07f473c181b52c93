import { parse } from 'node:path'
import sharp from 'sharp'
import db from '@adonisjs/lucid/services/db'
import Asset from '#app/assets/models/asset'
import type User from '#app/accounts/models/user'
import { AssetFactory } from '#database/factories/asset_factory'
import { JobFactory } from '#database/factories/job_factory'
import { UserFactory } from '#database/factories/user_factory'
import { choose, openPage, photo, signIn } from '#tests/support/browser/browser'
import { eventually } from '#tests/support/eventually'

const PHOTOS = ['cmyk', 'hdr-gain-map', 'gps', 'phone', 'photo-2725x2225'].map(
  (name) => `${name}.jpg`
)
PHOTOS.push('iphone.heic', 'photo.avif', 'photo.webp')

/** Each photo is there as it is, upright, and as a square. */
const CROPS = [
  { suffix: 'tall', width: 900, height: 1_200 },
  { suffix: 'square', width: 1_000, height: 1_000 },
]

/** An inbox of real photos over some days, whose owner sees what administrators see. */
export async function setScene(url: string) {
  const owner = await UserFactory.merge({ email: 'ada@example.org', fullName: 'Ada' })
    .apply('administrator')
    .create()
  await addPhotos(url, owner)
  await db.rawQuery(SPREAD, { userId: owner.id })
  await addWork(owner)
  await addOthers()
  return owner
}

async function addPhotos(url: string, owner: User) {
  const page = await openPage(url)
  await signIn(page, owner)
  const crops = await Promise.all(PHOTOS.map(crop))
  await choose(page, crops.flat())
  await choose(page, PHOTOS.map(photo))
  const isReady = async () => {
    const ready = await Asset.findManyBy({ userId: owner.id, status: 'ready' })
    return ready.length === crops.flat().length + PHOTOS.length
  }
  await eventually(isReady, { deadline: 120_000 })
  await page.context().close()
}

// The library reads no HEIC.
async function crop(name: string) {
  if (name.endsWith('.heic')) return []
  return Promise.all(
    CROPS.map(async ({ suffix, width, height }) => {
      const buffer = await sharp(photo(name))
        .resize(width, height, { fit: 'cover', position: 'attention' })
        .toColourspace('srgb')
        .jpeg()
        .toBuffer()
      return { name: `${parse(name).name}-${suffix}.jpg`, mimeType: 'image/jpeg', buffer }
    })
  )
}

async function addWork(owner: User) {
  const failing = { userId: owner.id, filename: 'scan-0412.tif' }
  const { id } = await AssetFactory.merge(failing).apply('failed').create()
  await db.rawQuery(WORK, { assetId: id })
  const jobs = await JobFactory.merge({ assetId: id }).apply('failed').createMany(3)
  for (const job of jobs) await job.merge({ lastError: 'The file took too long to read.' }).save()
}

async function addOthers() {
  for (const [name, gigabytes] of [
    ['Grace', 21],
    ['Hedy', 46],
    ['Katherine', 3],
  ] as const) {
    const email = `${name.toLowerCase()}@example.org`
    const usage = { usedBytes: gigabytes * 1e9, usedAssets: gigabytes * 214 }
    await UserFactory.merge({ email, fullName: name, ...usage }).create()
  }
}

// The same photos again and again, further and further back; ids as UUIDv7 has them.
const SPREAD = `
  with photos as (
    select assets.*, row_number() over (order by md5(filename)) - 1 as place,
      count(*) over () as total
    from assets where user_id = :userId and status = 'ready' and kind = 'image'
  ), copies as (
    select photos.*, at, (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0')
        || '70008' || lpad(to_hex(n), 15, '0'))::uuid as copy_id
    from generate_series(1, 70) as n
    join photos on (n * 5 + n / total) % total = place,
      lateral (select now() - n * interval '2.3 hours' - interval '9 hours' as at) as times
  )
  insert into assets (id, user_id, status, kind, filename, content_type, size, sha_256, width,
    height, meta, placeholder, variants, upload_expires_at, created_at, updated_at)
  select copy_id, user_id, status, kind, filename, content_type, size, 'x', width, height,
    meta, placeholder, variants, at, at, at
  from copies`

// A day with a quiet night and a busy noon.
const WORK = `
  insert into jobs (id, asset_id, state, attempts, created_at, updated_at)
  select (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0')
      || '70008' || lpad(to_hex(n), 15, '0'))::uuid,
    :assetId, 'completed', 1, at, at + interval '12 minutes' * random()
  from generate_series(1, 95) as slot,
    lateral (select now() - slot * interval '15 minutes' as at) as times,
    lateral generate_series(1, (18 * (1.1 + sin(slot / 13.0)) + slot % 5)::int) as n`
