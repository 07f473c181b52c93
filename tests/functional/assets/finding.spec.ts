import { v7 } from 'uuid'
import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import type User from '#app/accounts/models/user'
import Asset from '#app/assets/models/asset'
import { AssetFactory } from '#database/factories/asset_factory'
import { UserFactory } from '#database/factories/user_factory'

const TRIP = {
  filename: 'Trip_100%.JPG',
  tags: ['italy', 'done'],
  favorite: true,
  meta: {
    camera: { make: 'NIKON CORPORATION', model: 'D750' },
    takenAt: '2024-07-31T22:30:00Z',
    takenZone: '+02:00',
    gps: { latitude: 45.4, longitude: 12.3 },
  },
}
const CLIP = {
  filename: 'clip.mp4',
  kind: 'video',
  contentType: 'video/mp4',
  tags: ['italy'],
  meta: { takenAt: '2024-07-10T08:00:00', camera: { make: 'Apple', model: 'iPhone 15' } },
}
const SCAN = { filename: 'scan.pdf', kind: 'document', contentType: 'application/pdf' }

async function inbox() {
  const user = await UserFactory.create()
  const add = (values: object) => {
    return AssetFactory.apply('ready')
      .merge({ userId: user.id, ...values })
      .create()
  }
  const assets = { trip: await add(TRIP), clip: await add(CLIP), scan: await add(SCAN) }
  // Somebody else's assets of the same names are in no answer.
  await AssetFactory.apply('ready').with('user').merge(TRIP).create()
  return { user, ...assets }
}

type Query = Record<string, string | number>

async function find(client: ApiClient, user: User, query: Query) {
  const response = await client.get('/assets').qs(query).loginAs(user)
  response.assertStatus(200)
  const { data, metadata } = response.body()
  const names: string[] = data.map(({ filename }: Asset) => filename)
  const ids: string[] = data.map(({ id }: Asset) => id)
  return { names, ids, next: metadata.nextCursor }
}

test.group('GET /assets', () => {
  test('finds {names} with {query}')
    .with<{ query: Query; names: string[] }[]>([
      { query: { q: 'trip' }, names: ['Trip_100%.JPG'] },
      { query: { q: '_100%' }, names: ['Trip_100%.JPG'] },
      { query: { q: '%' }, names: ['Trip_100%.JPG'] },
      { query: { q: 'nothing' }, names: [] },
      { query: { camera: 'nikon' }, names: ['Trip_100%.JPG'] },
      { query: { camera: 'iphone 15' }, names: ['clip.mp4'] },
      { query: { tag: 'italy' }, names: ['clip.mp4', 'Trip_100%.JPG'] },
      { query: { tag: 'ital' }, names: [] },
      { query: { kind: 'video' }, names: ['clip.mp4'] },
      { query: { contentType: 'application/pdf' }, names: ['scan.pdf'] },
      { query: { hasLocation: 'true' }, names: ['Trip_100%.JPG'] },
      { query: { hasLocation: 'false' }, names: ['scan.pdf', 'clip.mp4'] },
      { query: { favorite: 'true' }, names: ['Trip_100%.JPG'] },
      { query: { takenAfter: '2024-08-01' }, names: ['Trip_100%.JPG'] },
      { query: { takenBefore: '2024-08-01' }, names: ['clip.mp4'] },
      { query: { takenAfter: '2024-07-31T22:30:00Z' }, names: ['Trip_100%.JPG'] },
      { query: { takenBefore: '2024-07-31T22:30:00Z' }, names: ['clip.mp4'] },
      { query: { takenAfter: '2024-07-01', takenBefore: '2024-07-11' }, names: ['clip.mp4'] },
      { query: { tag: 'italy', camera: 'apple', q: 'clip', kind: 'video' }, names: ['clip.mp4'] },
      { query: { tag: 'italy', hasLocation: 'true', kind: 'video' }, names: [] },
      { query: { albumId: v7() }, names: [] },
      { query: { linkId: v7() }, names: [] },
      { query: { trashed: 'true' }, names: [] },
      { query: { sort: 'taken' }, names: ['scan.pdf', 'Trip_100%.JPG', 'clip.mp4'] },
      { query: { sort: 'taken', tag: 'italy' }, names: ['Trip_100%.JPG', 'clip.mp4'] },
      { query: { sort: 'taken', takenBefore: '2024-08-01' }, names: ['clip.mp4'] },
      { query: { sort: 'taken', kind: 'video', status: 'ready' }, names: ['clip.mp4'] },
    ])
    .run(async ({ client, assert }, { query, names }) => {
      const { user } = await inbox()
      const found = await find(client, user, query)
      assert.deepEqual([found.names, found.next], [names, null])
    })

  test('shows each asset once on its pages, sorted by {$self}')
    .with(['added', 'taken'])
    .run(async ({ client, assert }, sort) => {
      const user = await UserFactory.create()
      for (const day of [3, 1, 2, 2, 5]) {
        const meta = { takenAt: `2024-07-0${day}T10:00:00` }
        await AssetFactory.apply('ready').merge({ userId: user.id, meta }).create()
      }
      const query = { sort, limit: 2, hasLocation: 'false' }
      for (const filters of [{ sort, limit: 2 }, query] as Query[]) {
        const seen: string[] = []
        let page = await find(client, user, filters)
        seen.push(...page.ids)
        while (page.next) {
          page = await find(client, user, { ...filters, cursor: page.next })
          seen.push(...page.ids)
        }
        const expected = await Asset.query()
          .where('userId', user.id)
          .orderByRaw(sort === 'taken' ? 'taken_at desc, id desc' : 'id desc')
        assert.deepEqual(
          seen,
          expected.map(({ id }) => id)
        )
      }
    })

  test('answers 422 to {$self}')
    .with([
      ...['sort=size', 'takenAfter=july', 'takenBefore=2024-13-01', 'hasLocation=maybe', 'q='],
      ...[
        'tag=',
        'albumId=1',
        'linkId=1',
        `sort=taken&cursor=${v7()}`,
        `camera=${'x'.repeat(201)}`,
      ],
      `cursor=2024-07-01T00:00:00_${v7()}`,
    ])
    .run(async ({ client, assert }, query) => {
      const response = await client.get(`/assets?${query}`).loginAs(await UserFactory.create())
      response.assertStatus(422)
      assert.equal(response.body().errors[0].code, 'E_VALIDATION_FAILURE')
    })
})

test.group('taken', () => {
  test('is UTC with a zone, and the clock of the camera without one', async ({
    client,
    assert,
  }) => {
    const { user, trip, clip, scan } = await inbox()
    const show = async ({ id }: Asset) => {
      const response = await client.get(`/assets/${id}`).loginAs(user)
      const { takenAt, takenZone } = response.body().data
      return [takenAt, takenZone]
    }
    assert.deepEqual(await show(trip), ['2024-07-31T22:30:00.000Z', '+02:00'])
    assert.deepEqual(await show(clip), ['2024-07-10T08:00:00', null])
    assert.deepEqual(await show(scan), [null, null])
  })
})

test.group('GET /assets/timeline', () => {
  test('counts months by the local clock, and its cursors start the list there', async ({
    client,
    assert,
  }) => {
    const { user } = await inbox()
    const response = await client.get('/assets/timeline').qs({ sort: 'taken' }).loginAs(user)
    response.assertStatus(200)
    const [now, august, july] = response.body().data
    assert.lengthOf(response.body().data, 3)
    assert.match(now.month, /^20\d\d-\d\d$/)
    assert.containsSubset(august, { month: '2024-08', count: 1 })
    assert.containsSubset(july, { month: '2024-07', count: 1 })
    const { cursor } = july
    const older = await find(client, user, { sort: 'taken', cursor })
    assert.deepEqual(older.names, ['clip.mp4'])
    const first = await find(client, user, { sort: 'taken', cursor: august.cursor })
    assert.deepEqual(first.names, ['Trip_100%.JPG', 'clip.mp4'])
  })

  test('counts what was added, follows what moves, and forgets what goes', async ({
    client,
    assert,
  }) => {
    const { user, trip, clip, scan } = await inbox()
    const counts = async (sort: string) => {
      const response = await client.get('/assets/timeline').qs({ sort }).loginAs(user)
      return response.body().data.map(({ count }: { count: number }) => count)
    }
    assert.deepEqual(await counts('added'), [3])
    const timeline = await client.get('/assets/timeline').loginAs(user)
    const { cursor } = timeline.body().data[0]
    const listed = await find(client, user, { cursor })
    assert.lengthOf(listed.names, 3)
    await clip.merge({ meta: TRIP.meta }).save()
    assert.deepEqual(await counts('taken'), [1, 2])
    await trip.delete()
    await scan.delete()
    assert.deepEqual(await counts('taken'), [1])
    assert.deepEqual(await counts('added'), [1])
  })

  test('is the caller’s alone', async ({ client, assert }) => {
    await inbox()
    const response = await client.get('/assets/timeline').loginAs(await UserFactory.create())
    assert.deepEqual(response.body(), { data: [] })
    const wrong = await client.get('/assets/timeline?sort=size').loginAs(await UserFactory.create())
    wrong.assertStatus(422)
    const nobody = await client.get('/assets/timeline')
    nobody.assertStatus(401)
  })
})

test.group('PATCH /assets/:id', () => {
  test('changes what is named and keeps the rest', async ({ client, assert }) => {
    const { user, trip } = await inbox()
    const change = (body: object) => client.patch(`/assets/${trip.id}`).json(body).loginAs(user)
    const tagged = await change({ tags: [' sea ', 'italy'] })
    tagged.assertStatus(200)
    assert.deepEqual(tagged.body().data.tags, ['sea', 'italy'])
    const unmarked = await change({ favorite: false, filename: 'a.jpg' })
    assert.containsSubset(unmarked.body().data, { favorite: false, filename: 'a.jpg' })
    await trip.refresh()
    assert.containsSubset(trip.$attributes, {
      tags: ['sea', 'italy'],
      favorite: false,
      filename: 'a.jpg',
    })
  })

  test('refuses tags that are {name}')
    .with([
      { name: 'too many', tags: Array.from({ length: 51 }, (_, index) => `t${index}`) },
      { name: 'too long', tags: ['x'.repeat(51)] },
      { name: 'empty', tags: [' '] },
      { name: 'no list', tags: 'italy' },
    ])
    .run(async ({ client, assert }, { tags }) => {
      const { user, trip } = await inbox()
      const response = await client.patch(`/assets/${trip.id}`).json({ tags }).loginAs(user)
      response.assertStatus(422)
      await trip.refresh()
      assert.deepEqual(trip.tags, TRIP.tags)
    })
})
