import { mkdir, open } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { crc32 } from 'node:zlib'
import { test } from '@japa/runner'
import type User from '#app/accounts/models/user'
import { CreateArchive } from '#app/archives/actions/create_archive'
import { signedPath } from '#app/archives/signed_url'
import { AssetFactory } from '#database/factories/asset_factory'
import { UserFactory } from '#database/factories/user_factory'
import { eventually } from '#tests/support/eventually'
import { watchMemory } from '#tests/support/measure/resident_memory'
import { spawnServer } from '#tests/support/services/spawn'
import storage from '#config/storage'

const GB = 1_000_000_000
const MB = 1_000_000

/** The CRC-32 of so many zeros. */
function crcOfZeros(size: number) {
  const zeros = Buffer.alloc(GB / 10)
  let crc = 0
  for (let done = 0; done < size; done += zeros.length) crc = crc32(zeros, crc)
  return crc
}

/** A video of zeros on the disk store, which takes no room. */
async function hole(user: User, { size, crc }: { size: number; crc: number }) {
  const asset = await AssetFactory.apply('ready')
    .merge({ userId: user.id, filename: 'film.mov', size, crc32: crc })
    .create()
  const path = join(storage.disk.root, asset.originalKey)
  await mkdir(dirname(path), { recursive: true })
  await using file = await open(path, 'w')
  await file.truncate(size)
  return asset.id
}

async function download(url: string, from = 0) {
  const response = await fetch(url, { headers: from > 0 ? { range: `bytes=${from}-` } : {} })
  let received = 0
  for await (const chunk of response.body!) received += chunk.length
  return received
}

test.group('an archive of 20 GB', () => {
  test('is downloaded with less than 30 MB of additional memory', async ({ assert }) => {
    const user = await UserFactory.create()
    const size = 10 * GB
    const crc = crcOfZeros(size)
    const ids = [await hole(user, { size, crc }), await hole(user, { size, crc })]
    const archive = await new CreateArchive().handle({ userId: user.id, ids })
    assert.isAbove(archive.size!, 20 * GB)
    const server = await spawnServer()
    const url = server.url + signedPath(archive)
    // What the first requests load stays.
    await download(url, archive.size! - 100 * MB)
    const before = watchMemory(server)
    await eventually(() => before.peaks(1)[0] > 0)
    const [idle] = before.peaks(1)

    const memory = watchMemory(server)
    assert.equal(await download(url), archive.size)
    const [peak] = memory.peaks(1)
    assert.isBelow(peak - idle, 30 * MB)
  }).timeout(600_000)
})
