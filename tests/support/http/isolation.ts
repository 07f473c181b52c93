import { v7 } from 'uuid'
import { DateTime } from 'luxon'
import type { ApiClient } from '@japa/api-client'
import db from '@adonisjs/lucid/services/db'
import Key from '#app/accounts/keys/models/key'
import Passkey from '#app/accounts/factors/models/passkey'
import Grant from '#app/accounts/keys/models/grant'
import type User from '#app/accounts/models/user'
import { BeginMultipart } from '#app/uploads/actions/begin_multipart'
import Share from '#app/sharing/models/share'
import { AlbumFactory } from '#database/factories/album_factory'
import { AssetFactory } from '#database/factories/asset_factory'
import { JobFactory } from '#database/factories/job_factory'
import { WebhookDeliveryFactory, WebhookFactory } from '#database/factories/webhook_factory'
import { openSession } from '#tests/support/http/auth'
import { openLink } from '#tests/support/http/links'
import { type DocumentedOperation, exampleOf } from '#tests/support/http/documented_operations'

const SHARED = {
  title: null,
  password: null,
  expiresAt: null,
  maxDownloads: null,
  originals: true,
  location: false,
}

/** One of each thing that has an id and belongs to the user: a new kind of thing belongs here. */
export async function thingsOf(user: User) {
  const { session } = await openSession(user)
  const uploaded = await AssetFactory.merge({ userId: user.id }).apply('ready').create()
  const { asset: inParts } = await new BeginMultipart().handle({
    userId: user.id,
    filename: 'long.mp4',
    contentType: 'video/mp4',
    size: 100_000_000,
  })
  const { key } = await db.transaction((trx) => {
    return Key.open({ userId: user.id, name: 'camera', scopes: ['assets:read'] }, trx)
  })
  const trashed = await AssetFactory.merge({ userId: user.id, trashedAt: DateTime.utc() })
    .apply('ready')
    .create()
  const passkey = await Passkey.create({
    userId: user.id,
    name: 'phone',
    credentialId: v7(),
    publicKey: Buffer.from('no key'),
    counter: 0,
  })
  const { grant } = await Grant.open({ userId: user.id, expiresIn: 3_600 })
  const job = await JobFactory.merge({ assetId: uploaded.id }).apply('failed').create()
  const album = await AlbumFactory.merge({ userId: user.id }).create()
  const share = await db.transaction((trx) => {
    return Share.open({ userId: user.id, albumId: album.id, ...SHARED }, trx)
  })
  const webhook = await WebhookFactory.merge({ userId: user.id }).create()
  // Operations with two ids are called with one.
  await WebhookDeliveryFactory.merge({ id: webhook.id, webhookId: webhook.id }).create()
  const assets = [uploaded.id, inParts.id, trashed.id]
  const link = await openLink(user)
  const others = [album.id, share.id, job.id, webhook.id, key.id, grant.id, passkey.id, link.id]
  return [session.id, ...assets, ...others]
}

/** Calls the operation with an id wherever it takes one, and a body that is right otherwise. */
export async function call(
  client: ApiClient,
  { method, path, body }: DocumentedOperation,
  id: string,
  accessToken?: string
) {
  const request = client.request(path.replace(/{\w+}/g, id), method.toUpperCase())
  if (accessToken) request.bearerToken(accessToken)
  if (body) request.json(exampleOf(body, id))
  return request
}

/** Whether the operation is about one thing that has an id, named in its path or its body. */
export function takesAnId({ ids, body }: DocumentedOperation) {
  const fields = Object.values<{ format?: string }>(body?.properties ?? {})
  return ids.length > 0 || fields.some(({ format }) => format === 'uuid')
}
