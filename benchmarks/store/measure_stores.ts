import { makeFixture } from '../api/fixture.js'
import { Client } from '../support/client.js'
import { residentMemory, whileWatching } from '../support/memory.js'
import type { Bench, Section } from '../support/section.js'
import { megabytes } from '../support/table.js'
import { fetchBytes, sendInParts, sendWhole } from './transfer.js'

const MIB = 1024 * 1024
const SMALL = 50 * MIB
const LARGE = 2048 * MIB

/** The variables of a bucket, where the environment names one. */
const bucket = Object.fromEntries(Object.entries(process.env).filter(([name]) => /^S3_/.test(name)))

const stores: [name: string, variables: NodeJS.ProcessEnv][] = [
  ['disk', {}],
  ...(bucket.S3_BUCKET ? [['S3', bucket] as [string, NodeJS.ProcessEnv]] : []),
]

export const store: Section = {
  name: 'store',
  title: 'Large files through the stores',
  about:
    'Two GiB, sent by one client with the urls that the API signs: whole, and in parts of which ' +
    'four come at once; joined by `complete`, and fetched. Memory is the most that the API takes ' +
    'above what it had after a file of 50 MiB. The disk store is served by the API itself; with a ' +
    'bucket, which is measured where `S3_BUCKET` and its variables name one, no byte passes it.',
  async measure(bench) {
    const rows: string[][] = []
    for (const [name, variables] of stores)
      rows.push(...(await measureStore(bench, name, variables)))
    return {
      tables: [{ heads: ['store', '2 GiB', 'speed', 'memory above idle'], rows }],
      goals: [],
    }
  },
}

async function measureStore(bench: Bench, name: string, variables: NodeJS.ProcessEnv) {
  const installation = await bench.install()
  const { token } = await makeFixture(installation.database, 1)
  const { child, url } = await installation.serve('build/bin/server.js', variables)
  const client = new Client(url, token)

  await sendWhole(client, SMALL)
  const idle = residentMemory(child.pid!)
  const rows: string[][] = []
  const step = async <Result>(what: string, work: () => Promise<Result>) => {
    bench.progress(`${name}: ${what}`)
    const { peak, seconds, result } = await whileWatching(child.pid!, work)
    const above = megabytes(Math.max(0, peak - idle))
    rows.push([name, what, `${Math.round(LARGE / MIB / seconds)} MiB/s`, above])
    return result
  }

  const whole = await step('sent whole', () => sendWhole(client, LARGE))
  // Nothing is processed here, and urls are shown of what was.
  await installation.database.query(MAKE_READY, [whole])
  const { urls } = await client.get(`/assets/${whole}`)
  await step('fetched', () => fetchBytes(urls.original))
  const parts = await step('sent in parts', () => sendInParts(client, LARGE))
  await step('joined', () => client.post('/uploads/complete', { assetId: parts }))
  return rows
}

const MAKE_READY = `
  update assets set status = 'ready', sha_256 = '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='
  where id = $1`
