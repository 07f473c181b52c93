import { test } from '@japa/runner'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { makeFolder } from '#app/process/files'
import { temporaryFolder } from '#tests/support/services/temporary_folder'

test.group('makeFolder', () => {
  test('makes a folder with all above it, and leaves one that is there', async ({ assert }) => {
    const folder = join(await temporaryFolder(), 'one/two/three')

    await makeFolder(folder)
    await makeFolder(folder)
    const made = await stat(folder)
    assert.isTrue(made.isDirectory())
  })

  test('fails where the system makes none, instead of trying for ever', async ({ assert }) => {
    await assert.rejects(() => makeFolder('/proc/inbox/data'))
  })
})
