import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from '@japa/runner'
import { walkKeys } from '#app/storage/disk/folder_walk'
import { temporaryFolder } from '#tests/support/services/temporary_folder'

const walk = (root: string, options = { prefix: '', startAfter: '' }) => {
  return Array.fromAsync(walkKeys(root, options))
}

test.group('walkKeys', () => {
  test('gives every key in order, of folders larger than what is held at once', async ({
    assert,
  }) => {
    const root = await temporaryFolder()
    const keys = Array.from({ length: 21_000 }, (_, index) => `key-${index}`)
    for (const key of keys) await writeFile(join(root, key), '')

    assert.deepEqual(await walk(root), keys.sort())
  })

  test('passes over what has a hidden name', async ({ assert }) => {
    const root = await temporaryFolder()
    await mkdir(join(root, '.partial'))
    await writeFile(join(root, '.partial', 'half'), '')
    await writeFile(join(root, 'whole'), '')

    assert.deepEqual(await walk(root), ['whole'])
  })

  test('finds nothing in a folder that is not there', async ({ assert }) => {
    assert.deepEqual(await walk(join(await temporaryFolder(), 'gone')), [])
  })
})
