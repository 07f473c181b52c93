import { join } from 'node:path'
import { DiskStore } from '#storage/disk_store'
import { UrlSeal } from '#storage/disk/url_seal'
import { makeFixture } from '../api/fixture.js'
import type { BenchmarkInstallation } from '../support/installation.js'
import { residentMemory, whileWatching } from '../support/memory.js'
import { table } from '../support/table.js'
import { Client, fetchBytes, sendBytes } from './client.js'

const MIB = 1024 * 1024
const LARGE = 2048 * MIB
const LANES = 4

/**
 * The API's memory while files go through the disk store's signed route: as they are sent whole,
 * in parts of which four come at once, joined, and fetched. Above what it takes after a file of
 * 50 MiB.
 */
export async function measureStore(installation: BenchmarkInstallation) {
  const { token } = await makeFixture(installation.database, 1)
  const api = await installation.serve('build/bin/server.js')
  const client = new Client(api.url, token)
  const pid = api.child.pid!

  await sendWhole(client, 50 * MIB)
  const idle = residentMemory(pid)
  const rows: string[][] = []
  const measureStep = async (name: string, work: () => Promise<void>) => {
    const { peak, seconds } = await whileWatching(pid, work)
    const above = Math.max(0, peak - idle)
    rows.push([
      name,
      `${Math.round(LARGE / MIB / seconds)} MiB/s`,
      `${Math.round(above / MIB)} MiB`,
    ])
  }

  let asset = { id: '' }
  await measureStep('sent whole', async () => {
    asset = await sendWhole(client, LARGE)
  })
  const url = await originalUrl(installation, api.url, asset.id)
  await measureStep('fetched', () => fetchBytes(url))
  await measureStep('sent in parts', async () => {
    asset = await sendInParts(client, LARGE)
  })
  await measureStep('joined', async () => {
    await client.post('/uploads/complete', { assetId: asset.id })
  })
  api.child.kill()
  return table(['2 GiB through the disk store', 'speed', 'memory above idle'], rows)
}

async function sendWhole(client: Client, size: number) {
  const { asset, upload } = await client.post('/uploads/presign', video(size))
  await sendBytes(upload, size)
  return asset
}

async function sendInParts(client: Client, size: number) {
  const { asset, upload } = await client.post('/uploads/multipart', video(size))
  const numbers = Array.from({ length: upload.partCount }, (_, index) => index + 1).values()
  const lane = async () => {
    for (const number of numbers) {
      const path = `/uploads/multipart/${asset.id}/parts`
      const [part] = await client.post(path, { partNumbers: [number] })
      await sendBytes(part, Math.min(upload.partSize, size - (number - 1) * upload.partSize))
    }
  }
  await Promise.all(Array.from({ length: LANES }, lane))
  return asset
}

function video(size: number) {
  return { filename: 'holiday.mp4', contentType: 'video/mp4', size }
}

/** Signed here, for the API shows urls of what is processed, and nothing is in this benchmark. */
function originalUrl({ variables }: BenchmarkInstallation, url: string, assetId: string) {
  const seal = new UrlSeal({ url, secret: variables.APP_KEY! })
  const store = new DiskStore({ root: join(variables.DATA_DIR!, 'objects'), seal })
  const get = { contentType: 'video/mp4', disposition: 'inline', ttlSeconds: 600 } as const
  return store.presignGet(`assets/${assetId}/original`, get)
}
