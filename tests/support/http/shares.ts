import { randomBytes } from 'node:crypto'
import type { ApiClient } from '@japa/api-client'
import store from '#app/storage/main'
import type User from '#app/accounts/models/user'
import Asset from '#app/assets/models/asset'
import { AssetFactory } from '#database/factories/asset_factory'
import { UserFactory } from '#database/factories/user_factory'
import { sha256 } from '#tests/support/http/uploads'

/** Ready photos of a user, the newest last, whose original and thumbnail are in the store. */
export async function photos(count: number, values: object = {}) {
  const user = await UserFactory.merge({ usedBytes: 1_000_000, usedAssets: 100 }).create()
  const assets: Asset[] = []
  for (let made = 0; made < count; made++) assets.push(await photo(user, values))
  return { user, assets, ids: assets.map(({ id }) => id) }
}

async function photo(user: User, values: object) {
  const asset = await AssetFactory.apply('ready')
    .merge({ userId: user.id, ...values })
    .create()
  const thumbnail = {
    name: 'thumbnail',
    objectKey: `${Asset.prefix(asset.id)}thumbnail`,
    contentType: 'image/webp',
    width: 320,
    height: 240,
    size: 100,
    recipe: 'none',
  }
  const original = randomBytes(asset.size)
  await write(asset.originalKey, original)
  await write(thumbnail.objectKey, randomBytes(thumbnail.size))
  const head = await store.head(asset.originalKey)
  const digest = sha256(original)
  return asset.merge({ variants: [thumbnail], etag: head!.etag, sha256: digest }).save()
}

function write(key: string, bytes: Buffer) {
  return store.put(key, bytes, { size: bytes.length, contentType: 'image/jpeg' })
}

/** Shares the assets by the API. Returns the share, and the path of its visitors' calls. */
export async function shareBy(client: ApiClient, user: User, body: object) {
  const response = await client.post('/shares').json(body).loginAs(user)
  response.assertStatus(201)
  const share = response.body().data
  return { ...share, path: `/shared/${share.url.split('/').at(-1)}` }
}
