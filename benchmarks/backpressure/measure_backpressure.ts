import { makeFixture, type Fixture } from '../api/fixture.js'
import { listScenario, presignScenario } from '../api/scenarios.js'
import type { BenchmarkInstallation, Program } from '../support/installation.js'
import { type Measured, measure, warmUp } from '../support/load.js'
import { residentMemory } from '../support/memory.js'
import type { Bench, Section } from '../support/section.js'
import { median } from '../support/statistics.js'
import { fillQueue } from './fill_queue.js'

const BACKLOG = 100_000
const ROUNDS = 2

interface Look {
  /** By call: the API against the bound that was measured beside it. */
  calls: Map<string, { requests: number; p99: number }>
  /** Bytes. */
  memory: number
}

export const backpressure: Section = {
  name: 'backpressure',
  title: 'When uploads outrun the workers',
  about:
    'What becomes of the API when 100,000 jobs are in line and no worker takes any: requests as ' +
    'shares of the bound, p99 as times of it, as above, and its resident memory. The last column ' +
    'compares the two.',
  async measure(bench) {
    const installation = await bench.install()
    const fixture = await makeFixture(installation.database, 1_000)
    const bare = await installation.serve('benchmarks/api/bare_server.ts')
    const api = await installation.serve('build/bin/server.js')
    bench.progress('with nothing in line')
    const before = await look(bench, installation, api, bare, fixture)
    bench.progress('filling the queue')
    await fillQueue(installation, fixture, BACKLOG)
    bench.progress('with 100,000 in line')
    const after = await look(bench, installation, api, bare, fixture)
    return { tables: [tableOf(before, after)], goals: [] }
  },
}

async function look(
  { seconds }: Bench,
  installation: BenchmarkInstallation,
  api: Program,
  bare: Program,
  fixture: Fixture
): Promise<Look> {
  const calls: Look['calls'] = new Map()
  for (const { name, load } of [listScenario, presignScenario]) {
    const asked = await load(fixture, seconds, installation)
    for (const { url } of [bare, api]) await warmUp(url, asked)
    const rounds: [Measured, Measured][] = []
    for (let round = 0; round < ROUNDS; round++) {
      const bound = await measure(bare.url, asked, seconds)
      rounds.push([await measure(api.url, asked, seconds), bound])
    }
    const ratios = (of: (measured: Measured) => number) => {
      return median(rounds.map(([ours, bound]) => of(ours) / of(bound)))
    }
    calls.set(name, { requests: ratios((it) => it.requestsPerSecond), p99: ratios((it) => it.p99) })
  }
  return { calls, memory: residentMemory(api.child.pid!) }
}

function tableOf(before: Look, after: Look) {
  const rows = [...before.calls].flatMap(([name, then]) => {
    const now = after.calls.get(name)!
    return [
      row(`${name}: requests, share of the bound`, then.requests, now.requests),
      row(`${name}: p99, times that of the bound`, then.p99, now.p99),
    ]
  })
  rows.push(row('memory, MB', before.memory / 1e6, after.memory / 1e6))
  return { heads: ['API', 'nothing in line', '100,000 in line', 'ratio'], rows }
}

function row(what: string, then: number, now: number) {
  const shown = (value: number) => (value < 20 ? value.toFixed(2) : String(Math.round(value)))
  return [what, shown(then), shown(now), (now / then).toFixed(2)]
}
