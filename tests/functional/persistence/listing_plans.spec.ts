import { v7 } from 'uuid'
import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { SweepDeletions } from '#app/maintenance/actions/sweep_deletions'
import { SweepJobs } from '#app/maintenance/actions/sweep_jobs'
import { SweepOutages } from '#app/maintenance/actions/sweep_outages'
import { SweepUploads } from '#app/maintenance/actions/sweep_uploads'
import type User from '#app/accounts/models/user'
import { AlbumFactory } from '#database/factories/album_factory'
import { AssetFactory } from '#database/factories/asset_factory'
import { UserFactory } from '#database/factories/user_factory'
import { sha256 } from '#tests/support/http/uploads'
import { readsOf, rowsReadBy, statementsOf } from '#tests/support/measure/plans'

const cursor = v7()

const LISTINGS = [
  '/assets',
  `/assets?cursor=${cursor}`,
  `/assets?status=ready&cursor=${cursor}`,
  `/assets?kind=image&cursor=${cursor}`,
  `/assets?status=ready&kind=image&cursor=${cursor}`,
  `/assets?albumId=${cursor}`,
  `/albums?cursor=${cursor}`,
  `/shares?cursor=${cursor}`,
  `/jobs?cursor=${cursor}`,
  `/jobs?state=failed&cursor=${cursor}`,
  '/auth/sessions',
  `/audit-logs?cursor=${cursor}`,
  `/audit-logs?actorId=${cursor}&cursor=${cursor}`,
  `/audit-logs?action=session.opened&cursor=${cursor}`,
  `/audit-logs?subject=${cursor}&cursor=${cursor}`,
]

/** Ready assets of a user, whose ids come after those of the eras before. */
function fillAssets(userId: string, count: number, era: number) {
  return db.rawQuery(FILL_ASSETS, { userId, count, era })
}

const FILL_ASSETS = `
  insert into assets (id, user_id, status, kind, filename, content_type, size, sha_256,
    upload_expires_at)
  select (lpad(to_hex(1000000 * :era::bigint + n), 12, '0') || '70008' || lpad(to_hex(n), 15, '0'))::uuid,
    :userId, 'ready', 'image', 'photo.jpg', 'image/jpeg', 1, md5(:era || n::text), now()
  from generate_series(1, :count::bigint) as n`

const FILL_ALBUM = `
  insert into album_assets (album_id, asset_id, is_live)
  select :albumId, id, true from assets where user_id = :userId`

const SWEEPS = {
  uploads: () => new SweepUploads().handle({ limit: 10 }),
  jobs: () => new SweepJobs().handle(),
  outages: () => new SweepOutages().handle({ limit: 10 }),
  deletions: () => new SweepDeletions().handle({ limit: 10 }),
}

test.group('queries', (group) => {
  group.setup(async () => {
    const { id } = await UserFactory.create()
    await fillAssets(id, 2_000, 8)
    await db.rawQuery('analyze')
  })

  test('GET {$self} reads indexes alone, in their order')
    .with(LISTINGS)
    .run(async ({ client, assert }, path) => {
      const admin = await UserFactory.apply('administrator').create()
      const statements = await statementsOf(async () => {
        const response = await client.get(path).loginAs(admin)
        response.assertStatus(200)
      })
      const listing = statements.findLast(({ sql }) => /^(select|with found)/.test(sql))!
      const reads = await readsOf(listing)
      assert.isTrue(
        reads.some((read) => read.includes('Index')),
        reads.join(', ')
      )
      assert.isEmpty(reads.filter((read) => /Seq Scan|^Sort|Incremental Sort/.test(read)))
    })

  test('a query that no index answers is detected', async ({ assert }) => {
    const [statement] = await statementsOf(() => db.from('assets').where('etag', 'x').limit(1))
    assert.include(await readsOf(statement), 'Seq Scan assets')
  })

  test('the sweep of {$self} reads indexes alone')
    .with(['uploads', 'jobs', 'outages', 'deletions'] as const)
    .run(async ({ assert }, name) => {
      const statements = await statementsOf(SWEEPS[name])
      const selects = statements.filter(({ sql }) => sql.startsWith('select'))
      assert.isNotEmpty(selects)
      for (const select of selects) {
        const reads = await readsOf(select)
        assert.isEmpty(
          reads.filter((read) => read.includes('Seq Scan')),
          select.sql
        )
      }
    })
})

test.group('generic plans', (group) => {
  let oldest: User

  group.setup(async () => {
    // Those who came later have all of the newest rows.
    const [first, ...others] = await UserFactory.createMany(4)
    await fillAssets(first.id, 1_000, 0)
    for (const [index, { id }] of others.entries()) await fillAssets(id, 5_000, index + 1)
    await db.rawQuery('analyze assets')
    oldest = first
  })

  test('GET {$self} reads one page of rows, whatever others have')
    .with([
      '/assets',
      '/assets?status=ready',
      '/assets?kind=image',
      '/assets?status=ready&kind=image',
    ])
    .run(async ({ client, assert }, path) => {
      const statements = await statementsOf(async () => {
        const response = await client.get(path).loginAs(oldest)
        assert.lengthOf(response.body().data, 25)
      })
      const listing = statements.findLast(({ sql }) => /^(select|with found)/.test(sql))!
      assert.equal(await rowsReadBy(listing, 'generic'), 26)
    })

  test('finding by {$self} reads no row of others')
    .with(['sha256', 'externalId'] as const)
    .run(async ({ client, assert }, name) => {
      const value = sha256(Buffer.from(v7()))
      const asset = await AssetFactory.apply('ready').merge({ userId: oldest.id }).create()
      await asset.merge({ [name]: value }).save()
      const statements = await statementsOf(async () => {
        const response = await client
          .get('/assets')
          .qs({ [name]: value })
          .loginAs(oldest)
        assert.lengthOf(response.body().data, 1)
      })
      const search = statements.findLast(({ sql }) => sql.startsWith('with found'))!
      assert.isAtMost(await rowsReadBy(search, 'custom'), 3)
    })
})

const NEEDLE = {
  id: '00000000-0001-7000-8000-000000000000',
  filename: 'a needle.jpg',
  contentType: 'image/png',
  tags: ['old'],
}

test.group('searches', (group) => {
  let user: User

  group.setup(async () => {
    user = await UserFactory.create()
    await AssetFactory.apply('ready')
      .merge({ ...NEEDLE, userId: user.id })
      .create()
    await fillAssets(user.id, 20_000, 9)
    await db.rawQuery('analyze assets')
  })

  test('{$self} finds the oldest of many at a bounded cost')
    .with(['q=needle', 'tag=old', 'q=needle&tag=old&hasLocation=false', 'q=needle&sort=taken'])
    .run(async ({ client, assert }, query) => {
      const statements = await statementsOf(async () => {
        const response = await client.get(`/assets?${query}`).loginAs(user)
        const { data, metadata } = response.body()
        assert.deepEqual(
          data.map(({ filename }: { filename: string }) => filename),
          ['a needle.jpg']
        )
        assert.isNull(metadata.nextCursor)
      })
      const searches = statements.filter(({ sql }) => / from assets where/.test(sql))
      for (const search of searches) assert.isAtMost(await rowsReadBy(search, 'custom'), 2_000)
    })

  test('an album reads one page of rows, however many it has', async ({ client, assert }) => {
    const album = await AlbumFactory.merge({ userId: user.id }).create()
    await db.rawQuery(FILL_ALBUM, { albumId: album.id, userId: user.id })
    await db.rawQuery('analyze album_assets')
    const statements = await statementsOf(async () => {
      const response = await client.get(`/assets?albumId=${album.id}`).loginAs(user)
      assert.lengthOf(response.body().data, 25)
    })
    const listing = statements.findLast(({ sql }) => /from album_assets/.test(sql))!
    // PostgreSQL may scan the table of albums, which has few rows here.
    for (const plan of ['custom', 'generic'] as const) {
      assert.isAtMost(await rowsReadBy(listing, plan), 1_000, plan)
    }
    const covers = await statementsOf(async () => {
      const response = await client.get('/albums').loginAs(user)
      assert.equal(response.body().data[0].count, 20_001)
    })
    const cover = covers.findLast(({ sql }) =>
      /from album_assets/.test(sql.replaceAll(/\s+/g, ' '))
    )!
    assert.isAtMost(await rowsReadBy({ ...cover, bindings: [[album.id]] }, 'generic'), 20)
  })

  test('a filter without an index answers short pages until the last', async ({
    client,
    assert,
  }) => {
    const ask = (query: object) => {
      return client
        .get('/assets')
        .qs({ contentType: 'image/png', ...query })
        .loginAs(user)
    }
    let pages = 0
    let body
    do {
      const page = await ask(body ? { cursor: body.metadata.nextCursor } : {})
      body = page.body()
      pages++
      if (body.metadata.nextCursor) assert.isEmpty(body.data)
    } while (body.metadata.nextCursor)
    assert.lengthOf(body.data, 1)
    assert.equal(pages, 11)
  })
})
