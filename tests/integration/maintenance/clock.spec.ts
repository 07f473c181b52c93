import { DateTime } from 'luxon'
import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import Archive from '#app/archives/models/archive'
import Asset from '#app/assets/models/asset'
import Grant from '#app/accounts/keys/models/grant'
import Session from '#app/accounts/sessions/models/session'
import { isClockTrusted, watchClock } from '#app/persistence/clock_guard'
import { SweepArchives } from '#app/maintenance/actions/sweep_archives'
import { SweepCharges } from '#app/maintenance/actions/sweep_charges'
import { SweepEvents } from '#app/maintenance/actions/sweep_events'
import { SweepExpiredSessions } from '#app/maintenance/actions/sweep_expired_sessions'
import { SweepExpiredTokens } from '#app/maintenance/actions/sweep_expired_tokens'
import { ExpireUpload } from '#app/uploads/actions/expire_upload'
import { AssetFactory } from '#database/factories/asset_factory'
import { UserFactory } from '#database/factories/user_factory'
import ClockConfirm from '#commands/clock_confirm'
import { jumpAhead } from '#tests/support/services/clock'
import { runCommand } from '#tests/support/services/commands'

const longAgo = DateTime.utc().minus({ years: 1 })

test.group('The clock guard', () => {
  test('trusts a clock that moves by less than a day', async ({ assert }) => {
    await jumpAhead(0.9)
    assert.isTrue(await isClockTrusted())
    assert.isTrue(await watchClock())
    const { rows } = await db.rawQuery(
      `select clock_seen_at > now() - interval '1 minute' as noted from installation`
    )
    assert.isTrue(rows[0].noted)
  })

  test('does not trust a clock that jumped, however often it looks', async ({ assert }) => {
    await jumpAhead(2)
    assert.isFalse(await watchClock())
    assert.isFalse(await watchClock())
    assert.isFalse(await isClockTrusted())
  })

  test('trusts a clock again once it is set back', async ({ assert }) => {
    await jumpAhead(365)
    await watchClock()
    await jumpAhead(0)
    assert.isTrue(await isClockTrusted())
  })

  test('does not trust a clock that comes back from the past', async ({ assert }) => {
    await jumpAhead(-365)
    assert.isTrue(await watchClock())
    await jumpAhead(365)
    assert.isFalse(await watchClock())
  })

  test('is satisfied when an administrator confirms the clock', async ({ assert }) => {
    await jumpAhead(365)
    const { exitCode, said } = await runCommand(ClockConfirm, [])
    assert.equal(exitCode, 0)
    assert.match(said.join(), /365 days/)
    assert.isTrue(await isClockTrusted())
    const again = await runCommand(ClockConfirm, [])
    assert.match(again.said.join(), /already/)
  })
})

test.group('After a jump of the clock', () => {
  test('an upload whose URL seems to have expired is kept', async ({ assert }) => {
    const asset = await AssetFactory.with('user').merge({ uploadExpiresAt: longAgo }).create()
    await jumpAhead(365)
    assert.isFalse(await new ExpireUpload().handle({ asset }))
    assert.isNotNull(await Asset.find(asset.id))
  })

  test('sessions that seem over, and events that seem old, are kept', async ({ assert }) => {
    const user = await UserFactory.create()
    const { session } = await db.transaction((trx) => Session.open(user, {}, trx))
    await session.merge({ idleExpiresAt: longAgo, expiresAt: longAgo }).save()
    const asset = await AssetFactory.merge({ userId: user.id }).create()
    await db
      .from('asset_events')
      .where('user_id', user.id)
      .update({ created_at: longAgo.toJSDate() })
    await jumpAhead(365)
    await new SweepExpiredSessions().handle({ limit: 1_000 })
    await new SweepEvents().handle({ limit: 1_000 })
    assert.isNotNull(await Session.find(session.id))
    assert.isNotNull(await db.from('asset_events').where('asset_id', asset.id).first())
  })

  test('grants that seem over, charges that seem forgiven, and archives are kept', async ({
    assert,
  }) => {
    const { id: userId } = await UserFactory.create()
    const { grant } = await Grant.open({ userId, expiresIn: 60 })
    await grant.merge({ expiresAt: longAgo }).save()
    const charge = { charge_to: userId, seconds: 1, updated_at: longAgo.toJSDate() }
    await db.table('processing_charges').insert(charge)
    const archive = await Archive.create({
      userId,
      filename: 'files.zip',
      includesTrash: false,
      expiresAt: longAgo,
    })
    await jumpAhead(365)
    await new SweepExpiredTokens().handle({ limit: 1_000 })
    await new SweepCharges().handle({ limit: 1_000 })
    await new SweepArchives().handle({ limit: 1_000 })
    assert.isNotNull(await Grant.find(grant.id))
    assert.isNotNull(await db.from('processing_charges').where('charge_to', userId).first())
    assert.isNotNull(await Archive.find(archive.id))
  })
})
