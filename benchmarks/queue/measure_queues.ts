import { perSecond } from '../support/table.js'
import type { Section } from '../support/section.js'
import { hasRedis, withRedis } from './redis.js'

const JOBS = 3_000
const LANES = 32

interface Speeds {
  added: number
  taken: number
}

export const queue: Section = {
  name: 'queue',
  title: 'Both queues',
  about:
    `Jobs a second through the application's own queue and worker, with nothing to do for each: put ` +
    `in line one by one by ${LANES} at once, then taken two at a time, as a worker does by default. ` +
    'Decoding a photo takes a hundred times as long. Redis, with its append-only file, is measured ' +
    'where `redis-server` is installed.',
  async measure(bench) {
    const installation = await bench.install()
    const ask = async (variables: NodeJS.ProcessEnv): Promise<Speeds> => {
      const args = [String(JOBS), String(LANES)]
      return JSON.parse(
        await installation.read('benchmarks/queue/queue_program.ts', args, variables)
      )
    }
    bench.progress('PostgreSQL')
    const rows = [rowOf('PostgreSQL', await ask({}))]
    if (await hasRedis()) {
      bench.progress('Redis')
      const speeds = await withRedis(installation.folder, (url) => ask({ REDIS_URL: url }))
      rows.push(rowOf('Redis', speeds))
    }
    return { tables: [{ heads: ['queue', 'put in line', 'taken'], rows }], goals: [] }
  },
}

function rowOf(name: string, { added, taken }: Speeds) {
  return [name, perSecond(added), perSecond(taken)]
}
