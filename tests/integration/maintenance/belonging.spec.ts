import { v7 } from 'uuid'
import pg from 'pg'
import { test } from '@japa/runner'
import { originalKey } from '#app/assets/object_keys'
import { adoptStore, bindStore, type Sides } from '#app/maintenance/belonging/bind_store'
import { readMarker } from '#app/maintenance/belonging/store_marker'
import type { ObjectStore } from '#app/storage/object_store'
import { StartError } from '#app/process/start_error'
import { freshDatabase, migrateDatabase } from '#tests/support/services/databases'
import { ownStore } from '#tests/support/services/own_store'

const names = { database: 'inbox at db', store: 'bucket photos', variables: 'S3_BUCKET' }

function write(store: ObjectStore, id: string) {
  return store.put(originalKey(id), Buffer.from('bytes'), { size: 5, contentType: 'image/jpeg' })
}

test.group('The store and the database of an installation', (group) => {
  let client: pg.Client

  group.setup(async () => {
    const database = await freshDatabase()
    await migrateDatabase(database)
    client = new pg.Client({ connectionString: database.url })
    await client.connect()
    return async () => {
      await client.end()
      await database.remove()
    }
  })

  group.each.setup(async () => {
    await client.query('truncate users cascade')
    await client.query('update installation set id = null')
  })

  async function sides(): Promise<Sides> {
    return { client, store: await ownStore(), names }
  }

  async function addAsset(status = 'processing') {
    const id = v7()
    await client.query(
      `insert into users (id, email, password, full_name) values ($1::uuid, $1::text, '', '')
       on conflict do nothing`,
      [id]
    )
    await client.query(
      `insert into assets (id, user_id, status, kind, filename, content_type, size, etag,
         upload_expires_at)
       values ($1::uuid, $1::uuid, $2::text, 'image', 'a.jpg', 'image/jpeg', 5,
         case when $2::text = 'pending' then null else 'etag' end, now())`,
      [id, status]
    )
    return id
  }

  async function idOfDatabase() {
    const { rows } = await client.query('select id from installation')
    return rows[0].id
  }

  test('get one id at the first start, and keep it', async ({ assert }) => {
    const both = await sides()
    await bindStore(both)
    const id = await idOfDatabase()
    assert.isNotNull(id)
    assert.equal(await readMarker(both.store), id)
    await bindStore(both)
    assert.equal(await idOfDatabase(), id)
  })

  test('get one id after an upgrade if rows and objects match', async ({ assert }) => {
    const both = await sides()
    await write(both.store, await addAsset())
    await addAsset('pending')
    await bindStore(both)
    assert.equal(await readMarker(both.store), await idOfDatabase())
  })

  test('belong together when a start was killed between its two marks', async ({ assert }) => {
    const both = await sides()
    await client.query('update installation set id = $1', [v7()])
    await write(both.store, await addAsset())
    await bindStore(both)
    assert.equal(await readMarker(both.store), await idOfDatabase())
  })

  const mistakes: [title: string, said: RegExp, make: (both: Sides) => Promise<unknown>][] = [
    [
      'the database was lost and made again',
      /store \(bucket photos\) belongs to the installation \S+, the database \(inbox at db\) is new/,
      async (both) => {
        await bindStore(both)
        await client.query('update installation set id = null')
      },
    ],
    [
      'the database was lost before the upgrade',
      /store \(bucket photos\) holds objects, the database \(inbox at db\) has no assets/,
      ({ store }) => write(store, v7()),
    ],
    [
      'the database is that of another installation',
      /belongs to the installation \S+, the database \(inbox at db\) belongs to the installation/,
      async (both) => {
        await bindStore(both)
        await client.query('update installation set id = $1', [v7()])
      },
    ],
    [
      'a new installation names the bucket of another one that is still empty',
      /belongs to the installation \S+, the database \(inbox at db\) is new/,
      async (both) => {
        await adoptStore(both)
        await client.query('update installation set id = null')
      },
    ],
    [
      'the prefix is wrong',
      /store \(bucket photos\) is empty, the database \(inbox at db\) has assets/,
      async () => {
        await client.query('update installation set id = $1', [v7()])
        await addAsset()
      },
    ],
    [
      'store and database are of two installations before the upgrade',
      /holds other objects, the database \(inbox at db\) has other assets/,
      async ({ store }) => {
        await write(store, v7())
        await addAsset()
      },
    ],
  ]

  for (const [title, said, make] of mistakes) {
    test(`stop the start when ${title}, until they are adopted`, async ({ assert }) => {
      const both = await sides()
      await make(both)
      const before = [await idOfDatabase(), await readMarker(both.store)]
      const error = await bindStore(both).catch((thrown) => thrown)
      assert.instanceOf(error, StartError)
      assert.match(error.message, said)
      assert.match(error.message, /^[^\n]+ node ace store:adopt$/)
      assert.deepEqual([await idOfDatabase(), await readMarker(both.store)], before)

      await adoptStore(both)
      await bindStore(both)
    })
  }
})
