import { createSecretKey, randomBytes } from 'node:crypto'
import { readdir, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { test } from '@japa/runner'
import { DiskStore } from '#app/storage/disk_store'
import { UrlSigner } from '#app/storage/disk/url_signer'
import { StoreUnavailable, UploadMissing } from '#app/storage/errors'
import { temporaryFolder } from '#tests/support/services/temporary_folder'

const signer = new UrlSigner({
  url: 'http://localhost',
  keys: [createSecretKey(randomBytes(32))],
})
const openStore = async () => {
  const root = await temporaryFolder()
  return { root, store: new DiskStore({ root, signer }) }
}
const put = (store: DiskStore, key: string, body: Buffer) => {
  return store.put(key, body, { size: body.length })
}

test.group('DiskStore', () => {
  test('keeps each object as a plain file named by its key', async ({ assert }) => {
    const { root, store } = await openStore()
    await put(store, 'originals/a', Buffer.from('bytes'))
    assert.deepEqual(await readdir(join(root, 'originals')), ['a'])
  })

  test('finishes a read that began before the object was replaced and deleted', async ({
    assert,
  }) => {
    const { store } = await openStore()
    const body = randomBytes(3_000_000)
    await put(store, 'a', body)
    const { stream } = await store.read('a')

    await put(store, 'a', Buffer.from('other'))
    await store.delete(['a'])

    assert.isTrue(body.equals(await buffer(stream)))
  })

  test('gives every version an ETag of its own, however quickly they follow', async ({
    assert,
  }) => {
    const { store } = await openStore()
    const etags = new Set<string>()
    for (let version = 10; version < 60; version++) {
      await put(store, 'a', Buffer.from(String(version)))
      etags.add((await store.head('a'))!.etag)
    }
    assert.equal(etags.size, 50)
  })

  test('keeps the ETag of an object that is copied with its time', async ({ assert }) => {
    const { root, store } = await openStore()
    await put(store, 'a', Buffer.from('bytes'))
    const head = await store.head('a')

    await writeFile(join(root, 'b'), 'bytes')
    await utimes(join(root, 'b'), head!.modifiedAt, head!.modifiedAt)

    assert.deepEqual(await store.head('b'), head)
  })

  test('leaves no empty folders behind', async ({ assert }) => {
    const { root, store } = await openStore()
    await put(store, 'a/b/c/one', Buffer.from('1'))
    await put(store, 'a/two', Buffer.from('2'))

    await store.delete(['a/b/c/one'])
    assert.deepEqual(await readdir(join(root, 'a')), ['two'])

    await store.delete(['a/two'])
    assert.deepEqual(await readdir(root), ['.partial'])
  })

  test('writes and deletes in the same folder at once', async ({ assert }) => {
    const { store } = await openStore()
    const keys = Array.from({ length: 200 }, (_, index) => `folder/${index}`)
    await Promise.all(
      keys.map(async (key) => {
        await put(store, key, Buffer.from(key))
        await store.delete([key])
      })
    )
    assert.isEmpty(await Array.fromAsync(store.list('')))
  })

  test('removes what a killed process left, and nothing that is in work', async ({ assert }) => {
    const { root, store } = await openStore()
    await put(store, 'a', Buffer.from('bytes'))
    const anHourAgo = new Date(Date.now() - 3_600_000)
    await writeFile(join(root, '.partial', 'in-work'), 'half')
    await writeFile(join(root, '.partial', 'left'), 'half')
    await utimes(join(root, '.partial', 'left'), anHourAgo, anHourAgo)

    assert.equal(await store.removePartials(new Date(Date.now() - 60_000)), 1)
    assert.deepEqual(await readdir(join(root, '.partial')), ['in-work'])
    assert.isNotNull(await store.head('a'))
  })

  test('removes the parts of an object that is there', async ({ assert }) => {
    const { store } = await openStore()
    const joined = await store.createMultipart('a')
    const open = await store.createMultipart('b')
    await put(store, 'a', Buffer.from('bytes'))

    assert.equal(await store.removePartials(new Date()), 1)
    await assert.rejects(() => Array.fromAsync(store.listParts('a', joined)), UploadMissing)
    assert.isEmpty(await Array.fromAsync(store.listParts('b', open)))
  })

  test('has nothing to remove before the first write', async ({ assert }) => {
    const { store } = await openStore()
    assert.equal(await store.removePartials(new Date()), 0)
    assert.isEmpty(await Array.fromAsync(store.list('')))
    assert.isEmpty(await Array.fromAsync(store.listMultiparts('')))
  })

  test('keeps files and folders from other users of the machine', async ({ assert }) => {
    const { root, store } = await openStore()
    await put(store, 'assets/a/original', Buffer.from('bytes'))
    const modeOf = async (path: string) => {
      const { mode } = await stat(join(root, path))
      return (mode & 0o777).toString(8)
    }
    assert.equal(await modeOf('assets/a/original'), '600')
    assert.equal(await modeOf('assets/a'), '700')
    assert.equal(await modeOf('assets'), '700')
  })

  test('is unavailable where its folder cannot be written', async ({ assert }) => {
    const { root } = await openStore()
    await writeFile(join(root, 'file'), '')
    const store = new DiskStore({ root: join(root, 'file'), signer })

    await assert.rejects(() => store.check(), StoreUnavailable)
    await assert.rejects(() => put(store, 'a', Buffer.from('bytes')), StoreUnavailable)
  })
})
