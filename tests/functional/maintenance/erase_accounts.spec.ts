import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import db from '@adonisjs/lucid/services/db'
import User from '#app/accounts/models/user'
import { CreateArchive } from '#app/archives/actions/create_archive'
import Asset from '#app/assets/models/asset'
import Deletion from '#app/assets/models/deletion'
import { EraseAccounts } from '#app/maintenance/actions/erase_accounts'
import { RequestErasure } from '#app/accounts/actions/request_erasure'
import { RestoreUser } from '#app/accounts/actions/restore_user'
import { UpdateUser } from '#app/accounts/actions/update_user'
import { SealAuditLog } from '#app/audit/actions/seal_audit_log'
import { VerifyAuditLog } from '#app/audit/actions/verify_audit_log'
import { readReceipt } from '#app/accounts/actions/read_receipt'
import { ErasureStarted } from '#app/accounts/errors'
import { AssetFactory } from '#database/factories/asset_factory'
import { UserFactory } from '#database/factories/user_factory'
import { auditOf, openSession } from '#tests/support/http/auth'
import { thingsOf } from '#tests/support/http/isolation'

// The factory of assets reserves nothing, and deleting them gives it back.
const usage = { usedBytes: 1_000_000_000, usedAssets: 100 }
const due = { eraseAt: DateTime.utc().minus({ minutes: 1 }), ...usage }
const erase = (limit = 100) => new EraseAccounts().handle({ limit })

/** Where any of the texts still stands, in any column of any table but the audit log's own lines. */
async function traces(texts: string[]) {
  const { rows } = await db.rawQuery(`
    select format('%I.%I', nspname, relname) as name
    from pg_class join pg_namespace on pg_namespace.oid = relnamespace
    where relkind = 'r' and nspname in ('public', 'audit', 'queue')
      and relname !~ '^(logs_|seals)'
  `)
  const found: string[] = []
  for (const { name } of rows) {
    const pattern = `%(${texts.join('|')})%`
    const query = `select count(*)::int as count from ${name} as t where t::text similar to ?`
    const { rows: counted } = await db.rawQuery(query, [pattern])
    if (counted[0].count > 0) found.push(name)
  }
  return found
}

test.group('The erasure of an account', (group) => {
  group.each.setup(async () => {
    await db.from('users').whereNotNull('erase_at').update({ erase_at: null, erasing_at: null })
  })

  test('leaves nothing of the person anywhere', async ({ client, assert }) => {
    const user = await UserFactory.merge({ fullName: 'Zebulon Quux' }).create()
    const things = await thingsOf(user)
    await AssetFactory.merge({ userId: user.id, filename: 'zebulon.jpg' }).create()
    const archive = await new CreateArchive().handle({ userId: user.id, everything: true })
    await client.post('/auth/login').json({ email: user.email, password: 'eighteen wet geese' })
    const texts = [user.id, user.email, 'Zebulon', 'zebulon']
    const before = await traces(texts)
    assert.isAbove(before.length, 5)
    await user.merge(due).save()

    await erase()
    await new SealAuditLog().handle()
    assert.deepEqual(await traces(texts), [])
    assert.isNull(await User.find(user.id))
    assert.isNull(await db.from('archive_pages').where('archive_id', archive.id).first())
    // The sweep of deletions removes the objects, named by ids alone.
    assert.isNotEmpty(await Deletion.query().whereILike('prefix', `%${things[1]}%`))
    for (const line of await auditOf(user.id)) {
      assert.notMatch(JSON.stringify(line), /zebulon|@example/i)
    }
  })

  test('leaves a chain of the audit log that still verifies', async ({ assert }) => {
    const { user } = await openSession()
    await user.merge(due).save()
    await erase()
    while ((await new SealAuditLog().handle({ limit: 100 })) === 100);
    const findings: string[] = []
    await new VerifyAuditLog().handle((finding) => findings.push(finding))
    assert.isEmpty(findings)
  })

  test('goes on where it was interrupted, batch by batch', async ({ assert }) => {
    const user = await UserFactory.merge(due).create()
    await AssetFactory.merge({ userId: user.id }).createMany(5)
    assert.equal(await erase(2), 2)
    const left = await Asset.query().where({ userId: user.id })
    assert.lengthOf(left, 3)
    const interrupted = await User.findOrFail(user.id)
    assert.isNotNull(interrupted.erasingAt)
    while ((await erase(2)) === 2);
    await erase(2)
    assert.isNull(await User.find(user.id))
  })

  test('keeps nobody else from being erased when it fails', async ({ assert, cleanup }) => {
    const first = await UserFactory.merge(due).create()
    const second = await UserFactory.merge(due).create()
    const own = await AssetFactory.merge({ userId: first.id }).create()
    await db.rawQuery(`create function refuse_erasure() returns trigger language plpgsql as
      $$ begin if old.id = '${own.id}' then raise exception 'broken'; end if; return old; end $$`)
    await db.rawQuery(`create trigger refuse_erasure before delete on assets
      for each row execute function refuse_erasure()`)
    cleanup(async () => {
      await db.rawQuery('drop function if exists refuse_erasure() cascade')
    })
    await erase()
    assert.isNotNull(await User.find(first.id))
    assert.isNull(await User.find(second.id))

    await db.rawQuery('drop function refuse_erasure() cascade')
    await erase()
    assert.isNull(await User.find(first.id))
  })

  test('begins no earlier than it was said, and can be cancelled until then', async ({
    assert,
  }) => {
    const origin = { actorId: null }
    const { id } = await UserFactory.create()
    await new RequestErasure().handle({ id }, origin)
    await erase()
    await new RestoreUser().handle({ id }, origin)
    await erase()
    const user = await User.findOrFail(id)
    assert.isTrue(user.isActive)
  })

  test('cannot be cancelled once it has started', async ({ assert }) => {
    const user = await UserFactory.merge(due).create()
    await AssetFactory.merge({ userId: user.id }).createMany(2)
    await erase(1)
    const restore = new RestoreUser().handle({ id: user.id }, { actorId: null })
    await assert.rejects(() => restore, ErasureStarted.message)
    while ((await erase()) > 0);
  })

  test('waits while the clock is not trusted', async ({ assert, cleanup }) => {
    const { id } = await UserFactory.merge(due).create()
    const before = await db.from('installation').firstOrFail()
    cleanup(async () => {
      await db.from('installation').update({ clock_seen_at: before.clock_seen_at })
    })
    await db.from('installation').update({ clock_seen_at: db.raw(`now() - interval '2 days'`) })
    assert.equal(await erase(), 0)
    assert.isNotNull(await User.find(id))
  })

  test('leaves the accounts of others alone', async ({ assert }) => {
    const other = await UserFactory.create()
    const asset = await AssetFactory.merge({ userId: other.id }).create()
    await new UpdateUser().handle({ id: other.id }, { disabled: true }, { actorId: null })
    await UserFactory.merge(due).create()
    await erase()
    assert.isNotNull(await User.find(other.id))
    assert.isNotNull(await Asset.find(asset.id))
  })

  test('has a receipt of what was there and when it was gone', async ({ assert }) => {
    const { id } = await UserFactory.merge({ ...due, usedAssets: 1, usedBytes: 1_000 }).create()
    await AssetFactory.merge({ userId: id }).create()
    await erase()
    const receipt = await readReceipt(id)
    assert.containsSubset(receipt, [
      { action: 'user.erasure_started', assets: 1, bytes: 1_000 },
      { action: 'user.erased' },
    ])
    assert.isAtLeast(Date.parse(receipt[1].at), Date.parse(receipt[0].at))
  })
})
