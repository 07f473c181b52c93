import { readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from '@japa/runner'
import Asset from '#app/assets/models/asset'
import { EmbeddedPostgres } from '#app/installation/embedded_postgres'
import { backUp, contentsOf, finished, rowsIn, run } from '#tests/support/services/backups'
import { Client } from '#tests/support/chaos/client'
import { eventually } from '#tests/support/eventually'
import { Installation } from '#tests/support/services/installation'
import { temporaryFolder } from '#tests/support/services/temporary_folder'
import { sha256 } from '#tests/support/http/uploads'

/** Backups are of what is embedded, whatever services the suite was given. */
const EMBEDDED = { REDIS_URL: undefined, S3_BUCKET: undefined }
const PERSON = { email: 'ada@example.org', password: 'a long enough password' }

async function signIn(url: string, path: 'register' | 'login') {
  const answer = await new Client('', () => url).ask('POST', `/auth/${path}`, PERSON)
  return new Client(answer.data.accessToken, () => url)
}

/** Uploads and deletes without end, until it is told to stop. */
async function busy(client: Client, isOver: () => boolean) {
  while (!isOver()) {
    const first = await client.upload('good/flowers.jpeg')
    await client.upload('good/photo.png')
    await client.ask('DELETE', `/assets/${first}?permanent=true`)
  }
}

test.group('inbox:backup and inbox:restore', (group) => {
  let source: Installation
  let client: Client
  let backups: string
  let restored: Installation

  group.setup(async () => {
    source = new Installation(await temporaryFolder(), EMBEDDED)
    restored = new Installation(await temporaryFolder(), EMBEDDED)
    backups = await temporaryFolder()
    const { url } = await source.startReady()
    client = await signIn(url, 'register')
    for (const name of ['phone.jpg', 'photo.webp', 'animated.gif']) {
      await client.upload(`good/${name}`)
    }
    await eventually(async () => {
      const { data } = await client.ask('GET', '/assets?status=ready')
      return data.length === 3
    })
    return async () => {
      await source.remove()
      await restored.remove()
      await rm(backups, { recursive: true, force: true })
    }
  })

  async function lastBackup() {
    const [last] = await finished(backups)
    return contentsOf(join(backups, last))
  }

  test('keep every row and every byte while people upload and delete', async ({ assert }) => {
    let isOver = false
    const working = busy(client, () => isOver)
    const backup = await backUp(source, backups).finally(() => (isOver = true))
    await working
    const { manifest, objects, rows } = await contentsOf(backup)
    assert.isAtLeast(objects.length, 9)
    assert.isAtLeast(rows.get('public.assets.copy.gz')!.length, 3)
    assert.equal(manifest.missing, 0)

    const { code, output } = await run(restored, ['inbox:restore', '--from', backup])
    assert.equal(code, 0, output)
    const postgres = await EmbeddedPostgres.start(restored.dataDir)
    const found = await rowsIn(postgres.url, manifest.tables)
    await postgres.stop()
    for (const { path } of manifest.tables) assert.deepEqual(found.get(path), rows.get(path), path)
    for (const { key, size, modifiedAt } of objects) {
      const path = join(restored.dataDir, 'objects', key)
      const { size: length, mtime } = await stat(path)
      assert.deepEqual([length, mtime.getTime()], [size, modifiedAt])
      const bytes = await readFile(path)
      assert.isTrue(bytes.equals(await readFile(join(backup, 'objects', key))), key)
    }
  }).timeout(300_000)

  test('give an installation that starts, agrees with its objects, and goes on', async ({
    assert,
  }) => {
    const program = await restored.startReady()
    const again = await signIn(program.url, 'login')
    const before = await client.try('GET', '/auth/me', undefined, program.url)
    assert.equal(before?.status, 401)

    await again.upload('good/photo.avif')
    const { objects } = await lastBackup()
    const keys = new Set(objects.map(({ key }) => key))
    const isSettled = ({ id, status }: { id: string; status: string }) => {
      // What had not been sent by then is waited for until its url has expired.
      return status === 'ready' || (status === 'pending' && !keys.has(Asset.originalKey(id)))
    }
    // What had been sent and not completed is found within a minute.
    const assets = await eventually(
      async () => {
        const { data } = await again.ask('GET', '/assets?limit=100')
        return data.every(isSettled) && data
      },
      { deadline: 60_000 }
    )
    const ready = assets.filter(({ status }: { status: string }) => status === 'ready')
    assert.isAtLeast(ready.length, assets.length - 1)
    for (const { sha256: proved, urls } of ready) {
      const answer = await fetch(urls.original)
      assert.equal(sha256(Buffer.from(await answer.arrayBuffer())), proved)
    }
    for (const command of ['inbox:check', 'audit:verify']) {
      const { code, output } = await run(restored, [command])
      assert.equal(code, 0, output)
    }
    program.signal('SIGTERM')
    assert.equal(await program.ended, 0)
  })

  test('take room for new objects alone the next time', async ({ assert }) => {
    const [last] = await finished(backups)
    const earlier = await contentsOf(join(backups, last))
    const next = await backUp(source, backups)
    const { objects } = await contentsOf(next)
    const kept = new Set(objects.map(({ key }) => key))
    const both = earlier.objects.filter(({ key }) => kept.has(key))
    assert.isAtLeast(both.length, 9)
    for (const { key } of both) {
      const folders = [join(backups, last), next, source.dataDir]
      const files = await Promise.all(folders.map((folder) => stat(join(folder, 'objects', key))))
      const [before, after, original] = files.map(({ ino }) => ino)
      assert.equal(after, before)
      assert.notEqual(after, original)
    }
  })

  test('back up what does not run', async ({ assert }) => {
    const before = await finished(backups)
    const { code, output } = await run(restored, ['inbox:backup', '--to', backups])
    assert.equal(code, 0, output)
    assert.lengthOf(await finished(backups), before.length + 1)
    assert.isEmpty(await restored.processes())
  })

  test('tell of an object that is missing in the store, or is another one', async ({ assert }) => {
    const { objects } = await lastBackup()
    const [first, second] = objects.filter(({ key }) => key.endsWith('/original'))
    await rm(join(restored.dataDir, 'objects', first.key))
    const path = join(restored.dataDir, 'objects', second.key)
    const bytes = await readFile(path)
    bytes[100] ^= 1
    await writeFile(path, bytes)

    const { code, output } = await run(restored, ['inbox:backup', '--to', backups])
    assert.equal(code, 1)
    assert.include(output, `missing: ${first.key}`)
    assert.include(output, `damaged: ${second.key}`)
    const { manifest } = await lastBackup()
    assert.equal(manifest.missing, 1)
  })
})
