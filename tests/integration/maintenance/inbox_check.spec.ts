import { v7 } from 'uuid'
import { test } from '@japa/runner'
import ace from '@adonisjs/core/services/ace'
import db from '@adonisjs/lucid/services/db'
import store from '#app/storage/main'
import Asset from '#app/assets/models/asset'
import Deletion from '#app/assets/models/deletion'
import Job from '#app/jobs/models/job'
import { CheckConsistency, type Inconsistency } from '#app/maintenance/actions/check_consistency'
import { findOrphans } from '#app/maintenance/actions/find_orphans'
import { SweepMultiparts } from '#app/maintenance/actions/sweep_multiparts'
import { halt, readHalt } from '#app/maintenance/orphans/round'
import { AssetFactory } from '#database/factories/asset_factory'
import { UserFactory } from '#database/factories/user_factory'
import { NAMED_OBJECTS, type NamedObject } from '#app/installation/backup/named_objects'
import InboxCheck from '#commands/inbox_check'
import { runCommand } from '#tests/support/services/commands'
import { passDays } from '#tests/support/services/orphans'
import { emptyInbox } from '#tests/support/services/empty_inbox'

function write(key: string, size = 5) {
  return store.put(key, Buffer.alloc(size), { size, contentType: 'image/jpeg' })
}

/** An asset with a variant, and both objects in the store. */
async function ready() {
  const asset = await AssetFactory.with('user').apply('ready').merge({ size: 5 }).create()
  const objectKey = `${Asset.prefix(asset.id)}thumbnail-1`
  const image = { contentType: 'image/webp', width: 1, height: 1, size: 5, recipe: 'r' }
  await asset.addVariants([{ name: 'thumbnail', objectKey, ...image }])
  await Promise.all([write(asset.originalKey), write(objectKey)])
  return { asset, thumbnail: objectKey }
}

async function differences() {
  const found: Inconsistency[] = await Array.fromAsync(new CheckConsistency().inconsistencies())
  return found.map((difference) => {
    if (difference.kind === 'orphan') return `orphan ${difference.object.key}`
    if ('owned' in difference) return `${difference.kind} ${difference.owned.key}`
    return `${difference.kind} ${difference.upload.key}`
  })
}

function named(said: string[]) {
  return said.filter((line) => line.startsWith('found: '))
}

async function check(...flags: string[]) {
  const { exitCode } = await ace.exec('inbox:check', flags)
  return exitCode ?? 0
}

test.group('inbox:check', (group) => {
  group.each.setup(emptyInbox)

  test('finds nothing where rows and objects agree', async ({ assert }) => {
    await ready()
    const { asset: deleted } = await ready()
    await Deletion.ofAsset(deleted)
    await db.from('assets').where('id', deleted.id).delete()
    const user = await UserFactory.create()
    await AssetFactory.merge({ userId: user.id }).create()
    const pending = await AssetFactory.merge({ userId: user.id, size: 5 }).create()
    await write(pending.originalKey)
    const working = await AssetFactory.merge({ userId: user.id, size: 5 })
      .apply('processing')
      .create()
    await Promise.all([write(working.originalKey), write(`${Asset.prefix(working.id)}preview-1`)])
    await AssetFactory.merge({ userId: user.id }).apply('rejected').create()

    assert.isEmpty(await differences())
    assert.equal(await check(), 0)
  })

  test('knows of the trash: its objects are no orphans, and are missed', async ({ assert }) => {
    const { asset, thumbnail } = await ready()
    await db.transaction((trx) => asset.trash(trx))
    assert.isEmpty(await differences())
    const { rows } = await db.rawQuery(NAMED_OBJECTS)
    const kept = rows.map((row: { json_build_object: NamedObject }) => row.json_build_object)
    assert.containsSubset(kept, [
      { key: asset.originalKey, isRequired: true },
      { key: thumbnail, isRequired: true },
    ])
    assert.isEmpty(await findOrphans([{ key: asset.originalKey }, { key: thumbnail }]))
    await store.delete([asset.originalKey])
    assert.deepEqual(await differences(), [`missing ${asset.originalKey}`])
  })

  test('an upload whose parts are still to be joined misses nothing, here or in a backup', async ({
    assert,
  }) => {
    const asset = await AssetFactory.with('user')
      .apply('processing')
      .merge({ partSize: 5, multipartId: 'id' })
      .create()
    await asset.merge({ etag: null }).save()
    assert.isEmpty(await differences())
    const { rows } = await db.rawQuery(NAMED_OBJECTS)
    const owned: NamedObject[] = rows.map((row: object) => Object.values(row)[0])
    assert.deepInclude(owned, { key: asset.originalKey, sha256: null, isRequired: false })
  })

  test('moves what no row owns into quarantine', async ({ assert }) => {
    await ready()
    const orphan = Asset.originalKey(v7())
    await Promise.all([write(orphan), write('assets/0')])
    assert.sameMembers(await differences(), [`orphan ${orphan}`, 'orphan assets/0'])
    assert.equal(await check(), 1)
    assert.isNotNull(await store.head(orphan))

    assert.equal(await check('--repair'), 0)
    assert.isNull(await store.head(orphan))
    assert.isNotNull(await store.head(`quarantine/orphans/${orphan}`))
    assert.equal(await check(), 0)
  })

  test('says that it names 100 of each kind alone, and names all with --all', async ({
    assert,
  }) => {
    const orphans = Array.from({ length: 103 }, () => Asset.originalKey(v7()))
    await Promise.all(orphans.map((key) => write(key)))
    const cut = await runCommand(InboxCheck, [])
    assert.lengthOf(named(cut.said), 100)
    assert.include(cut.said, '… and 3 more: orphan (--all names them)')

    const whole = await runCommand(InboxCheck, ['--all'])
    assert.sameMembers(
      named(whole.said),
      orphans.map((key) => `found: orphan ${key}`)
    )
    assert.notInclude(whole.said.join(), 'more: orphan')
  })

  test('marks an asset whose original is missing, and tells it once', async ({ assert }) => {
    const { asset } = await ready()
    await store.delete([asset.originalKey])
    assert.deepEqual(await differences(), [`missing ${asset.originalKey}`])
    assert.equal(await check('--repair'), 0)
    await asset.refresh()
    assert.containsSubset(asset.$attributes, { status: 'failed', errorCode: 'E_ORIGINAL_MISSING' })
    assert.equal(await check(), 0)
  })

  test('has a missing variant made again', async ({ assert }) => {
    const { asset, thumbnail } = await ready()
    await store.delete([thumbnail])
    assert.deepEqual(await differences(), [`missing ${thumbnail}`])
    assert.equal(await check('--repair'), 0)
    await asset.refresh()
    assert.equal(asset.status, 'processing')
    const jobs = await Job.findManyBy({ assetId: asset.id })
    assert.lengthOf(jobs, 1)
    assert.equal(jobs[0].state, 'queued')
  })

  test('finds an original of another size and keeps it in quarantine', async ({ assert }) => {
    const { asset } = await ready()
    await write(asset.originalKey, 7)
    assert.deepEqual(await differences(), [`changed ${asset.originalKey}`])
    assert.equal(await check('--repair'), 0)
    await asset.refresh()
    assert.equal(asset.status, 'failed')
    const kept = await store.head(`quarantine/${asset.originalKey}`)
    assert.equal(kept?.size, 7)
  })

  test('ends parts that nobody will join once both graces are over', async ({ assert }) => {
    const { asset } = await ready()
    await store.createMultipart(asset.originalKey, { contentType: 'image/jpeg' })
    assert.deepEqual(await differences(), [`abandoned parts ${asset.originalKey}`])
    assert.equal(await check('--repair'), 1)
    await new SweepMultiparts().handle()
    await passDays(15)
    assert.equal(await check('--repair'), 0)
    assert.isEmpty(await Array.fromAsync(store.listMultiparts('assets/')))
  })

  test('releases a sweep that was halted once the orphans are repaired', async ({ assert }) => {
    await write(Asset.originalKey(v7()))
    await halt({ due: 100, seen: 200 })
    assert.equal(await check(), 1)
    assert.isNotNull(await readHalt())
    assert.equal(await check('--repair'), 0)
    assert.isNull(await readHalt())
  })
})
