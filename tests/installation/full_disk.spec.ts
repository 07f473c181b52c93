import { rm, statfs, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from '@japa/runner'
import { Installation } from '#tests/support/services/installation'
import { smallDisk } from '#tests/support/services/small_disk'
import { eventually } from '#tests/support/eventually'

const MB = 1_000_000
const RESERVE = 100 * MB
const account = { email: 'ann@example.org', password: 'seventeen wet geese' }

/** A client of the running installation, who signs up first. */
class Client {
  #token = ''

  constructor(readonly url: string) {}

  async call(method: string, path: string, body?: object) {
    const answer = await fetch(`${this.url}${path}`, {
      method,
      headers: {
        ...(body && { 'content-type': 'application/json' }),
        ...(this.#token && { authorization: `Bearer ${this.#token}` }),
      },
      body: body && JSON.stringify(body),
    })
    const text = await answer.text()
    return { status: answer.status, body: text ? JSON.parse(text) : undefined }
  }

  async enter(path: string) {
    const answer = await this.call('POST', path, account)
    this.#token = answer.body.data?.accessToken ?? ''
    return answer.status
  }

  presign(size: number) {
    const file = { filename: 'a.jpg', contentType: 'image/jpeg', size }
    return this.call('POST', '/uploads/presign', file)
  }

  async put({ url, headers }: { url: string; headers: Record<string, string> }, size: number) {
    const answer = await fetch(url, { method: 'PUT', headers, body: new Uint8Array(size) })
    return { status: answer.status, body: await answer.text() }
  }
}

async function freeOn(disk: string) {
  const { bavail, bsize } = await statfs(disk)
  return bavail * bsize
}

test.group('a full disk', () => {
  test('refuses uploads with 507 and nothing else, until there is room again', async ({
    assert,
    cleanup,
  }) => {
    const { disk, unmount } = await smallDisk(500)
    const installation = new Installation(join(disk, 'data'), {
      S3_BUCKET: '',
      DISK_RESERVE: String(RESERVE),
    })
    cleanup(async () => {
      await installation.remove()
      await unmount()
    })
    const { url } = await installation.startReady()
    const client = new Client(url)
    assert.equal(await client.enter('/auth/register'), 201)
    // Its room is kept while the URL lives.
    const late = await client.presign(90 * MB)
    assert.equal(late.status, 201)

    const size = 20 * MB
    const kept: string[] = []
    let refused = await client.presign(size)
    while (refused.status === 201) {
      const { asset, upload } = refused.body.data
      const sent = await client.put(upload, size)
      if (sent.status === 200) kept.push(asset.id)
      else assert.include(sent.body, 'E_STORE_FULL')
      refused = await client.presign(size)
    }
    assert.equal(refused.status, 507)
    assert.equal(refused.body.errors[0].code, 'E_STORE_FULL')
    assert.isAbove(kept.length, 2)

    // Somebody else takes that room, or most of it.
    const ballast = join(disk, 'ballast')
    const free = await freeOn(disk)
    await writeFile(ballast, Buffer.alloc(free - RESERVE - 60 * MB))
    const belated = await client.put(late.body.data.upload, 90 * MB)
    assert.equal(belated.status, 507)
    assert.include(belated.body, 'E_STORE_FULL')
    assert.isAbove(await freeOn(disk), RESERVE - 10 * MB)
    await rm(ballast)

    assert.equal(await client.enter('/auth/login'), 200)
    for (const path of ['/auth/me', '/assets', `/assets/${kept[0]}`, '/health/ready']) {
      const { status } = await client.call('GET', path)
      assert.equal(status, 200, path)
    }
    for (const id of kept) {
      const { status } = await client.call('DELETE', `/assets/${id}?permanent=true`)
      assert.equal(status, 204)
    }
    const isAccepted = async () => {
      const { status } = await client.presign(size)
      return status === 201
    }
    await eventually(isAccepted, { deadline: 60_000, interval: 500 })
  })
    .tags(['@once'])
    .timeout(240_000)
})
