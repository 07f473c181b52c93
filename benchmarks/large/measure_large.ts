import { makeFixture } from '../api/fixture.js'
import { stop } from '../pipeline/rounds.js'
import { untilReady, upload } from '../pipeline/upload.js'
import { Client } from '../support/client.js'
import { Goal } from '../support/goal.js'
import { whileWatching } from '../support/memory.js'
import type { Bench, Section } from '../support/section.js'
import { megabytes } from '../support/table.js'
import { avif, makeLargePhoto, png, progressive, type Kind } from './large_photos.js'

/** In millions of bytes. */
const MOST_MEMORY = 1_000
const PAIRS: [Kind, Kind][] = [
  [progressive, progressive],
  [png, png],
  [png, progressive],
  [avif, avif],
]

export const large: Section = {
  name: 'large',
  title: 'Two large photos at once',
  about:
    'The highest resident memory of a worker and of all the processes that it starts, together, ' +
    'with two large photos in its queue and everything as it comes. What those processes share ' +
    'is counted for each of them.',
  async measure(bench) {
    const measured = await measureAll(bench)
    const goals = measured.map(({ name, peak }) =>
      Goal.below(MOST_MEMORY, peak / 1e6, `${name}, MB`)
    )
    const rows = measured.map(({ name, peak, seconds }, index) => {
      return [name, `${seconds.toFixed(1)} s`, megabytes(peak), String(goals[index])]
    })
    return { tables: [{ heads: ['photos', 'ready after', 'peak memory', 'goal'], rows }], goals }
  },
}

async function measureAll(bench: Bench) {
  const installation = await bench.install()
  const { token } = await makeFixture(installation.database, 1)
  const { url } = await installation.serve('build/bin/server.js')
  const client = new Client(url, token)
  const measured: { name: string; peak: number; seconds: number }[] = []
  for (const pair of PAIRS) {
    const name = pair.map((kind) => `${kind.name} of ${kind.megapixels} MP`).join(' and ')
    bench.progress(name)
    const assetIds: string[] = []
    for (const kind of pair) {
      assetIds.push(await upload(client, await makeLargePhoto(kind), kind.contentType))
    }
    const worker = installation.start('build/ace.js', ['worker'])
    const work = () => untilReady(installation.database, assetIds, assetIds.length)
    measured.push({ name, ...(await whileWatching(worker.pid!, work)) })
    await stop(worker)
  }
  return measured
}
