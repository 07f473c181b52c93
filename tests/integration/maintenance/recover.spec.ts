import { readFile } from 'node:fs/promises'
import { test } from '@japa/runner'
import ace from '@adonisjs/core/services/ace'
import store from '#app/storage/main'
import Asset from '#app/assets/models/asset'
import { readRecord, writeRecord } from '#app/assets/record'
import { recordKey } from '#app/assets/object_keys'
import Job from '#app/jobs/models/job'
import User from '#app/accounts/models/user'
import { AssetFactory } from '#database/factories/asset_factory'
import { UserFactory } from '#database/factories/user_factory'
import { emptyInbox } from '#tests/support/services/empty_inbox'
import { passDays, sweepRound } from '#tests/support/services/orphans'
import { runJobs } from '#tests/support/services/run_jobs'
import { sha256, uploaded } from '#tests/support/http/uploads'
import { CompleteUpload } from '#app/uploads/actions/complete_upload'

const FILE = new URL('../../fixtures/media/good/flowers.jpeg', import.meta.url)

/** An original that came after the backup from which the database was restored. */
async function lose(given: { withRecord: boolean }) {
  const body = await readFile(FILE)
  const user = await UserFactory.create()
  const asset = await AssetFactory.merge({ userId: user.id, size: body.length })
    .apply('ready')
    .create()
  await store.put(asset.originalKey, body, { size: body.length, contentType: 'image/jpeg' })
  if (given.withRecord) await writeRecord(store, asset, sha256(body))
  await asset.delete()
  return { id: asset.id, user, digest: sha256(body), size: body.length, key: asset.originalKey }
}

async function check(...flags: string[]) {
  const { exitCode } = await ace.exec('inbox:check', flags)
  return exitCode ?? 0
}

test.group('inbox:check --recover', (group) => {
  group.each.setup(emptyInbox)

  test('gives an original its row back, for its owner, to be verified again', async ({
    assert,
  }) => {
    const { id, user, digest, size } = await lose({ withRecord: true })
    assert.equal(await check(), 1)
    assert.isNull(await Asset.find(id))

    assert.equal(await check('--recover'), 0)
    const asset = await Asset.findOrFail(id)
    assert.containsSubset(asset.$attributes, {
      userId: user.id,
      status: 'processing',
      filename: 'holiday.jpg',
      contentType: 'image/jpeg',
      declaredSha256: digest,
    })
    assert.lengthOf(await Job.findManyBy({ assetId: id, state: 'queued' }), 1)
    const { usedBytes, usedAssets } = await User.findOrFail(user.id)
    assert.deepEqual([usedBytes, usedAssets], [size, 1])

    assert.equal(await check('--recover'), 0)
    assert.lengthOf(await Job.findManyBy({ assetId: id }), 1)
  })

  test('finds an original in quarantine too, and brings it back', async ({ assert }) => {
    const { id, user, key } = await lose({ withRecord: true })
    await sweepRound()
    await passDays(8)
    await sweepRound()
    assert.isNull(await store.head(key))

    assert.equal(await check('--recover'), 0)
    const asset = await Asset.findOrFail(id)
    assert.equal(asset.userId, user.id)
    assert.isNotNull(await store.head(key))
    await sweepRound()
    assert.isNotNull(await store.head(recordKey(id)))
  })

  test('leaves an original whose owner is unknown, unless an account is named', async ({
    assert,
  }) => {
    const { id, key } = await lose({ withRecord: false })
    const keeper = await UserFactory.create()
    assert.equal(await check('--recover'), 1)
    assert.isNull(await Asset.find(id))
    assert.isNotNull(await store.head(key))

    assert.equal(await check('--recover', '--owner', keeper.email), 0)
    const asset = await Asset.findOrFail(id)
    assert.containsSubset(asset.$attributes, { userId: keeper.id, contentType: 'image/jpeg' })
  })

  test('leaves an original to nobody whose account is not in this database', async ({ assert }) => {
    const { id, user } = await lose({ withRecord: true })
    await user.delete()
    assert.equal(await check('--recover'), 1)
    assert.isNull(await Asset.find(id))
    const record = await readRecord(store, recordKey(id))
    assert.equal(record?.userId, user.id)
  })

  test('finds the record that processing wrote, and the asset is ready again', async ({
    assert,
  }) => {
    const user = await UserFactory.create()
    const asset = await uploaded(user, 'good/flowers.jpeg')
    await new CompleteUpload().handle({ asset })
    await runJobs(asset.id)
    const { filename, sha256: digest } = await Asset.findOrFail(asset.id)
    await Asset.query().where('id', asset.id).delete()
    await User.query().where('id', user.id).update({ usedBytes: 0, usedAssets: 0 })

    assert.equal(await check('--recover'), 0)
    const recovered = await Asset.findOrFail(asset.id)
    assert.containsSubset(recovered.$attributes, { filename, declaredSha256: digest })
    await runJobs(recovered.id)
    await recovered.refresh()
    assert.containsSubset(recovered.$attributes, { status: 'ready', sha256: digest })
    assert.equal(await check(), 0)
  })
})
