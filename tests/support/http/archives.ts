import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { crc32 } from 'node:zlib'
import type { ApiClient } from '@japa/api-client'
import store from '#app/storage/main'
import type User from '#app/accounts/models/user'
import type Asset from '#app/assets/models/asset'
import { AssetFactory } from '#database/factories/asset_factory'
import { temporaryFolder } from '#tests/support/services/temporary_folder'

const run = promisify(execFile)

/** A ready asset of the user with these bytes in the store. */
export async function stored(user: User, bytes: Buffer, values: Partial<Asset> = {}) {
  const sha256 = createHash('sha256').update(bytes).digest('base64')
  const asset = await AssetFactory.apply('ready')
    .merge({ userId: user.id, size: bytes.length, crc32: crc32(bytes), ...values })
    .create()
  // The state of the factory has a digest of its own.
  await asset.merge({ sha256 }).save()
  await store.put(asset.originalKey, bytes, { size: bytes.length, contentType: 'image/jpeg' })
  return asset
}

/** Asks for an archive; `url`, `size` and `expiresAt`. */
export async function orderArchive(client: ApiClient, user: User, order: object) {
  const response = await client.post('/archives').loginAs(user).json(order)
  response.assertStatus(201)
  return response.body().data as { url: string; size: number; expiresAt: string }
}

/** Starts a download and reads nothing more of it before `finish`. */
export async function beginDownload(url: string) {
  const outgoing = request(url, { agent: false })
  outgoing.end()
  const [incoming] = (await once(outgoing, 'response')) as [IncomingMessage]
  return {
    /** Reads what is left: how much that was, and whether it was all. */
    async finish() {
      let received = 0
      incoming.on('error', () => {})
      incoming.on('data', (chunk: Buffer) => (received += chunk.length))
      await new Promise((resolve) => incoming.once('close', resolve))
      return { received, isComplete: incoming.complete }
    },
  }
}

/** What Python's zipfile reads out of an archive. */
export interface ReadFile {
  name: string
  size: number
  /** Hexadecimal. */
  sha256: string
  /** By the MS-DOS date. */
  date: number[]
  /** Of the extended timestamp, in seconds. */
  time: number
  start: number
}

const READ = `
import hashlib, json, struct, sys, zipfile
def read(archive, info):
    digest = hashlib.sha256()
    with archive.open(info) as file:
        while chunk := file.read(1 << 20): digest.update(chunk)
    at = info.extra.index(b'UT')
    return dict(name=info.filename, size=info.file_size, sha256=digest.hexdigest(),
        date=info.date_time, time=struct.unpack('<i', info.extra[at + 5:at + 9])[0],
        start=info.header_offset)
with zipfile.ZipFile(sys.argv[1]) as archive:
    assert archive.testzip() is None
    print(json.dumps([read(archive, info) for info in archive.infolist()]))
`

/** Tests an archive with unzip and 7-Zip, and returns what Python's zipfile reads. */
export async function readArchive(bytes: Buffer): Promise<ReadFile[]> {
  const path = join(await temporaryFolder(), 'archive.zip')
  await writeFile(path, bytes)
  return readArchiveFile(path)
}

/** The same for a file. */
export async function readArchiveFile(path: string): Promise<ReadFile[]> {
  await run('unzip', ['-tqq', path])
  await run('7z', ['t', path])
  const { stdout } = await run('python3', ['-c', READ, path], { maxBuffer: 64 * 1024 ** 2 })
  return JSON.parse(stdout)
}
