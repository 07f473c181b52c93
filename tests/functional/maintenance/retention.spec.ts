import { v7 } from 'uuid'
import { test } from '@japa/runner'
import { getActiveTestOrFail } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import AuditLog from '#app/audit/models/audit_log'
import type Asset from '#app/assets/models/asset'
import { SweepRetention } from '#app/maintenance/actions/sweep_retention'
import { AssetFactory } from '#database/factories/asset_factory'
import { UserFactory } from '#database/factories/user_factory'
import { jumpAhead } from '#tests/support/services/clock'
import { retentionDays } from '#config/retention'

const DAY_MS = 86_400_000

/** Nothing of other tests is this old. */
const YEARS = { own: 3_650, links: 1_825 }

/** A ready asset that was added so many days ago. */
async function aged(days: number, values: Partial<Asset> = {}) {
  const user = await UserFactory.create()
  const asset = await AssetFactory.apply('ready')
    .merge({ userId: user.id, ...values })
    .create()
  const createdAt = db.raw(`now() - ? * interval '1 day'`, [days])
  await db.from('assets').where('id', asset.id).update({ created_at: createdAt })
  return { user, asset: await asset.refresh() }
}

async function sweep() {
  while ((await new SweepRetention().handle({ limit: 200, days: YEARS })) === 200);
}

function retain(days: typeof retentionDays) {
  const before = { ...retentionDays }
  Object.assign(retentionDays, days)
  getActiveTestOrFail().cleanup(() => {
    Object.assign(retentionDays, before)
  })
}

test.group('Retention', () => {
  test('moves what is due to the trash, by how it came', async ({ assert }) => {
    const { user, asset: old } = await aged(3_651)
    const { asset: younger } = await aged(3_649)
    const { asset: received } = await aged(1_826, { linkId: v7() })
    const { asset: newlyReceived } = await aged(1_824, { linkId: v7() })
    await sweep()
    for (const asset of [old, younger, received, newlyReceived]) await asset.refresh()
    assert.isNotNull(old.trashedAt)
    assert.isNull(younger.trashedAt)
    assert.isNotNull(received.trashedAt)
    assert.isNull(newlyReceived.trashedAt)
    const line = await AuditLog.findByOrFail({ subject: old.id, action: 'asset.deleted' })
    assert.isNull(line.actorId)
    assert.notEqual(line.actorId, user.id)
  })

  test('starts again for what is restored', async ({ client, assert }) => {
    const { user, asset } = await aged(3_651)
    await sweep()
    const restored = await client.post(`/assets/${asset.id}/restore`).loginAs(user)
    restored.assertStatus(200)
    await sweep()
    await asset.refresh()
    assert.isNull(asset.trashedAt)
  })

  test('waits while the clock is not trusted', async ({ assert }) => {
    const { asset } = await aged(3_651)
    await jumpAhead(2)
    await sweep()
    await asset.refresh()
    assert.isNull(asset.trashedAt)
  })

  test('is shown by the asset', async ({ client, assert }) => {
    const { user, asset } = await aged(10)
    const { user: host, asset: received } = await aged(10, { linkId: v7() })
    const expiryOf = async (id: string, owner: typeof user) => {
      const response = await client.get(`/assets/${id}`).loginAs(owner)
      return response.body().data.expiresAt as string | null
    }
    assert.isNull(await expiryOf(asset.id, user))
    retain({ own: 30, links: 15 })
    const added = asset.createdAt.toMillis()
    assert.equal(Date.parse((await expiryOf(asset.id, user))!), added + 30 * DAY_MS)
    const came = received.createdAt.toMillis()
    assert.equal(Date.parse((await expiryOf(received.id, host))!), came + 15 * DAY_MS)
    await client.delete(`/assets/${asset.id}`).loginAs(user)
    const trash = await client.get('/assets?trashed=true').loginAs(user)
    assert.isNull(trash.body().data[0].expiresAt)
  })
})
